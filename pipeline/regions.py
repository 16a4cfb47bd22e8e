"""Territories that a licence may leave out: countries by ISO 3166-1 code, and the European Union, whose members it covers."""

from __future__ import annotations

COUNTRIES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH
    CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP
    GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR
    LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ
    TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905 (a table)
)
"""Officially assigned alpha-2 codes."""
UNION = "EU"
MEMBERS = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905 (a table)
"""The members of the European Union since 2020."""


def checked_region(code: str) -> str:
    """The code itself. Raises ValueError for one that names no territory, so that a check against it cannot pass by mistake."""
    if code == UNION or code in COUNTRIES:
        return code
    raise ValueError("not a country code of ISO 3166-1 in capitals, such as KR, US or GB, and not EU")


def covers(territory: str, region: str) -> bool:
    """Whether `region` lies in `territory`; the European Union and its members count as overlapping both ways."""
    return territory == region or (territory == UNION and region in MEMBERS) or (region == UNION and territory in MEMBERS)

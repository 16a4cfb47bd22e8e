"""Slots of the grammar that hold names: people, schools, offices, regions. The tables come from whoever knows the house's spellings."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.training.translator.grammar_values import Phrase

_SCHOOL_NAMES_TEXT = """
화산 백운 송정 한빛 동명 남산 가람 새벽 은하 월산 용두 신흥 금호 덕산 봉황 산정 운암 매곡 연향 조례 부영 왕지 삼호 하당 이로 대성 청솔
도담 나래 보람 아름 해밀 미르 다솜 소담 무등 유달 영산 섬진 새솔 푸른솔 물빛 솔뫼 들꽃 하늘샘
"""
SCHOOL_NAMES = tuple(_SCHOOL_NAMES_TEXT.split())
"""Names that schools of many places have."""
SCHOOL_KINDS = ("초등학교", "초등학교", "중학교", "고등학교", "여자고등학교", "공업고등학교", "상업고등학교", "유치원")
ONE_SYLLABLE = 0.05
"""Share of people whose given name has one syllable."""


@dataclass(frozen=True, slots=True)
class NameTables:
    """Korean -> English by kind; `given` are syllables of given names, `spelled` and `romanized` write a given name, any other name."""

    families: Mapping[str, str]
    given: Sequence[str]
    spelled: Callable[[str], str]
    romanized: Callable[[str], str]
    provinces: Mapping[str, str]
    cities: Mapping[str, str]
    counties: Mapping[str, str]
    offices: Mapping[str, str]
    agencies: Mapping[str, str]
    universities: Mapping[str, str]
    school_kinds: Mapping[str, str]


class Names:
    """Draws names from tables."""

    def __init__(self, tables: NameTables) -> None:
        self._tables = tables
        self._families, self._cities = list(tables.families.items()), list(tables.cities.items())
        self._offices, self._agencies = list(tables.offices.items()), list(tables.agencies.items())
        self._universities = list(tables.universities.items())
        self._towns = [*self._cities, *tables.counties.items()]
        self._regions = [*tables.provinces.items(), *self._towns]

    def person(self, chance: random.Random) -> Phrase:
        """김대중, Kim Daejung"""
        family, english = chance.choice(self._families)
        given = "".join(chance.sample(self._tables.given, 1 if chance.random() < ONE_SYLLABLE else 2))
        return family + given, f"{english} {self._tables.spelled(given)}"

    def school(self, chance: random.Random) -> Phrase:
        """한빛초등학교, Hanbit Elementary School"""
        kind = chance.choice(SCHOOL_KINDS)
        name = chance.choice(SCHOOL_NAMES)
        korean, english = (name, self._tables.romanized(name)) if chance.random() < 0.7 else chance.choice(self._towns)
        return korean + kind, f"{english} {self._tables.school_kinds[kind]}"

    def organization(self, chance: random.Random) -> Phrase:
        """An education office, a district's office, a school, a university, a ministry or agency, a city."""
        kind = chance.random()
        if kind < 0.5:
            korean, english = chance.choice(self._offices)
            return korean, f"the {english}"
        if kind < 0.68:
            korean, english = chance.choice(self._towns)
            return f"{korean}교육지원청", f"the {english} Office of Education"
        if kind < 0.78:
            return self.school(chance)
        if kind < 0.86:
            return chance.choice(self._universities)
        if kind < 0.93:
            return chance.choice(self._agencies)
        korean, english = chance.choice(self._cities)
        return chance.choice(((f"{korean}시", f"the city of {english}"), (f"{korean}시청", f"{english} City Hall")))

    def region(self, chance: random.Random) -> Phrase:
        """전남 or 여수: a province, a city or a county, in its short form."""
        return chance.choice(self._regions)

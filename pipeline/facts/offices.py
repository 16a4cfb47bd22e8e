"""Offices: education offices, councils, halls, police and courts of a place by pattern, ministries and agencies by table.

The English of the seventeen provincial and metropolitan education offices is the termbase's; a district's office is the place and
"Office of Education" (목포교육지원청 Mokpo Office of Education).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.facts.agencies import AGENCIES
from pipeline.facts.fact import Fact
from pipeline.facts.places import CITIES, COUNTIES, DISTRICTS, FULL_FORMS, PARTICLE, PROVINCES
from pipeline.facts.places import english as place_english
from pipeline.facts.romanize import romanize

METROPOLITAN = {
    "서울": "Metropolitan", "부산": "Metropolitan City", "대구": "Metropolitan", "인천": "Metropolitan City", "광주": "Metropolitan",
    "대전": "Metropolitan", "울산": "Metropolitan", "세종": "",
}  # fmt: skip
"""What stands between the city and "Office of Education"; the nine provinces have "Provincial"."""

KINDS: dict[str, tuple[str, str]] = {
    "교육지원청": ("Office of Education", r"offices? of education|(?:education|district|support) offices?|offices?\b"),
    "교육청": ("Office of Education", r"offices? of education|education (?:offices?|authorit)|offices?\b|board of education"),
    "도의회": ("Provincial Council", r"council|assembly"),
    "시의회": ("City Council", r"council|assembly"),
    "군의회": ("County Council", r"council|assembly"),
    "구의회": ("District Council", r"council|assembly"),
    "의회": ("Council", r"council|assembly"),
    "도청": ("Provincial Government", r"government|provincial office|province"),
    "시청": ("City Hall", r"city hall|city government|city office|\bcity\b"),
    "군청": ("County Office", r"county"),
    "구청": ("District Office", r"district|\bward\b|-gu\b"),
    "경찰청": ("Police Agency", r"police"),
    "경찰서": ("Police Station", r"police"),
    "소방서": ("Fire Station", r"fire"),
    "소방본부": ("Fire Headquarters", r"fire"),
    "지방법원": ("District Court", r"court"),
    "고등법원": ("High Court", r"court"),
    "지방검찰청": ("District Prosecutors' Office", r"prosecut"),
}
"""Korean ending -> English after the place, and the English words that speak for such an office, as a pattern."""

_REGIONS = {"동부": "Dongbu", "서부": "Seobu", "남부": "Nambu", "북부": "Bukbu", "중부": "Jungbu", "중앙": "Jungang"}
_BY_LENGTH = sorted(KINDS, key=len, reverse=True)
_ENDINGS = "|".join(_BY_LENGTH)
_OFFICE = re.compile(rf"(?<![가-힣])(?P<place>[가-힣]{{2,14}}?)\s?(?P<kind>{_ENDINGS})(?={PARTICLE})")
_AGENCY = re.compile(rf"(?<![가-힣])(?P<name>{'|'.join(sorted(AGENCIES, key=len, reverse=True))})(?={PARTICLE}|\(|도교육)")
_ANY_OFFICE = re.compile("|".join(sorted({words for _, words in KINDS.values()})) + "|ministry|agency", re.IGNORECASE)
_STEMS = {**FULL_FORMS, **{name: name for name in PROVINCES}}
_PIECES = sorted(
    {
        *_STEMS,
        *_REGIONS,
        *(n + u for u, ns in zip("시군구", (CITIES, COUNTIES, DISTRICTS), strict=True) for n in ns if len(n) > 1 or u == "구"),
        *(n for n in CITIES | COUNTIES | DISTRICTS if len(n) > 1),
    },
    key=len,
    reverse=True,
)
_SPLIT = re.compile("|".join(_PIECES))


def find(text: str, published: str | None = None) -> Iterable[Fact]:
    """The offices of a sentence. `published` chooses between an agency's names where its name changed."""
    found: list[Fact] = []
    for match in _OFFICE.finditer(text):
        if forms := _forms(match["place"], match["kind"]):
            found.append(_fact(text, match.start(), match.end(), forms, _insert(forms[0], match["kind"])))
    found.extend(_fact(text, match.start(), match.end(), AGENCIES[match["name"]], None) for match in _AGENCY.finditer(text))
    return found


def _insert(form: str, kind: str) -> str:
    """What stands in the source: training had the provincial offices in English and of all others the place alone (`Mokpo교육지원청`).

    On the labelled set the shipped model got 6 of 6 provincial councils right so, and none with the whole name in English;
    agencies it got right more often in Korean (13 of 16, against 11).
    """
    if kind == "교육청":
        return form
    for middle in ("Metropolitan ", "Provincial ", "City ", ""):
        ending = f"{middle}Council" if kind.endswith("의회") else KINDS[kind][0]
        if form.endswith(ending):
            return form.removesuffix(ending).strip() + kind
    return form


def _fact(text: str, start: int, end: int, forms: tuple[str, ...], insert: str | None) -> Fact:
    return Fact(kind="office", start=start, end=end, text=text[start:end], renderings=forms, insert=insert, certain=True)


def pieces(place: str) -> tuple[str, ...] | None:
    """The place names that the front of an office's name is made of (화성오산 -> 화성, 오산), None where it is something else."""
    out, at = list[str](), 0
    while at < len(place):
        match = _SPLIT.match(place, at)
        if match is None:
            return None
        out.append(match[0])
        at = match.end()
    return tuple(out)


def _forms(place: str, kind: str) -> tuple[str, ...]:
    """English forms of an office, the house's first; none where the front is no place (학생의회, 저비용항공사)."""
    short = place + (kind[0] if kind[0] in "도시군구" and kind[1:] in ("의회", "청") else "")
    if kind == "교육청" or (kind.endswith("의회") and short in _STEMS) or (kind.endswith("의회") and place in _STEMS):
        province = _STEMS.get(place) or _STEMS.get(short)
        if province is None and kind == "교육청":
            return ()
        if province is not None:
            return _provincial(province, kind)
    names = pieces(place)
    if names is None:
        return ()
    if kind == "교육지원청" and len(names) > 1 and names[0] in _STEMS and names[1] not in _REGIONS:
        names = names[1:]
    front = " ".join(_REGIONS.get(name) or _plain(name) for name in names)
    return (f"{front} {KINDS[kind][0]}",)


def _plain(name: str) -> str:
    short = _STEMS.get(name)
    if short:
        return PROVINCES[short][0]
    return romanize(
        name[:-1] if name[-1] in "시군구" and name[:-1] in CITIES | COUNTIES | DISTRICTS and len(name) > 2 else name
    ).capitalize()


def _provincial(province: str, kind: str) -> tuple[str, ...]:
    names = PROVINCES[province]
    middle = METROPOLITAN.get(province, "Provincial")
    if kind == "교육청":
        return (f"{names[0]} {middle} Office of Education".replace("  ", " "), *(f"{one} Office of Education" for one in names))
    middle = {"서울": "Metropolitan", "세종": "City"}.get(province, "City" if province in METROPOLITAN else "Provincial")
    return (f"{names[0]} {middle} Council", f"{names[0]} Council")


def accepted(fact: Fact, english: str, *, mentioned: bool = False) -> bool:
    """Whether the English has the office of `fact`: its place and a word for its kind, or one of an agency's names.

    A place without any office's word stands for its office, as in headlines ("Incheon to offer free screening").
    `mentioned`: the office was named before; "the office", "the ministry", "the council" then suffice.
    """
    if any(_within(english, form) for form in fact.renderings):
        return True
    if agency := AGENCIES.get(fact.text):
        ministers = [form.replace("Ministry of", "Minister of").replace(" Ministry", " Minister") for form in agency]
        if any(_within(english, form) for form in (*agency, *ministers)):
            return True
        return mentioned and re.search(_generic(agency[0]), english, re.IGNORECASE) is not None
    kind = next((ending for ending in _BY_LENGTH if fact.text.endswith(ending)), None)
    if kind is None:
        return mentioned and re.search(_generic(fact.renderings[0]), english, re.IGNORECASE) is not None
    words = re.search(KINDS[kind][1], english, re.IGNORECASE) is not None
    if mentioned and words:
        return True
    names = pieces(fact.text.removesuffix(kind).strip()) or ()
    return bool(names) and _has_place(english, names[-1]) and (words or _ANY_OFFICE.search(english) is None)


def _has_place(english: str, name: str) -> bool:
    if name in _REGIONS:
        return _within(english, _REGIONS[name]) or _within(
            english, {"동": "Eastern", "서": "Western", "남": "Southern", "북": "Northern", "중": "Central"}[name[0]]
        )
    forms = {*place_english(name), _plain(name), *PROVINCES.get(_STEMS.get(name, ""), ())}
    return any(_within(english, form) for form in forms)


def _generic(form: str) -> str:
    for word in (
        "ministry",
        "commission",
        "committee",
        "institute",
        "federation",
        "union",
        "council",
        "foundation",
        "agency",
        "court",
        "board",
        "service",
    ):
        if word in form.lower():
            return word
    return r"\b(?:agency|office|group|body|association|administration)\b"


def _within(english: str, form: str) -> bool:
    """`form` in the text whatever case, hyphens and apostrophes, with or without a plural s."""
    pattern = r"[\s-]+".join(re.escape(word).replace("'", "['’]?") + "s?" for word in re.split(r"[\s-]+", form))
    return re.search(rf"(?<![A-Za-z]){pattern}(?:do|si|gun|gu)?(?![A-Za-z])", english, re.IGNORECASE) is not None

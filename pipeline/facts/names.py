"""Persons: Korean names, recognized by their title and never by the family name alone, and their English.

A word that begins with a family name is no name yet (이용자, 박물관, 정부는): a title after it (김대중 교육감, 방순애(56) 씨), a title or
office before it at the end of a phrase (공방 대표 여운솔), or an age after it makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product

from pipeline.facts.fact import Fact
from pipeline.facts.homographs import STEMS, WORDS
from pipeline.facts.names_table import shipped_names
from pipeline.facts.romanize import romanize, romanize_name
from pipeline.facts.surnames import COMMON, GIVEN, SINGLE_GIVEN, SURNAMES, VARIANTS, split_name

TITLES: dict[str, str] = {
    "부교육감": "Deputy Superintendent", "교육감": "Superintendent", "교육장": "District Superintendent",
    "장학관": "Senior Education Supervisor", "장학사": "Education Supervisor", "교장": "Principal", "교감": "Vice Principal",
    "장관": "Minister", "차관": "Vice Minister", "교수": "Professor", "총장": "President", "시장": "Mayor", "군수": "County Mayor",
    "구청장": "District Mayor", "도지사": "Governor", "지사": "Governor", "위원장": "Chairperson", "이사장": "Chairperson",
    "회장": "Chairperson", "의장": "Chairperson", "의원": "", "교육국장": "Director-General", "행정국장": "Director-General",
    "국장": "Director-General", "과장": "Director", "팀장": "Team Leader", "원장": "Director", "소장": "Director", "센터장": "Director",
    "실장": "", "단장": "", "처장": "", "본부장": "", "지부장": "", "지회장": "", "부장": "", "사무관": "", "주무관": "", "담당관": "",
    "대변인": "", "변호사": "Attorney", "박사": "Dr.", "기자": "", "대표": "", "감독": "Coach", "코치": "Coach", "작가": "", "연구원": "",
    "연구위원": "", "강사": "", "교사": "", "학생": "", "선수": "", "이장": "", "사서": "", "간사": "", "대통령": "President",
    "총리": "Prime Minister", "사무총장": "", "사무국장": "", "조합장": "", "학장": "Dean", "씨": "", "군": "", "양": "", "옹": "",
    "할머니": "", "할아버지": "", "어르신": "", "선생님": "", "교육위원": "", "위원": "",
}  # fmt: skip
"""Korean title -> the English title before the name; empty where English says it in a phrase of its own or not at all."""

ATTACHED = frozenset("씨군양옹")
"""Titles of respect that follow a name and nothing else; they may stand without a space."""

FAMILY_ALONE = frozenset("김박최강조윤장임황송홍문손배백허심곽류엄권서오함변염추탁표맹")
"""Family names that may stand alone before a title; the others are words, too (이 교사 this teacher, 전 교육감 the former)."""

_STRICT_TEXT = """
교육감 부교육감 교육장 장관 차관 교장 교감 교수 총장 의원 국장 위원장 장학사 장학관 변호사 박사 기자 도지사 대통령
"""
STRICT = ATTACHED | frozenset(_STRICT_TEXT.split())
"""Titles that hardly follow anything but a name."""

KEPT_IN_SOURCE = {
    "교육감": "Superintendent", "부교육감": "Deputy Superintendent", "교육장": "District Superintendent",
    "장학관": "Senior Education Supervisor", "장학사": "Education Supervisor", "교장": "Principal", "교감": "Vice Principal",
}  # fmt: skip
"""Titles that are terms, too: where English stands in the Korean source, they stand there in English, after the name."""

_PARTICLES = (
    r"(?:님)?(?:들)?(?:은|는|이|가|을|를|의|에게서|에게|에|와|과|도|만|께서는|께서|께|이라는|이라고|라고|라는|이라|라|로부터|으로부터|로|으로|이며|며|이다|다|입니다|인|이었다|였다"
    r"|이었|였|부터|까지|처럼|측은|측|보다|한테|이고|고|이나|나|란|이란|랑|등|뿐)?(?:은|는|도|만|의)?"
)
_TITLED = re.compile(
    r"(?<![가-힣])(?P<before>[가-힣]{0,9}?)(?P<title>" + "|".join(sorted(TITLES, key=len, reverse=True)) + rf")(?={_PARTICLES}(?![가-힣]))"
)
_WORD = re.compile(r"[가-힣]{3,}")
_BRACKET = r"(?:\s?[(（][^()（）]{1,24}[)）])?"
_NAME_BEFORE = re.compile(rf"(?<![가-힣A-Za-z\d])([가-힣]{{2,5}}){_BRACKET}\s?$")
_LISTED = re.compile(rf"(?<![가-힣A-Za-z\d])([가-힣]{{2,4}}){_BRACKET}(?:\s?[·,ㆍ]\s?)$")
_AFFILIATION = re.compile(r"(?<![가-힣])[가-힣]{2,12}(?:대|대학|대학교|대학원|시|군|청|원|초|중|고|학교|센터|협회|연구소|재단|부|과|위)\s$")
_AFTER_TITLE = re.compile(
    r"(?<![가-힣])(?:(?:부|도|시)?교육감|교육장|장관|교장|교감|교수|[가-힣]{2,6}(?:국장|과장|위원장|센터장)|회장|대표|교사|기자|의장|변호사|작가|감독|선수|총장|원장|팀장"
    r"|학생|강사|[1-6]학년|어머니|아버지|학부모|할머니|졸업생|글쓴이|글·사진|사진)\s(?P<name>[가-힣]{3,4})(?=[,.)·’'\"”]|\s?$)"
)
_AGED = re.compile(r"(?<![가-힣])([가-힣]{2,4})\s?[(（](?:\d{1,3}세?|[·\s여남]{1,3}[,·]?\s?\d{1,3}세?|가명)[^()（）]{0,12}[)）]")


def find(text: str, published: str | None = None, names: Mapping[str, str] | None = None) -> Iterable[Fact]:
    """The persons of a sentence. `names` (Korean name -> English; None: the shipped table) overrides the romanization and is certain;
    without it a name is guessed. `published` has no bearing on names.
    """
    table = shipped_names() if names is None else names
    seen: dict[int, Fact] = {}
    for fact in (*_by_title(text, table), *_by_place_in_phrase(text, table), *_from_table(text, table)):
        if not any(fact.start < other.end and other.start < fact.end for other in seen.values()):
            seen[fact.start] = fact
    return [seen[start] for start in sorted(seen)]


def english_name(korean: str, names: Mapping[str, str] | None = None) -> tuple[str, bool]:
    """A Korean name in English, family name first and given name joined, and whether it is certain (of the table)."""
    if names and korean in names:
        return names[korean], True
    family, given = split_name(korean) or (korean[:1], korean[1:])
    if len(korean) == 2 and not (family in COMMON and given in SINGLE_GIVEN):
        return romanize_name(korean), False  # a given name alone (승재 군)
    spelled = SURNAMES[family][0] if family in SURNAMES else romanize_name(family)
    return f"{spelled} {romanize_name(given)}".strip(), False


def _by_title(text: str, names: Mapping[str, str]) -> Iterator[Fact]:
    for match in _TITLED.finditer(text):
        attached, title = match["before"], match["title"]
        if attached and (title in ATTACHED or attached in names):
            if len(attached) == 1 and title == "씨" and attached in SURNAMES:
                yield _family_fact(text, match.start(), match.end("title"), attached)
            elif attached in names or (len(attached) == 3 + (attached[:2] in SURNAMES) and _is_name(attached, title)):
                yield _fact(text, match.start(), match.start("title"), match, attached, names)
        elif not (attached and title == "학생") and not _part_of_word(text, match):
            yield from _before(text, match, names)
            yield from _family_before(text, match)


def _part_of_word(text: str, title: re.Match[str]) -> bool:
    """Whether what looks like a title is a longer word: 군인, 양측, 대기자."""
    return (text[title.end() : title.end() + 1] in ("인", "측") and title["title"] in "군양") or title[0] == "대기자"


def _family_before(text: str, title: re.Match[str]) -> Iterator[Fact]:
    """A family name alone before a title, as on second mention (김 교육감은)."""
    at = title.start() - 2
    if title["title"] in ATTACHED or title["title"] == "학생" or at < 0 or text[at + 1] != " " or text[at] not in FAMILY_ALONE:
        return
    if at and ("가" <= text[at - 1] <= "힣" or text[at - 1].isalnum()):
        return
    english = SURNAMES[text[at]][0]
    end = title.end("title") if not title["before"] else title.start() - 1
    shown, kept = TITLES[title["title"]] if not title["before"] else "", KEPT_IN_SOURCE.get(title["title"], title["title"])
    forms = (f"{shown} {english}", english) if shown else (english,)
    insert = f"{english} {kept}" if not title["before"] else english
    yield Fact(kind="person", start=at, end=end, text=text[at:end], renderings=forms, insert=insert, certain=False)


def _before(text: str, title: re.Match[str], names: Mapping[str, str]) -> Iterator[Fact]:
    """The name or names before a title, past an affiliation (탁윤조 한별대 교수) and along a list (김대중·임종식 교육감)."""
    end, pattern, kind = title.start(), _NAME_BEFORE, title["title"]
    direct = pattern.search(text, max(0, end - 40), end)
    named = direct is not None and (direct[1] in names or _is_name(direct[1], kind))
    affiliation = None if named else _AFFILIATION.search(text, max(0, end - 16), end)
    if affiliation and kind not in ATTACHED:
        end, kind = affiliation.start(), "학생"
    while before := pattern.search(text, max(0, end - 40), end):
        if before[1] not in names and not _is_name(before[1], kind):
            return
        yield _fact(text, before.start(1), before.end(1), title if end == title.start() else None, before[1], names)
        end, pattern = before.start(1), _LISTED


def _by_place_in_phrase(text: str, names: Mapping[str, str]) -> Iterator[Fact]:
    for match in _AGED.finditer(text):
        if len(match[1]) > 2 and _is_name(match[1], "씨") and not (match[1][-1] == "이" and _has_ending(match[1][:-1] + "은")):
            yield _fact(text, match.start(1), match.end(1), None, match[1], names)
    for match in _AFTER_TITLE.finditer(text):
        if _is_name(match["name"], "학생"):
            yield _fact(text, match.start("name"), match.end("name"), None, match["name"], names)


def _from_table(text: str, names: Mapping[str, str]) -> Iterator[Fact]:
    """Names of the table need no title; two syllables could be anything, so three at least, at the beginning of a word."""
    if not names:
        return
    for word in _WORD.finditer(text):
        for length in range(min(6, len(word[0])), 2, -1):
            korean = word[0][:length]
            if korean in names:
                yield _fact(text, word.start(), word.start() + length, None, korean, names)
                break


def _is_name(word: str, title: str) -> bool:
    """Whether a word before `title` is a name: it splits into family and given name, is no word that we know, and does not look
    like a word with a particle or verb ending (이름은 교사, 신고한 학생, 희망하는 학생).
    """
    if word[:3] in WORDS:
        return False
    parts = split_name(word)
    if parts is None and len(word) == 2 and title in ATTACHED:
        return all(one in GIVEN for one in word) and _is_short_name(word, title)
    if parts is None:
        return title == "씨" and len(word) == 3 and word[0] in COMMON and word[:2] not in STEMS
    family, given = parts
    if len(given) == 1:
        return len(family) == 2 or _is_short_name(word, title)
    if len(given) == 3:
        return title == "씨" and word[:2] not in STEMS
    if word[-1] == "대" and title in ("교수", "총장", "학장"):  # a university (한별대 교수)
        return False
    if title in ATTACHED:
        return title == "씨" or word[-1] not in "의을를해"
    return not _has_ending(word)


def _is_short_name(word: str, title: str) -> bool:
    """Two syllables: family and given name, or a given name alone before a title of respect (채윤 양)."""
    if title in ATTACHED:
        return word not in STEMS and (title == "씨" or word != "위해")
    return title in STRICT and word[0] in COMMON and word[1] in SINGLE_GIVEN and word not in STEMS and word[1] not in "은온운린선일"


def _has_ending(word: str) -> bool:
    """Whether a particle or verb ending closes the word: by its form after the syllable before, or after a word that we know."""
    last, final = word[-1], (ord(word[-2]) - 0xAC00) % 28
    if last in "을의를해" or (last == "로" and final in (0, 8)) or (last == "자" and word[-2] in "리기키치되하나오가"):
        return True
    if last in "은이과":
        return final != 0 and word[:2] in STEMS
    if last in "가와":
        return final == 0 and word[:2] in STEMS
    return last in "한하인도만고라서면대" and word[:2] in STEMS


def _fact(text: str, start: int, end: int, titled: re.Match[str] | None, korean: str, names: Mapping[str, str]) -> Fact:
    english, certain = english_name(korean, names)
    title = titled["title"] if titled else ""
    before = (titled["before"] if titled else "") if titled and titled.start() >= end else ""
    insert, stop = english, end
    if titled and not before and "(" not in text[end : titled.start("title")]:
        stop = titled.end("title")
        insert = f"{english}{text[end : titled.start('title')]}{KEPT_IN_SOURCE.get(title, title)}"
    prefixed = (f"{TITLES[title]} {english}",) if TITLES.get(title) and stop > end else ()
    return Fact(
        kind="person", start=start, end=stop, text=text[start:stop], renderings=(*prefixed, english), insert=insert, certain=certain
    )


def _family_fact(text: str, start: int, end: int, family: str) -> Fact:
    english = SURNAMES[family][0]
    return Fact(kind="person", start=start, end=end, text=text[start:end], renderings=(english,), insert=f"{english}씨", certain=False)


def spellings(family: str, given: str) -> tuple[frozenset[str], frozenset[str]]:
    """Every spelling in use of a family name and of a given name, in small letters without hyphens."""
    families = {one.lower() for one in SURNAMES.get(family, ())} | {romanize(family)}
    choices = [(romanize_name(one).lower(), *VARIANTS.get(one, ())) for one in given]
    return frozenset(families), frozenset("".join(chosen) for chosen in product(*choices)) | {romanize(given), romanize(given, noun=False)}


def accepted(fact: Fact, english: str, *, mentioned: bool = False) -> bool:
    """Whether `english` has the person of `fact`, in any spelling in use and either order of names, whatever the title.

    `mentioned`: the person was named in full before, so that the family name alone is enough. With a table of names, its spelling alone
    counts.
    """
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])[-’'](?=[a-z])", "", re.sub(r"[’']s\b", " ", english.lower())))
    rendered = re.findall(r"[a-z]+", fact.renderings[-1].replace("-", "").lower())
    if _contains(words, rendered) or _contains(words, rendered[1:] + rendered[:1]):
        return True
    if fact.certain and "".join(rendered) in "".join(words):
        return True
    if fact.certain:
        return mentioned and rendered[0] in words
    korean = re.match(r"[가-힣]+", fact.text)
    return any(_spelled(family, given, words, mentioned) for family, given in _splits(korean[0] if korean else ""))


def _splits(korean: str) -> Iterator[tuple[str, str]]:
    """The ways to read a name: 황보경 is Hwang Bogyeong or Hwangbo Gyeong; a family name with its title (은씨) has no given name."""
    if len(korean) == 1 or (len(korean) == 2 and korean[1] in ATTACHED):
        yield korean[0], ""
        return
    if len(korean) == 2:
        yield "", korean
    for length in (1, 2):
        if korean[:length] in SURNAMES:
            yield korean[:length], re.sub(r"(?<=..)[씨군양옹]$", "", korean[length:])


def _spelled(family: str, given: str, words: list[str], mentioned: bool) -> bool:
    families, givens = spellings(family, given)
    if family and not any(word in families or word.removesuffix("s") in families for word in words):
        return False
    joined = {*words, *(one + two for one, two in pairwise(words))}
    return mentioned or not given or bool(joined & givens)


def _contains(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))

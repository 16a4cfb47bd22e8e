"""Persons: Korean names, recognized by their title and never by the family name alone, and their English.

A word that begins with a family name is no name yet (이용자, 박물관, 정부는): a title after it (김대중 교육감, 방순애(56) 씨), a title or
office before it at the end of a phrase (공방 대표 여운솔), or an age after it makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.facts.fact import Fact
from pipeline.facts.homographs import STEMS, WORDS
from pipeline.facts.name_spellings import accepted, spellings
from pipeline.facts.names_table import shipped_names
from pipeline.facts.romanize import romanize_name
from pipeline.facts.surnames import COMMON, GIVEN, SINGLE_GIVEN, SURNAMES, UNUSUAL_GIVEN, split_name
from pipeline.facts.titles import ATTACHED, KEPT_IN_SOURCE, PARTICLES, STRICT, TITLES

__all__ = ["accepted", "english_name", "find", "spellings"]

FAMILY_ALONE = frozenset("김박최강조윤장임황송홍문손배백허심곽류엄권서오함변염추탁표맹")
"""Family names that may stand alone before a title; the others are words, too (이 교사 this teacher, 전 교육감 the former)."""

FAMILY_WITH_RESPECT = FAMILY_ALONE | frozenset("정이오신안전홍고양민나진지주원석탁편마위")
"""Family names that are one alone before 씨: the others count there (한 씨, 두 씨) unless the article has such a person."""

_TITLED = re.compile(
    r"(?<![가-힣])(?P<before>[가-힣]{0,9}?)(?P<title>" + "|".join(sorted(TITLES, key=len, reverse=True)) + rf")(?={PARTICLES}(?![가-힣]))"
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
_OF_CLASS = re.compile(r"(?<![가-힣])[1-6]학년 (?P<name>[가-힣]{2}[^이\W])(?=(?:의|이|가|은|는|와|과)\s)")
_SIGNED = re.compile(r"\([^()]{2,20}\s[·ㆍ/]\s(?P<name>[가-힣]{3,4})\)")
_PARTICLE = re.compile(PARTICLES)
_FAMILY_RESPECT = re.compile(
    rf"(?<![가-힣])(?P<family>{'|'.join(sorted(SURNAMES, key=len, reverse=True))})\s(?P<title>[씨군양])(?={PARTICLES}(?![가-힣]))"
)


def find(
    text: str, published: str | None = None, names: Mapping[str, str] | None = None, named: frozenset[str] = frozenset()
) -> Iterable[Fact]:
    """The persons of a sentence. `names` (Korean name -> English; None: the shipped table) overrides the romanization and is certain;
    without it a name is guessed. `named` are full names that need no title here. `published` has no bearing on names.
    """
    table = shipped_names() if names is None else names
    seen: dict[int, Fact] = {}
    for fact in (*_by_title(text, table), *_by_place_in_phrase(text, table), *_from_table(text, table), *_named_before(text, table, named)):
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
    for match in (*_AFTER_TITLE.finditer(text), *_OF_CLASS.finditer(text), *_SIGNED.finditer(text)):
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


def _named_before(text: str, names: Mapping[str, str], named: frozenset[str]) -> Iterator[Fact]:
    """Bare names that stand elsewhere in the article with a title, and family names alone with a title of respect."""
    for word in _WORD.finditer(text) if named else ():
        for length in (4, 3):
            korean = word[0][:length]
            if korean in named and len(korean) == length and _PARTICLE.fullmatch(word[0][length:]):
                yield _fact(text, word.start(), word.start() + length, None, korean, names)
                break
    families = {parts[0] for name in named if (parts := split_name(name))}
    for match in _FAMILY_RESPECT.finditer(text):
        if match["family"] in families or (match["title"] == "씨" and match["family"] in FAMILY_WITH_RESPECT):
            english = SURNAMES[match["family"]][0]
            yield Fact("person", *match.span(), match[0], (english,), f"{english} {match['title']}", certain=False)


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
        unusual = len(word) == 3 and word[0] in SURNAMES and word[:2] not in STEMS
        return unusual and (
            title == "씨" or (title in "군양" and word[0] in COMMON and all(one in GIVEN | UNUSUAL_GIVEN for one in word[1:]))
        )
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

"""Errors of name put into a reference: a person's name altered, an office replaced, a term of the termbase replaced.

What is changed is found without the recognizers that the checks rest on, so that a name which they overlook is seeded all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from pipeline.evaluation.references import Pair
from pipeline.facts.names import spellings
from pipeline.facts.places import PROVINCES
from pipeline.facts.romanize import romanize, romanize_name
from pipeline.facts.surnames import SURNAMES, split_name
from pipeline.facts.termbase import shipped_termbase

_NAME = re.compile(r"\b(?P<family>[A-Z][a-z]+)(?= (?P<given>[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)\b)")  # Superintendent Kim Daejung: two
_SYLLABLES = "민지서연우진호수영태현석경미성"
_FAMILIES = ("Kim", "Lee", "Park", "Choi", "Kang", "Yoon", "Hwang", "Seo")
_LOCAL = re.compile(
    r"\b(?P<place>[A-Z][a-z]+)"
    r"(?= (?:Provincial |Metropolitan )?(?:City |County |District )?(?:Office of Education|Council|Hall|Government)\b)"
)
_MINISTRY = re.compile(
    r"\bMinistry of (?:Education|Health and Welfare|Employment and Labor|the Interior and Safety|Gender Equality and Family)\b"
)
_MINISTRIES = ("Ministry of Education", "Ministry of Health and Welfare", "Ministry of the Interior and Safety", "Ministry of Justice")
_PLACES = ("Jeonnam", "Gyeongbuk", "Chungnam", "Incheon", "Daegu", "Mokpo", "Naju", "Suncheon", "Wonju", "Gunsan", "Andong")


def name_altered(pair: Pair, chance: Random) -> str | None:
    """Another syllable in the given name, or another family name, wherever the sentence has it; no other spelling of the same name."""
    places = [(match, name) for match in _NAME.finditer(pair.english) if (name := _korean_name(match, pair.korean))]
    if not places:
        return None
    match, (family, given) = chance.choice(places)
    if chance.random() < 0.5:
        others = [one for one in _FAMILIES if one.lower() not in spellings(family, given)[0]]
        old, new = match["family"], chance.choice(others)
    else:
        at = chance.randrange(len(given))
        accepted = spellings(family, given)[1]
        changed = [romanize_name(given[:at] + one + given[at + 1 :]) for one in _SYLLABLES]
        old, new = match["given"], chance.choice([one for one in changed if one.lower() not in accepted])
    return re.sub(rf"\b{re.escape(old)}\b", new, pair.english)


def office_replaced(pair: Pair, chance: Random) -> str | None:
    """Another place before an office of education whose place the Korean names, or another ministry."""
    korean = pair.korean
    found: list[tuple[re.Match[str], tuple[str, ...]]] = [
        (match, _PLACES) for match in _LOCAL.finditer(pair.english) if _named(match["place"], korean)
    ]
    if re.search("교육부|복지부|노동부|고용부|행안부|안전부|여가부|가족부", korean):
        found += [(match, _MINISTRIES) for match in _MINISTRY.finditer(pair.english)]
    if not found:
        return None
    match, others = chance.choice(found)
    new = chance.choice([one for one in others if one != match[0] and not _named(one, korean)])
    return re.sub(rf"\b{re.escape(match[0])}\b", new, pair.english)


def term_replaced(pair: Pair, chance: Random) -> str | None:
    """The English of another term in the place of a term's, where Korean and English have the term; offices and places aside."""
    terms = [term for term in shipped_termbase().terms if term.domain not in ("office", "place")]
    places = []
    for term in terms:
        if not re.search(rf"(?<![가-힣]){term.ko}", pair.korean):
            continue
        for form in (term.en, *term.variants):
            places += [(match, term) for match in re.finditer(rf"\b{re.escape(form)}(?P<plural>s?)\b", pair.english, re.IGNORECASE)]
    if not places:
        return None
    match, term = max(places, key=lambda place: len(place[0][0]))
    words = {word.rstrip("s") for form in (term.en, *term.variants) for word in form.lower().split()}
    others = [one.en for one in terms if one.ko not in pair.korean and not words & {word.rstrip("s") for word in one.en.lower().split()}]
    new = chance.choice([one for one in others if one.lower() not in pair.english.lower() and "(" not in one])
    return pair.english[: match.start()] + new + match["plural"] + pair.english[match.end() :]


def _korean_name(match: re.Match[str], korean: str) -> tuple[str, str] | None:
    """The name in the Korean, as family and given name, that the two English words spell."""
    family, given = match["family"].lower(), match["given"].lower().replace("-", "")
    for word in _beginnings(korean):
        parts = split_name(word)
        if parts and len(parts[1]) > 1 and parts[0] in SURNAMES:
            families, givens = spellings(*parts)
            if family in families and given in givens:
                return parts
    return None


def _beginnings(korean: str) -> Iterator[str]:
    for word in re.findall("[가-힣]{3,}", korean):
        yield from (word[:length] for length in (3, 4))


def _named(place: str, korean: str) -> bool:
    """Whether the Korean names the place; a metropolitan city or province by its short or full name."""
    if any(place in forms and name in korean for name, forms in PROVINCES.items()):
        return True
    words = re.findall("[가-힣]{2,}", korean)
    return any(romanize(word[:length]) == place.lower() for word in words for length in (2, 3))

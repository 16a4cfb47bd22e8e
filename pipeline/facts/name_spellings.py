"""Whether an English text has a person: every spelling in use of a Korean name, in either order, and on second mention the family name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product

from pipeline.facts import foreign_names
from pipeline.facts.fact import Fact
from pipeline.facts.romanize import romanize, romanize_name
from pipeline.facts.surnames import SURNAMES, VARIANTS
from pipeline.facts.titles import ATTACHED


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
    if foreign_names.is_foreign(fact.text) and not fact.certain:
        return foreign_names.accepted(fact, english)
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

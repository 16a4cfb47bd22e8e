"""Which name of the English stands in the place of a lost person or village: one that is nearly the same (Jeon Gyeongmi, Jwa Gyeongmi)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.facts.accepting import ACCEPTED, accepted
from pipeline.facts.fact import Fact

LEAST_LIKENESS = 0.6
"""Of `SequenceMatcher.ratio`: two names that share their family or their given name, or all but some letters, are above it."""
_WORD = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?")
_UNIT = re.compile(r"-(?:dong|myeon|eup|ri|gu|gun|si)$")


def replaced_names(facts: Sequence[Fact], english: str, gone: Sequence[Fact]) -> Iterator[tuple[Fact, int, int, str]]:
    """A lost person, or place with its unit, where just one name like it stands in the English that no other fact has: fact, start,
    end, what to write.
    """
    persons = [fact for fact in gone if fact.kind == "person" and " " in fact.renderings[-1]]
    places = [fact for fact in gone if fact.kind == "place" and _UNIT.search(fact.renderings[0])]
    if len(persons) == 1:
        name = persons[0].renderings[-1]
        yield from _alike(persons[0], name, _pairs(english), facts, english)
    if len(places) == 1:
        name = places[0].renderings[0]
        unit = name[name.rindex("-") :]
        words = [(match.start(), match.end()) for match in _WORD.finditer(english) if match[0].endswith(unit)]
        yield from _alike(places[0], name, words, facts, english)


def _pairs(english: str) -> list[tuple[int, int]]:
    """The places of two capitalized words in a row, overlapping ones too."""
    words = [match.span() for match in _WORD.finditer(english)]
    return [(one[0], two[1]) for one, two in pairwise(words) if english[one[1] : two[0]] == " "]


def _alike(
    fact: Fact, name: str, spans: Sequence[tuple[int, int]], facts: Sequence[Fact], english: str
) -> Iterator[tuple[Fact, int, int, str]]:
    others = [one for one in facts if one != fact and one.kind in ACCEPTED]
    found = [
        (start, end)
        for start, end in spans
        if SequenceMatcher(None, english[start:end], name).ratio() >= LEAST_LIKENESS
        and not any(accepted(one, english[start:end]) for one in others)
    ]
    if len(found) == 1:
        yield fact, *found[0], name

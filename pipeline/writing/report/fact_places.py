"""Where the facts of a Korean sentence stand in its English, so that both can be marked in one colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.facts import Fact, recognize
from pipeline.facts.english_mentions import Mention, mentions

Span = tuple[int, int]
_WORD = re.compile(r"[^\s-]+")

GROUPS = {
    **dict.fromkeys(("date", "time", "duration", "grade"), "date"),
    **dict.fromkeys(("person", "school", "office", "place"), "name"),
    **dict.fromkeys(("term", "programme"), "term"),
}
"""What colour a kind has; every other kind is a number."""


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A fact at `korean`; `english` are the places of its rendering, none where no rendering was recognized. `group` is its colour."""

    kind: str
    group: str
    korean: Span
    english: tuple[Span, ...]


@lru_cache(maxsize=4096)  # outlets print one release in the same words
def placed_facts(korean: str, english: str | None, published: str | None) -> tuple[PlacedFact, ...]:
    """The facts of a sentence in reading order. A place in the English belongs to one fact."""
    taken: list[Span] = []
    placed = []
    for fact in recognize(korean, published=published):
        spans = _places(fact, english, taken) if english else ()
        taken.extend(spans)
        placed.append(PlacedFact(fact.kind, GROUPS.get(fact.kind, "number"), (fact.start, fact.end), spans))
    return tuple(placed)


def _places(fact: Fact, english: str, taken: Iterable[Span]) -> tuple[Span, ...]:
    """The first free place of a rendering word for word, else of the values that a rendering says."""
    folded = english.casefold()
    for form in sorted(fact.renderings, key=len, reverse=True):
        if not all(word in folded for word in _WORD.findall(form.casefold())):
            continue  # most forms are not there, and an expression of each takes long to make
        for match in _phrase(form).finditer(english):
            if _free(match.span(), taken):
                return (match.span(),)
    offered = [one for one in mentions(english) if _free((one.start, one.end), taken)]
    for form in fact.renderings:
        found = [_offer(need, offered) for need in mentions(form)]
        spans = {(one.start, one.end) for one in found if one is not None}
        if spans and None not in found:
            return tuple(_apart(spans))
    return ()


def _offer(need: Mention, offered: Iterable[Mention]) -> Mention | None:
    same = (one for one in offered if one.value == need.value and (one.kind == need.kind or {one.kind, need.kind} == {"money", "plain"}))
    return next(same, None)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans with none inside another; a longer one wins."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: one[0] - one[1]):
        if _free(span, kept):
            kept.append(span)
    yield from sorted(kept)


def _free(span: Span, taken: Iterable[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


@lru_cache(maxsize=16_384)
def _phrase(form: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in _WORD.findall(form)]
    return re.compile(r"(?<!\w)" + r"[\s-]*".join(words) + r"(?!\w)" if words else r"(?!)", re.IGNORECASE)

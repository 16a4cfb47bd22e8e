"""Which number, time, month or weekday of the English stands in the place of a lost one, and how the right one is written there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.facts.calendar_names import MONTHS, WEEKDAYS
from pipeline.facts.counters import DURATIONS, MEASURES
from pipeline.facts.english_mentions import RANKS, Mention, mentions
from pipeline.facts.english_numbers import digits, figures, ordinals, spelled
from pipeline.facts.fact import Fact, Kind
from pipeline.facts.unsourced import unsourced
from pipeline.facts.verifying import BY_VALUE, met, needs

Sort = tuple[str, bool, str]
"""The kind of a mention, whether it is a rank (28th), and the unit beside it, empty for the things that are counted."""
_UNITS = {noun for noun, _ in DURATIONS.values()} | {noun.split()[0] for noun in MEASURES.values()} | {"time", "grade", "grader", "point"}
_BESIDE = re.compile(r"[\s-]*(?:(?:percent|percentage)\s)?(?P<word>[A-Za-z]+)(?P<old>[\s-]old|\sof age)?")
_RANK = re.compile(rf"(?:\d(?:st|nd|rd|th)|\b(?:{'|'.join(RANKS)}))$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"(?:{'|'.join(MONTHS)}|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)\s$")
_RANKED: frozenset[Kind] = frozenset(("date", "ordinal", "grade"))
_CLOCK = re.compile(r"\s[ap]\.m\.$")
_SIGN = re.compile(r"[$₩€£¥]|KRW")


def replaced_values(korean: str, facts: Sequence[Fact], english: str, gone: Sequence[Fact]) -> Iterator[tuple[Fact, int, int, str]]:
    """For each lost value that is alone of its sort, beside one mention of that sort without a source: fact, start, end, what to write.

    A count must have as many digits as what it replaces: 39 was written as 35, it was not written as 1,200.
    """
    offered = mentions(english)
    places: dict[Sort, list[Mention]] = defaultdict(list)
    for mention in unsourced(korean, facts, english):
        places[_sort(english, mention)].append(mention)
    wanted: dict[Sort, dict[Fact, tuple[Mention, str]]] = defaultdict(dict)
    for fact in gone:
        for sort, found in _unmet(fact, offered) if fact.kind in BY_VALUE else ():
            wanted[sort].setdefault(fact, found)
    for sort, there in places.items():
        if len(there) == 1 and len(wanted[sort]) == 1:
            ((fact, (need, form)),) = wanted[sort].items()
            (place,) = there
            if right := _written(fact, need, form, place, english):
                yield fact, place.start, place.end, right


def _unmet(fact: Fact, offered: Sequence[Mention]) -> Iterator[tuple[Sort, tuple[Mention, str]]]:
    """The one value that the English lacks of each rendering, by its sort; none of a rendering that lacks several."""
    for form in fact.renderings:
        lacking = [need for need in needs(form) if not met(need, offered)]
        if len(lacking) == 1:
            sort = _sort(form, lacking[0])
            if not sort[1] or fact.kind in _RANKED:
                yield sort, (lacking[0], form)


def _sort(text: str, mention: Mention) -> Sort:
    if mention.kind in ("time", "month", "weekday"):
        return (mention.kind, False, "")
    rank = _RANK.search(text[: mention.end]) is not None
    beside = _BESIDE.match(text, mention.end)
    word = beside["word"].lower().removesuffix("s") if beside else ""
    if mention.kind == "money":
        return (mention.kind, rank, word)
    if beside and beside["old"]:
        return (mention.kind, rank, "age")
    if _MONTH_BEFORE.search(text[: mention.start]):
        return (mention.kind, True, "")
    return (mention.kind, rank, word if word in _UNITS else "")


def _written(fact: Fact, need: Mention, form: str, place: Mention, english: str) -> str | None:
    """The needed value in the manner of what it replaces; None where that could say more than the Korean does."""
    wrong = english[place.start : place.end]
    if need.kind == "time":
        if place.start and english[place.start - 1] in ":.0123456789":  # part of something longer
            return None
        halves = {match[0] for one in fact.renderings if (match := _CLOCK.search(one))}
        return form if len(halves) < 2 else _CLOCK.sub("", form)
    if need.kind == "month":
        return MONTHS[int(need.value) - 1]
    if need.kind == "weekday":
        return WEEKDAYS[int(need.value)] + ("s" if wrong.endswith("s") else "")
    value = Decimal(str(need.value)).normalize()
    if _SIGN.match(wrong) or len(str(int(value))) != len(str(int(place.value))):
        return None
    if _RANK.search(wrong):
        nth = ordinals(int(value))
        return _as_begun(nth[0] if wrong[0].isalpha() else nth[-1], wrong)
    word = spelled(value)
    if wrong[0].isalpha() and word:
        return _as_begun(word, wrong)
    return figures(value) if need.kind == "money" else digits(value)


def _as_begun(word: str, wrong: str) -> str:
    """A capital stays one: it begins the sentence, or is in a headline."""
    return word.capitalize() if wrong[0].isupper() else word

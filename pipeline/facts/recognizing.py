"""All facts of a sentence: each recognizer's findings, put together without overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from pipeline.facts.fact import Fact

Find = Callable[[str, str | None], Iterable[Fact]]

# A recognizer is a module of this package with `find(text, published)`. Of two findings of the same length over the same place
# the one whose recognizer stands first here is kept.
NAMES_AND_TERMS = ("terms", "offices", "schools", "names", "places", "programmes")
NUMBERS_AND_DATES = ("contacts", "dates", "periods", "times", "grades", "ratios", "numbers")
RECOGNIZERS = NAMES_AND_TERMS + NUMBERS_AND_DATES


@cache
def finders(recognizers: tuple[str, ...] = RECOGNIZERS) -> tuple[Find, ...]:
    """The `find` functions of the named recognizers, in that order; names of modules that are not there are left out."""
    present = (name for name in recognizers if find_spec(f"pipeline.facts.{name}") is not None)
    modules = (import_module(f"pipeline.facts.{name}") for name in present)
    return tuple(module.find for module in modules if hasattr(module, "find"))


def longest(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in reading order with no two over the same character: the longer wins, then the earlier in `found`."""
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda fact: fact.start - fact.end):
        if all(fact.end <= other.start or other.end <= fact.start for other in kept):
            kept.append(fact)
    return tuple(sorted(kept, key=lambda fact: fact.start))


def recognize(text: str, *, published: str | None = None, recognizers: tuple[str, ...] = RECOGNIZERS) -> tuple[Fact, ...]:
    """The facts of one Korean sentence, in reading order, none overlapping.

    `published` is the article's ISO date; with it a date such as `27일` is resolved to its month and year.
    `recognizers` narrows what is looked for, to `NUMBERS_AND_DATES` say.
    """
    return longest(fact for find in finders(recognizers) for fact in find(text, published))

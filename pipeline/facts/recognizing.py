"""All facts of a sentence: each recognizer's findings, put together without overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from pipeline.facts.fact import Fact
from pipeline.facts.tables import FactTables

Find = Callable[..., Iterable[Fact]]

# A recognizer is a module of this package with `find(text, published)`. Of two findings of the same length over the same place
# the one whose recognizer stands first here is kept.
NAMES_AND_TERMS = ("terms", "offices", "schools", "foreign_names", "names", "places", "programmes")
NUMBERS_AND_DATES = ("contacts", "dates", "periods", "times", "grades", "ratios", "codes", "numbers")
RECOGNIZERS = NAMES_AND_TERMS + NUMBERS_AND_DATES
DATED = ("terms", "dates", "periods")  # those that read the article's date


@cache
def finders(recognizers: tuple[str, ...] = RECOGNIZERS) -> tuple[tuple[str, Find], ...]:
    """The named recognizers and their `find` functions, in that order."""
    return tuple((name, import_module(f"pipeline.facts.{name}").find) for name in recognizers)


def longest(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in reading order with no two over the same character: the longer wins, then the earlier in `found`.

    Only a programme's name may hold others, the year in '2026 미래교육 한마당': it has no English of its own that could say them.
    """
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda fact: (fact.kind == "programme", fact.start - fact.end)):
        if fact.kind == "programme" or all(fact.end <= other.start or other.end <= fact.start for other in kept):
            kept.append(fact)
    return tuple(sorted(kept, key=lambda fact: fact.start))


def recognize(
    text: str,
    *,
    published: str | None = None,
    tables: FactTables | None = None,
    named: frozenset[str] = frozenset(),
    recognizers: tuple[str, ...] = RECOGNIZERS,
) -> tuple[Fact, ...]:
    """The facts of one Korean sentence, in reading order, none overlapping but for what stands in a programme's name.

    `published` is the article's ISO date: it chooses among names that an office or a term has had, and where `tables` do not say
    `dates: literal` it gives a date such as `27일` its month and year. `tables` None: the shipped ones. `named` are names that the
    article establishes elsewhere (`pipeline.facts.article_names`); they need no title or province here.
    `recognizers` narrows what is looked for, to `NUMBERS_AND_DATES` say.
    """
    return _recognized(text, published, tables, named, recognizers)


@lru_cache(maxsize=8192)  # an article's sentences are asked for several times, a release's by each outlet; about a kilobyte each
def _recognized(
    text: str, published: str | None, tables: FactTables | None, named: frozenset[str], recognizers: tuple[str, ...]
) -> tuple[Fact, ...]:
    return longest(_found(text, published, tables, named, recognizers))


def depends_on_date(text: str, published: str, tables: FactTables) -> bool:
    """Whether the article's date changes how something in a sentence is rendered."""
    dated = DATED if tables.dates == "resolved" else DATED[:1]
    with_date, without = (recognize(text, published=day, tables=tables, recognizers=dated) for day in (published, None))
    return with_date != without


def _found(
    text: str, published: str | None, tables: FactTables | None, named: frozenset[str], recognizers: tuple[str, ...]
) -> Iterator[Fact]:
    resolving = published if tables is None or tables.dates == "resolved" else None
    own: dict[str, dict[str, Any]] = {"names": {"named": named}, "places": {"named": named}}
    if tables:
        own |= {"terms": {"termbase": tables.termbase}, "names": {"named": named, "names": tables.names}}
        own["foreign_names"] = {"names": tables.names}
    for name, find in finders(recognizers):
        yield from find(text, published if name in NAMES_AND_TERMS else resolving, **own.get(name, {}))

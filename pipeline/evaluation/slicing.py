"""Parts of the data in which a configuration may be weak: by article (theme, genre, region) and by sentence (length, what it holds)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.evaluation.examples import Example, Pair
from pipeline.evaluation.metrics import sentence_key
from pipeline.evaluation.metrics.facts import GROUPS, facts_of

LENGTHS = ((30, "under 30"), (60, "30 to 59"), (100, "60 to 99"))
"""Characters of Korean: a sentence is in the first whose bound it stays under, else in the last."""
LONGEST = "100 and more"
_QUOTES = frozenset("\"'“”‘’「」『』")
DIMENSIONS = ("theme", "genre", "region", "kind", "length", "numbers", "quotes", "names")

Slice = tuple[str, str]


def slices(examples: Sequence[Example]) -> dict[Slice, tuple[set[str], set[str]]]:
    """(dimension, name) to the keys of its sentences and of its articles; empty for articles where the dimension is of sentences."""
    found: dict[Slice, tuple[set[str], set[str]]] = {}
    for one in examples:
        keys = {sentence_key(one, pair) for pair in one.pairs}
        for of_article in _of_article(one):
            sentences, articles = found.setdefault(of_article, (set(), set()))
            sentences |= keys
            articles.add(one.article)
        for pair in one.pairs:
            for of_sentence in _of_sentence(pair):
                found.setdefault(of_sentence, (set(), set()))[0].add(sentence_key(one, pair))
    return {key: found[key] for key in sorted(found, key=_order)}


def _of_article(one: Example) -> Iterator[Slice]:
    for theme in one.gold_themes if one.gold_themes is not None else [theme.id for theme in one.themes or ()]:
        yield "theme", theme
    if one.genre:
        yield "genre", one.genre
    if one.region:
        yield "region", one.region


def _of_sentence(pair: Pair) -> Iterator[Slice]:
    yield "kind", pair.kind
    yield "length", next((name for bound, name in LENGTHS if len(pair.korean) < bound), LONGEST)
    kinds = {fact.kind for fact in facts_of(pair.korean)}
    yield "numbers", _yes(bool(kinds & (GROUPS["numbers"] | GROUPS["dates"])))
    yield "quotes", _yes(not _QUOTES.isdisjoint(pair.korean))
    yield "names", _yes(bool(kinds & GROUPS["names"]))


def _yes(is_so: bool) -> str:
    return "with" if is_so else "without"


def _order(one: Slice) -> tuple[int, int, str]:
    dimension, name = one
    lengths = [label for _, label in LENGTHS] + [LONGEST]
    return DIMENSIONS.index(dimension), lengths.index(name) if name in lengths else 0, name

"""Amounts that stand once in the Korean and once in the English, so that the words beside them are their own."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts import Fact
from pipeline.facts.english_mentions import Mention, mentions
from pipeline.facts.verifying import needs, same

KINDS = frozenset(["number", "money", "percent", "duration"])


def single_amounts(pair: Pair) -> Iterator[tuple[Fact, Mention]]:
    """Each such amount with its mention; left out where several facts have its value, or several mentions, or where it is two values."""
    offered = mentions(pair.english)
    known = [(fact, needs(fact.renderings[0])) for fact in pair.facts if fact.kind in KINDS and fact.renderings]
    for fact, needed in known:
        if len(needed) == 1 and sum(other == needed for _, other in known) == 1:
            found = [one for one in offered if same(needed[0], one)]
            if len(found) == 1:
                yield fact, found[0]

"""Puts a lost fact into the place of what the model wrote instead of it, where there is no doubt which place that is.

A repair never adds a word: it replaces one value or name that nothing in the Korean stands behind by one that the translation has lost.
It is done only where exactly one fact of a sort is lost and exactly one mention of that sort is without a source, and only kept where
the sentence then has that fact and still has all others, and a value only where one mention without a source is gone with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.facts.fact import Fact
from pipeline.facts.losses import lost
from pipeline.facts.name_repairs import replaced_names
from pipeline.facts.unsourced import unsourced
from pipeline.facts.value_repairs import replaced_values


@dataclass(frozen=True, slots=True)
class Repair:
    """`wrong` stood where `right`, which renders `fact`, stands now."""

    fact: Fact
    wrong: str
    right: str


def repaired(korean: str, facts: Sequence[Fact], english: str) -> tuple[str, list[Repair]]:
    """The English with what can be repaired of the facts that it has lost, and the repairs; unchanged where there are none."""
    done: list[Repair] = []
    while found := next(_proofs(korean, facts, english), None):
        english, repair = found
        done.append(repair)
    return english, done


def _proofs(korean: str, facts: Sequence[Fact], english: str) -> Iterator[tuple[str, Repair]]:
    """The repairs of one fact that stand the test. A name is told from others by its likeness, so no count can fall with it."""
    gone = lost(facts, english)
    before = len(unsourced(korean, facts, english))
    for fact, start, end, right in replaced_values(korean, facts, english, gone):
        changed = english[:start] + right + english[end:]
        if lost(facts, changed) == [one for one in gone if one != fact] and len(unsourced(korean, facts, changed)) < before:
            yield changed, Repair(fact, english[start:end], right)
    for fact, start, end, right in replaced_names(facts, english, gone):
        changed = english[:start] + right + english[end:]
        if lost(facts, changed) == [one for one in gone if one != fact]:
            yield changed, Repair(fact, english[start:end], right)

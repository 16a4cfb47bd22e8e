"""Share of sentences whose every fact of a group is right: numbers, terms, names, offices with schools and places, all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.facts import Fact
from pipeline.facts.accepting import ACCEPTED
from pipeline.facts.fact import Kind
from pipeline.facts.losses import lost
from pipeline.facts.verifying import BY_VALUE, COPIED

GROUPS: dict[str, frozenset[Kind]] = {
    "numbers, money, dates, times": BY_VALUE | COPIED,
    "termbase terms": frozenset(("term",)),
    "persons": frozenset(("person",)),
    "offices, schools, places": frozenset(("office", "school", "place")),
    "programmes": frozenset(("programme",)),
}


@dataclass(frozen=True, slots=True)
class FactShare:
    """Of the sentences that have a fact of a group, how many have all of them right."""

    group: str
    sentences: int
    right: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where no sentence has such a fact."""
        return self.right / self.sentences if self.sentences else 1.0


def fact_shares(translated: Iterable[tuple[Sequence[Fact], str]]) -> list[FactShare]:
    """The share of each group, then of all facts, from the facts of each sentence and its English.

    A fact that can have another reading, and so is never marked as lost, makes no sentence count.
    """
    judged = [
        ({fact.kind for fact in facts if fact.certain or fact.kind in ACCEPTED}, {fact.kind for fact in lost(facts, english)})
        for facts, english in translated
    ]
    groups = {**GROUPS, "all": frozenset[Kind]().union(*GROUPS.values())}
    return [_share(group, [bool(gone & kinds) for there, gone in judged if there & kinds]) for group, kinds in groups.items()]


def _share(group: str, losing: Sequence[bool]) -> FactShare:
    return FactShare(group, len(losing), losing.count(False))

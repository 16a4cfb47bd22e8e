"""Which facts of a Korean sentence its English has lost, whatever the way that their kind is verified."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.facts.accepting import ACCEPTED, accepted
from pipeline.facts.fact import Fact
from pipeline.facts.verifying import verify


def lost(facts: Sequence[Fact], english: str) -> list[Fact]:
    """Facts that a reader must be told of: not in the English, not even as the short form that a second mention may have."""
    return [fact for fact in facts if (fact.certain or fact.kind in ACCEPTED) and not _right(fact, english, mentioned=True)]


def doubtful(facts: Sequence[Fact], english: str) -> list[Fact]:
    """Those that are lost, and those that are uncertain or have a short form only and are not there in full."""
    return [fact for fact in facts if not _right(fact, english, mentioned=False)]


def _right(fact: Fact, english: str, *, mentioned: bool) -> bool:
    if fact.kind in ACCEPTED:
        return accepted(fact, english, mentioned=mentioned)
    return verify(fact, english) == "ok"

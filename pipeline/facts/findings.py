"""How a lost fact is told: by the stage that translates and by the check of any translation alike."""

from __future__ import annotations

from pipeline.facts.fact import Fact
from pipeline.records import Finding

FINDING_KINDS = {
    "person": "inconsistent-entities",
    "school": "inconsistent-entities",
    "office": "inconsistent-entities",
    "place": "inconsistent-entities",
    "term": "terminology",
    "programme": "omission",
}
"""What a lost fact is called, after the categories of ITS 2.0; other kinds are `numbers`."""


def expected(fact: Fact) -> str:
    """A right rendering of a fact, or nothing; a name that no table has is said to be a guess, for its bearer may write it otherwise."""
    if not fact.renderings:
        return ""
    return fact.renderings[0] + (" (a guess by rule)" if fact.kind == "person" and not fact.certain else "")


def lost_fact(kind: str, korean: str, expected: str, span: tuple[int, int]) -> Finding:
    """A fact of this kind, `korean` in the source at `span`, is not in the English; `expected` is one right rendering, or empty."""
    message = f"{korean} is not in the translation" + (f": expected {expected}" if expected else "")
    return Finding(FINDING_KINDS.get(kind, "numbers"), "major", message, span)

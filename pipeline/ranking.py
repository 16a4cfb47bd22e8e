"""What a hypothesis is worth: facts first, the model's score second."""

from __future__ import annotations

from collections.abc import Sequence

from models.interfaces import Hypothesis
from pipeline.facts import Fact
from pipeline.facts.losses import doubtful, lost
from pipeline.facts.unsourced import unsourced
from pipeline.repetition import repeated_span

Worth = tuple[bool, int, int, int, float]
"""More is better: no loop, then facts lost, facts in doubt and numbers without a source (all as negative counts), then the score."""


def worth(hypothesis: Hypothesis, korean: str, facts: Sequence[Fact]) -> Worth:
    """Of a hypothesis for `korean`, whose facts are given."""
    english = hypothesis.text
    wrong = doubtful(facts, english)
    invented = unsourced(korean, facts, english)
    return (not is_poor(hypothesis), -len(lost(wrong, english)), -len(wrong), -len(invented), hypothesis.score)


def worth_without_facts(hypothesis: Hypothesis) -> Worth:
    """The same where facts are not held to."""
    return (not is_poor(hypothesis), 0, 0, 0, hypothesis.score)


def is_poor(hypothesis: Hypothesis) -> bool:
    """Whether there is nothing, or it repeats itself."""
    return not hypothesis.text or repeated_span(hypothesis.text) is not None

"""Checks of a translated sentence without a model: each file has one, `find(korean, english)`, and holds no state."""

from __future__ import annotations

from pipeline.checks import brackets, hangul_left, omission, untranslated
from pipeline.records import Finding

__all__ = ["check"]


def check(korean: str, english: str) -> tuple[Finding, ...]:
    """What all checks find in one pair of sentences. A sentence that is not translated at all is told once."""
    whole = tuple(untranslated.find(korean, english))
    return whole or (*hangul_left.find(korean, english), *brackets.find(korean, english), *omission.find(korean, english))

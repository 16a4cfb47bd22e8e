"""Every finding of one pair of sentences of any origin: the checks, facts that were lost, and translations that run in circles."""

from __future__ import annotations

from pipeline.attempts import lost
from pipeline.checks import check
from pipeline.facts import recognize
from pipeline.records import Finding
from pipeline.repetition import repeated_span
from pipeline.stages.translate import FINDING_KINDS


def pair_findings(korean: str, english: str) -> tuple[Finding, ...]:
    """The findings of a sentence and its translation. Facts are not looked for where nothing was translated."""
    found = list(check(korean, english))
    if any(one.severity == "critical" for one in found):
        return tuple(found)
    if circle := repeated_span(english):
        found.append(Finding("duplication", "major", "the translation repeats itself", None, circle))
    for fact in lost(recognize(korean), english):
        expected = f": expected {fact.renderings[0]}" if fact.renderings else ""
        message = f"{fact.text} is not in the translation{expected}"
        found.append(Finding(FINDING_KINDS.get(fact.kind, "numbers"), "major", message, (fact.start, fact.end)))
    return tuple(found)

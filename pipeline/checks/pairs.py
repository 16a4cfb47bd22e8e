"""Every finding of one pair of sentences of any origin: the checks, facts that were lost, and translations that run in circles."""

from __future__ import annotations

from pipeline.attempts import lost
from pipeline.checks import check
from pipeline.facts import recognize
from pipeline.facts.findings import lost_fact
from pipeline.records import Finding
from pipeline.repetition import repeated_span


def pair_findings(korean: str, english: str) -> tuple[Finding, ...]:
    """The findings of a sentence and its translation. Facts are not looked for where nothing was translated."""
    found = list(check(korean, english))
    if any(one.severity == "critical" for one in found):
        return tuple(found)
    if circle := repeated_span(english):
        found.append(Finding("duplication", "major", "the translation repeats itself", None, circle))
    found += [
        lost_fact(fact.kind, fact.text, fact.renderings[0] if fact.renderings else "", (fact.start, fact.end))
        for fact in lost(recognize(korean), english)
    ]
    return tuple(found)

"""Every finding of an article, or of a file of any origin: those of its sentences, and those that need all of them."""

from __future__ import annotations

from pipeline.checks.pairs import named_findings
from pipeline.checks.registry import article_checks
from pipeline.checks.whole import Checked
from pipeline.records import Finding

Named = tuple[str, Finding]
"""A finding and the name of the check that found it."""


def all_findings(checked: Checked) -> tuple[list[list[Named]], list[Named]]:
    """For each segment its findings, then those of the whole; severities as the checks give them, doubles not yet taken out."""
    segments: list[list[Named]] = [[] if pair is None else named_findings(pair) for pair in checked.pairs]
    whole: list[Named] = []
    for name, find in article_checks().items():
        for one in find(checked):
            (whole if one.segment is None else segments[one.segment]).append((name, one.finding))
    return segments, whole

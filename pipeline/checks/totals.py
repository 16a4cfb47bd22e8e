"""How many findings there are, by kind and severity."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.settings import SEVERITIES
from pipeline.records import Finding, Record


class Totals:
    """Counts of findings; `kinds` goes by kind, then by severity."""

    def __init__(self) -> None:
        self.kinds: dict[str, dict[str, int]] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Counts the findings."""
        for one in findings:
            row = self.kinds.setdefault(one.kind, dict.fromkeys(SEVERITIES, 0))
            row[one.severity] += 1

    def add_record(self, record: Record) -> None:
        """Counts what was found in an article: in its sentences and in the whole."""
        for translation in record.translations or ():
            self.add(translation.findings if translation is not None else ())
        self.add(record.findings or ())


def by_severity(kinds: dict[str, dict[str, int]]) -> dict[str, int]:
    """The counts of all kinds together, the gravest severity first."""
    return {severity: sum(row[severity] for row in kinds.values()) for severity in SEVERITIES}


def reaches(kinds: dict[str, dict[str, int]], severity: str) -> bool:
    """Whether there is a finding of this severity or a graver one."""
    counts = by_severity(kinds)
    return any(counts[one] for one in SEVERITIES[: [str(one) for one in SEVERITIES].index(severity) + 1])

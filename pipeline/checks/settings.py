"""Which checks count, and how much: severities that a config changes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.records import Finding, Severity

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`severity`: by the name of a check or a kind of finding, a severity in the place of its own; None switches it off.

    The name of a check counts before the kind.
    """

    severity: Mapping[str, Severity | None] = field(default_factory=dict)

    def applied(self, check: str, finding: Finding) -> Finding | None:
        """The finding with the severity that it shall have; None where it is switched off. `check` is empty where none made it."""
        for key in (check, finding.kind):
            if key in self.severity:
                wanted = self.severity[key]
                return None if wanted is None else finding if wanted == finding.severity else replace(finding, severity=wanted)
        return finding


NO_CHANGES = Settings()

KINDS = (
    "addition", "characters", "duplication", "inconsistency", "inconsistent-entities", "long-sentence", "low-confidence", "mistranslation",
    "numbers", "omission", "terminology", "typographical", "untranslated",
)  # fmt: skip
"""Kinds of findings that the checks and the stage that translates give."""


def check_names() -> tuple[str, ...]:
    """What `severity` may name: the checks and the kinds of findings."""
    from pipeline.checks.registry import article_checks, sentence_checks

    return tuple(sorted({*sentence_checks(), *article_checks(), *KINDS}))


def unknown_names(severity: Mapping[str, Severity | None]) -> list[str]:
    """A message for each name that is neither a check nor a kind of finding, with the nearest that is."""
    known = check_names()
    told = []
    for name in severity:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            told.append(f"{name!r} is no check; " + (f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"))
    return told

"""TER: edits, moves among them, by words of the reference (Snover et al. 2006); 0 is perfect, more than 100 is possible."""

from __future__ import annotations

from typing import Any

from pipeline.evaluation.metrics import Measure, Settings
from pipeline.evaluation.metrics._sacrebleu import Sacrebleu

MAX_WORDS = 150
"""Of a reference. Longer ones, articles that are not aligned, are left out: the search for moves grows with their square, to minutes."""


def metric(settings: Settings) -> Sacrebleu:
    """The metric. Raises ConfigError where sacrebleu is not installed."""
    return Sacrebleu(Measure("ter", 100, "lower"), _make, MAX_WORDS)


def _make() -> Any:
    from sacrebleu.metrics.ter import TER

    return TER()

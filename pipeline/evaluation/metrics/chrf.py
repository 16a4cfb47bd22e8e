"""chrF++: F-score of character 6-grams and word 2-grams (Popović 2017)."""

from __future__ import annotations

from typing import Any

from pipeline.evaluation.metrics import Measure, Settings
from pipeline.evaluation.metrics._sacrebleu import Sacrebleu


def metric(settings: Settings) -> Sacrebleu:
    """The metric. Raises ConfigError where sacrebleu is not installed."""
    return Sacrebleu(Measure("chrf", 100, "higher"), _make)


def _make() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2)

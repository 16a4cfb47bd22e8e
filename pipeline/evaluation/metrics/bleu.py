"""BLEU with the tokenizer 13a and exponential smoothing (Papineni et al. 2002; Post 2018)."""

from __future__ import annotations

from typing import Any

from pipeline.evaluation.metrics import Measure, Settings
from pipeline.evaluation.metrics._sacrebleu import Sacrebleu


def metric(settings: Settings) -> Sacrebleu:
    """The metric. Raises ConfigError where sacrebleu is not installed."""
    return Sacrebleu(Measure("bleu", 100, "higher"), _make)


def _make() -> Any:
    from sacrebleu.metrics.bleu import BLEU

    return BLEU()

"""Writes the page of an evaluation."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.evaluation.report import IN_SLICES, WORST, interval, intervals_told, number
from pipeline.evaluation.report_html.differing import differing
from pipeline.evaluation.report_html.plots import by_slice, confusion, length_ratios, reliability
from pipeline.evaluation.results import Evaluation, SentenceResult
from pipeline.writing.report.page import write

PACKAGE = "pipeline.evaluation.report_html"


def write_page(evaluation: Evaluation, path: Path) -> None:
    """Writes the evaluation as one HTML page, atomically. Raises OutputError."""
    metric, slices = by_slice(evaluation)
    shown = [name for name in IN_SLICES if any(name in one.scores for one in evaluation.slices)]
    values = {
        "evaluation": evaluation,
        "number": number,
        "interval": interval,
        "intervals_told": intervals_told(evaluation.scores),
        "metric": metric,
        "slices": slices,
        "in_slices": shown,
        "dimensions": [(name, list(group)) for name, group in groupby(evaluation.slices, key=lambda one: one.dimension)],
        "lengths": length_ratios(evaluation.sentences),
        "reliability": reliability(evaluation.themes.reliability) if evaluation.themes else "",
        "confusion": confusion(evaluation.themes.confusions) if evaluation.themes and evaluation.themes.confusions else None,
        "worst": [_worst(one) for one in evaluation.worst(WORST)],
    }
    write(path, "evaluation.html", styles=("evaluation.css",), values=values, package=PACKAGE)


def _worst(one: SentenceResult) -> dict[str, Any]:
    hypothesis, reference = differing(one.hypothesis, one.reference or "")
    return {"sentence": one, "hypothesis": hypothesis, "reference": reference}

"""Examples to an `Evaluation`: rows of each metric, scores with intervals, slices, sentences, themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.evaluation.bootstrap import intervals
from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Metric, Row, Settings
from pipeline.evaluation.metrics import chrf as chrf_metric
from pipeline.evaluation.results import Evaluation, Rows, Score, SentenceResult, SliceScore, Usage
from pipeline.evaluation.slicing import slices
from pipeline.evaluation.theme_results import theme_result
from pipeline.progress import Progress, Silent

MEASURE = "measure"
"""What the progress of metrics is called, beside the stages of the pipeline."""
TOO_LONG = "references that are not aligned by sentence are too long for it"
_LACKING = {
    "translation": "there are no reference translations, or none was translated",
    "summary": "there are no reference summaries, or nothing was summarized",
    "themes": "there are no gold themes, or nothing was tagged",
    "nothing": "the run has nothing that it measures",
}


def evaluated(
    examples: Sequence[Example],
    metrics: Sequence[Metric],
    *,
    data: str,
    usage: Usage,
    signature: Mapping[str, Any] | None = None,
    versions: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
    progress: Progress | None = None,
) -> Evaluation:
    """The evaluation. Metrics for which there is nothing to measure are named in its notes."""
    said = list(notes)
    rows: dict[str, Rows] = {}
    scores: list[Score] = []
    shown = progress or Silent()
    shown.stage(MEASURE, len(metrics), 0)
    references = sum(pair.reference is not None for one in examples for pair in one.pairs)
    for metric in metrics:
        found = metric.tally(examples)
        too_long = references - len(found.keys) if metric.needs == "translation" else 0
        if found.keys:
            rows[metric.name] = found
            scores += _scores(metric, found)
        else:
            said.append(f"{metric.name} did not run: {TOO_LONG if too_long else _LACKING[metric.needs]}")
        if found.keys and too_long:
            said.append(f"{metric.name} leaves out {too_long} of the {references} references: {TOO_LONG}")
        shown.computed(MEASURE, 1)
    return Evaluation(
        data=data,
        signature=dict(signature or {}),
        versions=dict(versions or {}),
        notes=tuple(said),
        scores=tuple(scores),
        slices=tuple(_slices(examples, metrics, rows)),
        sentences=tuple(_sentences(examples)),
        themes=theme_result(examples),
        usage=usage,
        rows=rows,
    )


def array(rows: Rows) -> Row:
    """Rows as units x statistics."""
    return np.array(rows.values, dtype=np.float64)


def _scores(metric: Metric, rows: Rows) -> Iterator[Score]:
    statistics = array(rows)
    values = metric.scores(statistics.sum(axis=0))
    ranges = intervals(statistics, metric.scores)
    for measure in metric.measures:
        if measure.name in values:
            low, high = ranges.get(measure.name, (None, None))
            yield Score(measure.name, values[measure.name], low, high, measure.scale, measure.better, len(rows.keys), metric.signature())


def _slices(examples: Sequence[Example], metrics: Sequence[Metric], rows: Mapping[str, Rows]) -> Iterator[SliceScore]:
    statistics = {name: (found.keys, array(found)) for name, found in rows.items()}
    for (dimension, name), (sentences, articles) in slices(examples).items():
        scores: dict[str, float] = {}
        for metric in metrics:
            if metric.name in statistics:
                keys, values = statistics[metric.name]
                inside = np.array([key in sentences or key in articles for key in keys])
                if inside.any():
                    scores |= metric.scores(values[inside].sum(axis=0))
        yield SliceScore(dimension, name, len(sentences), scores)


def _sentences(examples: Sequence[Example]) -> Iterator[SentenceResult]:
    chrf = None
    for one in examples:
        for pair in one.pairs:
            score = None
            if pair.reference is not None:
                chrf = chrf or chrf_metric.metric(Settings())
                score = chrf.sentence(pair.hypothesis, pair.reference)
            yield SentenceResult(one.article, pair.index, pair.korean, pair.hypothesis, pair.reference, score, pair.findings)

"""The plots of an evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from markupsafe import Markup

from pipeline.evaluation.results import Confusion, Evaluation, ReliabilityBin, SentenceResult, SliceScore
from pipeline.writing.report.charts import Mark, columns, ranked, scatter
from pipeline.writing.report.tallies import Table

LEADING = ("comet", "chrf", "bleu", "numbers", "theme_f1_micro")
"""What the slices are compared by: the first of these that is known."""
NOMINAL = frozenset(("theme", "genre", "region", "kind"))
"""Dimensions without an order of their own."""
MOST_SLICES, MOST_THEMES = 24, 14
RATIO_EDGES = (0.5, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 2.0)
"""Of translation to reference, in characters. Around one, 10 percent either way are one bar."""


def by_slice(evaluation: Evaluation) -> tuple[str, tuple[tuple[str, Markup], ...]]:
    """The score that slices are compared by, and a chart for each dimension; slices without that score are left out."""
    found = [name for name in LEADING if any(name in one.scores for one in evaluation.slices)]
    if not found:
        return "", ()
    metric = found[0]
    charts = []
    for dimension, group in groupby(evaluation.slices, key=lambda one: one.dimension):
        known = [one for one in group if metric in one.scores]
        if dimension in NOMINAL:  # the weakest on top
            known.sort(key=lambda one: one.scores[metric])
        marks = [_mark(one, metric) for one in known]
        if marks:
            charts.append((dimension, ranked(f"{metric} by {dimension}", marks[:MOST_SLICES], digits=1 if _large(marks) else 2)))
    return metric, tuple(charts)


def _mark(one: SliceScore, metric: str) -> Mark:
    value = one.scores[metric]
    return Mark(f"{one.name} ({one.examples})", value, f"{one.name}: {metric} {value:.2f}, {one.examples} sentences")


def _large(marks: Sequence[Mark]) -> bool:
    return max(mark.value for mark in marks) > 1


def length_ratios(sentences: Sequence[SentenceResult]) -> Markup:
    """How many translations are how long beside their reference; empty without references."""
    ratios = [len(one.hypothesis) / len(one.reference) for one in sentences if one.reference]
    if not ratios:
        return Markup()
    counts = Counter(sum(ratio >= edge for edge in RATIO_EDGES) for ratio in ratios)
    names = [
        f"< {RATIO_EDGES[0]}",
        *(f"{low}–{high}" for low, high in pairwise(RATIO_EDGES)),
        f"≥ {RATIO_EDGES[-1]}",
    ]
    marks = [Mark(name, counts[place], f"{name} times the reference: {counts[place]} sentences") for place, name in enumerate(names)]
    return columns("Length of translations beside their references", marks)


def reliability(bins: Sequence[ReliabilityBin]) -> Markup:
    """Mean confidence against the share that was right; empty where no theme was given."""
    filled = [one for one in bins if one.count]
    if not filled:
        return Markup()
    points = [
        Mark("", one.right, f"sure {one.confidence:.2f}, right {one.right:.2f}: {one.count} theme{'' if one.count == 1 else 's'}")
        for one in filled
    ]
    return scatter("Reliability of themes", points, [one.confidence for one in filled], diagonal=True)


def confusion(confusions: Sequence[Confusion]) -> Table:
    """The themes that were missed most, by what was given instead."""
    missed: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for one in confusions:
        missed[one.gold] += one.count
        given[one.given] += one.count
    rows = tuple(name for name, _ in missed.most_common(MOST_THEMES))
    heads = tuple(name for name, _ in given.most_common(MOST_THEMES))
    return Table(rows, heads, Counter({(one.gold, one.given): one.count for one in confusions}))

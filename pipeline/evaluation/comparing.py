"""Two evaluations of the same data: differences with p-values, the sentences that moved most, a verdict in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pipeline.errors import InputError
from pipeline.evaluation.bootstrap import change_intervals, p_values
from pipeline.evaluation.comparison import Comparison, Difference, Moved
from pipeline.evaluation.metrics import Metric
from pipeline.evaluation.results import Evaluation, Rows, SentenceResult

SIGNIFICANT = 0.05
MOVED_SHOWN = 10


def compare(first: Evaluation, second: Evaluation, metrics: Sequence[Metric], names: tuple[str, str] | None = None) -> Comparison:
    """The second against the first, on the units that both have. Raises InputError where they share none."""
    notes: list[str] = []
    found: list[Difference] = []
    for metric in metrics:
        if metric.name not in first.rows or metric.name not in second.rows:
            continue
        one, two = first.rows[metric.name], second.rows[metric.name]
        pairs = _common(one, two)
        if not pairs:
            notes.append(f"{metric.name}: the two have no unit in common")
            continue
        if len(pairs) < max(len(one.keys), len(two.keys)):
            notes.append(f"{metric.name}: {len(pairs)} units are in both, of {len(one.keys)} and {len(two.keys)}; only these count")
        widths = {len(row) for pair in pairs for row in pair}
        if len(widths) > 1 or _signature(first, metric) != _signature(second, metric):
            notes.append(f"{metric.name}: computed in two ways, not compared: {_signature(first, metric)} and {_signature(second, metric)}")
            continue
        found += _differences(metric, pairs)
    if not found:
        raise InputError(
            "the two evaluations share no data: " + "; ".join(notes or ("no metric ran in both",)), "evaluate both on the same data"
        )
    moved = sorted(_moved(first, second), key=lambda one: one.change)
    return Comparison(
        first=names[0] if names else first.data,
        second=names[1] if names else second.data,
        notes=tuple(notes),
        differences=tuple(found),
        gained=tuple(one for one in reversed(moved[-MOVED_SHOWN:]) if one.change > 0),
        lost=tuple(one for one in moved[:MOVED_SHOWN] if one.change < 0),
        verdict=verdict(found),
    )


def verdict(differences: Sequence[Difference]) -> str:
    """What the differences say, in words."""
    judged = [one for one in differences if one.better != "neither"]
    sure = [one for one in judged if one.p is not None and one.p < SIGNIFICANT]
    better = [one for one in sure if gain(one) > 0]
    worse = [one for one in sure if gain(one) < 0]
    if all(one.change == 0 for one in judged):
        return "The two are the same in every score."
    if all(one.p is None for one in judged):
        return "There are too few units to tell the two apart."
    if not sure:
        return f"No score differs by more than chance would give (p < {SIGNIFICANT}); nothing says that either is better."
    said = []
    if better:
        said.append(f"better in {_listed(better)}")
    if worse:
        said.append(f"worse in {_listed(worse)}")
    ending = "; weigh what matters to you" if better and worse else ""
    return (
        f"The second is {', and '.join(said)} (p < {SIGNIFICANT}); the other scores do not differ by more than chance would give{ending}."
    )


def gain(difference: Difference) -> float:
    """The change, positive where the second is better; 0 where neither way is good."""
    return {"higher": 1, "lower": -1, "neither": 0}[difference.better] * difference.change


def _listed(differences: Sequence[Difference]) -> str:
    return ", ".join(f"{one.metric} ({one.change:+.4g})" for one in differences)


def _signature(evaluation: Evaluation, metric: Metric) -> str | None:
    names = {one.name for one in metric.measures}
    return next((one.signature for one in evaluation.scores if one.metric in names), None)


def _common(first: Rows, second: Rows) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    there: Mapping[str, tuple[float, ...]] = dict(zip(second.keys, second.values, strict=True))
    return [(row, there[key]) for key, row in zip(first.keys, first.values, strict=True) if key in there]


def _differences(metric: Metric, pairs: Sequence[tuple[tuple[float, ...], tuple[float, ...]]]) -> Iterator[Difference]:
    one, two = (np.array([pair[side] for pair in pairs], dtype=np.float64) for side in (0, 1))
    before, after = metric.scores(one.sum(axis=0)), metric.scores(two.sum(axis=0))
    same = bool(np.allclose(one, two, rtol=0, atol=1e-9))
    chances = dict.fromkeys(before, 1.0) if same else p_values(one, two, metric.scores)
    ranges = {} if same else change_intervals(one, two, metric.scores)
    for measure in metric.measures:
        name = measure.name
        if name in before and name in after:
            low, high = (0.0, 0.0) if same else ranges.get(name, (None, None))
            change = after[name] - before[name]
            yield Difference(name, before[name], after[name], change, low, high, chances.get(name), measure.better, len(pairs))


def _moved(first: Evaluation, second: Evaluation) -> Iterator[Moved]:
    there: Mapping[tuple[str, int], SentenceResult] = {(one.article, one.index): one for one in second.sentences}
    for one in first.sentences:
        two = there.get((one.article, one.index))
        if two is not None and one.score is not None and two.score is not None and one.korean == two.korean:
            yield Moved(one, two, two.score - one.score)

"""Two evaluations of the same data: differences with p-values, the sentences that moved most, a verdict in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from pipeline.errors import InputError
from pipeline.evaluation.bootstrap import change_intervals, holm, p_values
from pipeline.evaluation.comparison import Comparison, Difference, Moved
from pipeline.evaluation.metrics import Metric
from pipeline.evaluation.results import Evaluation, Rows, SentenceResult

SIGNIFICANT = 0.05
MOVED_SHOWN = 10
FINDINGS = "findings"
"""What the pipeline says of itself: more rules find more, in the same translations."""


def compare(first: Evaluation, second: Evaluation, metrics: Sequence[Metric], names: tuple[str, str] | None = None) -> Comparison:
    """The second against the first, on the units that both have. Raises InputError where they share none."""
    notes: list[str] = []
    found: list[Difference] = []
    partly: dict[tuple[int, int, int], list[str]] = {}
    for metric in metrics:
        ran = (metric.name in first.rows, metric.name in second.rows)
        if not all(ran):
            if any(ran):
                notes.append(f"{metric.name}: it ran in one of the two only, not compared")
            continue
        if metric.name == FINDINGS and first.signature.get("check") != second.signature.get("check"):
            notes.append(f"{metric.name}: the two were checked by different rules, not compared")
            continue
        one, two = first.rows[metric.name], second.rows[metric.name]
        pairs = _common(one, two)
        if not pairs:
            notes.append(f"{metric.name}: the two have no unit in common")
            continue
        if len(pairs) < max(len(one.keys), len(two.keys)):
            partly.setdefault((len(pairs), len(one.keys), len(two.keys)), []).append(metric.name)
        widths = {len(row) for pair in pairs for row in pair}
        if len(widths) > 1 or _signature(first, metric) != _signature(second, metric):
            notes.append(f"{metric.name}: computed in two ways, not compared: {_signature(first, metric)} and {_signature(second, metric)}")
            continue
        found += _differences(metric, pairs)
    for (both, of_first, of_second), metrics_there in partly.items():
        notes.append(f"{', '.join(metrics_there)}: {both} units are in both, of {of_first} and {of_second}; only these count")
    if not found:
        raise InputError(
            "the two evaluations share no data: " + "; ".join(notes or ("no metric ran in both",)), "evaluate both on the same data"
        )
    if other := _other_texts(first, second):
        notes.append(f"{other} sentences have other Korean or another reference in the second; there the two are not of the same text")
    found = _corrected(found)
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
    """What the differences say, in words. Sure is what stays below the bound when it is corrected for the number of scores."""
    judged = [one for one in differences if one.better != "neither"]
    if not judged:
        return "Nothing was compared of which one way is better than the other."
    if all(one.change == 0 for one in judged):
        return "The two are the same in every score."
    if all(one.p is None for one in judged):
        return "There are too few units to tell the two apart."
    sure = [one for one in judged if one.corrected is not None and one.corrected < SIGNIFICANT]
    alone = [one for one in judged if one.p is not None and one.p < SIGNIFICANT and one not in sure]
    count = sum(_tried(one) for one in judged)
    bound = f"p < {SIGNIFICANT}, corrected for {count} scores" if count > 1 else f"p < {SIGNIFICANT}"
    perhaps = f" Perhaps it is {_sides(alone)}: p < {SIGNIFICANT} taken alone, as one score in twenty has by chance." if alone else ""
    if not sure and not alone:
        return f"No score differs by more than chance would give ({bound}); nothing says that either is better."
    if not sure:
        return f"No score surely differs ({bound}).{perhaps.replace(' it is ', ' the second is ')}"
    mixed = len({gain(one) > 0 for one in sure}) > 1
    ending = " Weigh what matters to you." if mixed else ""
    return f"The second is {_sides(sure)} ({bound}).{perhaps} The other scores do not differ by more than chance would give.{ending}"


def _sides(differences: Sequence[Difference]) -> str:
    sides = (("better", [one for one in differences if gain(one) > 0]), ("worse", [one for one in differences if gain(one) < 0]))
    return ", and ".join(f"{word} in {_listed(found)}" for word, found in sides if found)


def _tried(one: Difference) -> bool:
    return one.better != "neither" and one.p is not None and (one.change, one.low, one.high) != (0, 0, 0)


def _corrected(differences: Sequence[Difference]) -> list[Difference]:
    """With Holm's correction for all scores of which one way is better; where no unit differs there is nothing to try."""
    tried = [one for one in differences if _tried(one)]
    known = dict(zip((one.metric for one in tried), holm([one.p for one in tried if one.p is not None]), strict=True))
    same = {one.metric: 1.0 for one in differences if one.better != "neither" and one.p is not None}
    return [replace(one, corrected={**same, **known}.get(one.metric)) for one in differences]


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


def _other_texts(first: Evaluation, second: Evaluation) -> int:
    """How many sentences of the same place are not the same Korean with the same reference: the data were edited between the two."""
    there = {(one.article, one.index): (one.korean, one.reference) for one in second.sentences}
    return sum(there.get((one.article, one.index), (one.korean, one.reference)) != (one.korean, one.reference) for one in first.sentences)

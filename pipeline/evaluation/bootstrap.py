"""Resampling of rows: 95 percent intervals of a score, and of the difference of two on the same units with its p-value.

Percentile bootstrap (Efron 1979; Koehn 2004 for translation); approximate randomization (Riezler and Maxwell 2005), with one added to
both counts as in sacrebleu. Both are seeded: the same data give the same numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from pipeline.evaluation.metrics import Row

SEED = 12345
"""sacrebleu's default."""
RESAMPLES = 1000
TRIALS = 10_000
"""Of approximate randomization, as in sacrebleu. The smallest p is 1 in 10,001: enough to correct it for the number of scores."""
FEWEST_UNITS = 5
"""Below this an interval says nothing."""
LEVEL = 95

Scores = Callable[[Row], Mapping[str, float]]
Interval = tuple[float, float]


def intervals(rows: Row, scores: Scores) -> dict[str, Interval]:
    """For each measure the interval of its score; none where there are too few rows (units x statistics)."""
    if len(rows) < FEWEST_UNITS:
        return {}
    return {name: _percentiles(values) for name, values in _collected(scores(total) for total in _resampled(rows)).items()}


def change_intervals(first: Row, second: Row, scores: Scores) -> dict[str, Interval]:
    """The same for second minus first; row n of both is the same unit."""
    if len(first) < FEWEST_UNITS:
        return {}
    pairs = zip(_resampled(first), _resampled(second), strict=True)
    return {name: _percentiles(values) for name, values in _collected(_change(scores(one), scores(two)) for one, two in pairs).items()}


def p_values(first: Row, second: Row, scores: Scores, trials: int = TRIALS) -> dict[str, float]:
    """How often chance alone, swapping the two systems' rows unit by unit, gives a difference as large as theirs (two-sided)."""
    if len(first) < FEWEST_UNITS:
        return {}
    real = _change(scores(first.sum(axis=0)), scores(second.sum(axis=0)))
    generator = np.random.default_rng(SEED)
    change, whole = second - first, first.sum(axis=0)
    both = whole + second.sum(axis=0)
    as_large = dict.fromkeys(real, 0)
    for _ in range(trials):
        swapped = whole + generator.integers(0, 2, len(first)) @ change
        found = _change(scores(swapped), scores(both - swapped))
        for name, value in real.items():
            as_large[name] += abs(found.get(name, 0.0)) >= abs(value) - 1e-12
    return {name: (count + 1) / (trials + 1) for name, count in as_large.items()}


def holm(chances: Sequence[float]) -> list[float]:
    """The p-values corrected for their number (Holm 1979).

    Of twenty scores that do not differ, one has a p-value below 0.05; that any of them has a corrected one below it is one in twenty.
    """
    found, before = [1.0] * len(chances), 0.0
    for place, which in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        before = found[which] = min(1.0, max(before, (len(chances) - place) * chances[which]))
    return found


def _resampled(rows: Row) -> Iterable[Row]:
    """Sums of rows drawn with replacement; the same draws for the same number of rows."""
    generator = np.random.default_rng(SEED)
    units = len(rows)
    for _ in range(RESAMPLES):
        yield np.bincount(generator.integers(0, units, units), minlength=units) @ rows


def _change(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {name: second[name] - value for name, value in first.items() if name in second}


def _collected(found: Iterable[Mapping[str, float]]) -> dict[str, list[float]]:
    values: dict[str, list[float]] = defaultdict(list)
    for one in found:
        for name, value in one.items():
            values[name].append(value)
    return values


def _percentiles(values: list[float]) -> Interval:
    low, high = np.percentile(values, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)

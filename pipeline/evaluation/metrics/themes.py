"""Themes against gold themes: precision, recall, F1 (micro and macro), the first theme, ranking, calibration.

Micro sums over themes, macro is the mean over the themes that some article has or was given. `theme_top1` is the share of articles
whose first theme is right; `theme_lrap` the label ranking average precision, where a theme that was not given counts as score 0;
`theme_ece` the expected calibration error of the themes that were given, over ten bins of equal width (Guo et al. 2017).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings
from pipeline.evaluation.results import Rows
from pipeline.records import Theme

BINS = 10
_FIXED = 3
"""Statistics before those of the bins: articles, articles with a right first theme, sum of LRAP."""


class Themes:
    """See the module."""

    name = "themes"
    needs: Needs = "themes"
    measures = (
        *(Measure(f"theme_{what}_{mean}", 1, "higher") for mean in ("micro", "macro") for what in ("precision", "recall", "f1")),
        Measure("theme_top1", 1, "higher"),
        Measure("theme_lrap", 1, "higher"),
        Measure("theme_ece", 1, "lower"),
    )

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)

    def tally(self, examples: Sequence[Example]) -> Rows:
        """The fixed ones, three for each bin (count, confidence, right), three for each theme (hit, given, gold); a row an article."""
        known = [(one.article, one.themes, one.gold_themes) for one in examples if one.themes is not None and one.gold_themes is not None]
        seen = {name for _, given, gold in known for name in (*gold, *(one.id for one in given))}
        labels = (*self._labels, *sorted(seen.difference(self._labels)))  # a finished run may have had another taxonomy
        return Rows(tuple(name for name, _, _ in known), tuple(_row(given, gold, labels) for _, given, gold in known))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The measures; ECE is left out where no theme was given."""
        articles, top, ranked = total[:_FIXED]
        if not articles:
            return {}
        bins = total[_FIXED : _FIXED + 3 * BINS].reshape(BINS, 3)
        themes = total[_FIXED + 3 * BINS :].reshape(-1, 3)
        themes = themes[themes[:, 1:].any(axis=1)]
        found = {}
        for mean, rows in (("micro", themes.sum(axis=0, keepdims=True)), ("macro", themes)):
            if not len(rows):
                continue
            hit, given, gold = rows.T
            found[f"theme_precision_{mean}"] = float(_shares(hit, given).mean())
            found[f"theme_recall_{mean}"] = float(_shares(hit, gold).mean())
            found[f"theme_f1_{mean}"] = float(_shares(2 * hit, given + gold).mean())
        found["theme_top1"] = float(top / articles)
        found["theme_lrap"] = float(ranked / articles)
        if given_ones := float(bins[:, 0].sum()):
            found["theme_ece"] = float(np.abs(bins[:, 1] - bins[:, 2]).sum() / given_ones)
        return found

    def signature(self) -> str:
        """Version and settings."""
        return f"themes|labels:{len(self._labels)}|bins:{BINS}|version:1"


def _row(given: Sequence[Theme], gold: Sequence[str], labels: Sequence[str]) -> tuple[float, ...]:
    best = max(given, key=lambda one: one.score, default=None)
    fixed = [1.0, float(best is not None and best.id in gold), _lrap(given, gold, labels)]
    bins = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for one in given:
        place = bin_of(one.score)
        bins[place] = [now + more for now, more in zip(bins[place], (1.0, one.score, float(one.id in gold)), strict=True)]
    names = {one.id for one in given}
    themes = [(float(id_ in names and id_ in gold), float(id_ in names), float(id_ in gold)) for id_ in labels]
    return (*fixed, *(value for row in bins for value in row), *(value for row in themes for value in row))


def _lrap(given: Sequence[Theme], gold: Sequence[str], labels: Sequence[str]) -> float:
    """For each gold theme the share of gold ones among the themes ranked as high; ties count as ranked as high."""
    if not gold or len(gold) == len(labels):
        return 1.0
    scores = {one.id: one.score for one in given}
    shares = []
    for theme in gold:
        mine = scores.get(theme, 0.0)
        above = [id_ for id_ in labels if scores.get(id_, 0.0) >= mine]
        shares.append(sum(id_ in gold for id_ in above) / len(above))
    return math.fsum(shares) / len(shares)


def bin_of(score: float) -> int:
    """The bin of a confidence: above its lower end, up to its upper one."""
    return min(BINS - 1, max(0, math.ceil(score * BINS) - 1))


def _shares(part: Row, whole: Row) -> Row:
    """part / whole, 0 where there is no whole."""
    return np.asarray(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0), dtype=np.float64)


def metric(settings: Settings) -> Themes:
    """The metric over the labels of the settings."""
    return Themes(settings.themes)

"""What stands behind the scores of themes: reliability, each theme, and which was given for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics.themes import BINS, bin_of
from pipeline.evaluation.results import Confusion, ReliabilityBin, ThemeResult, ThemeScore


def theme_result(examples: Sequence[Example]) -> ThemeResult | None:
    """The themes of all articles that have both; None where no article has."""
    known = [(one.themes, one.gold_themes) for one in examples if one.themes is not None and one.gold_themes is not None]
    if not known:
        return None
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    hit, given, support = Counter[str](), Counter[str](), Counter[str]()
    confused = Counter[tuple[str, str]]()
    for themes, gold in known:
        names = {one.id for one in themes}
        for one in themes:
            bins[bin_of(one.score)].append((one.score, one.id in gold))
        given.update(names)
        support.update(gold)
        hit.update(names.intersection(gold))
        confused.update((missed, wrong) for missed in set(gold) - names for wrong in names - set(gold))
    return ThemeResult(
        articles=len(known),
        reliability=tuple(_bin(place, found) for place, found in enumerate(bins)),
        themes=tuple(_score(name, hit[name], given[name], support[name]) for name in sorted({*given, *support})),
        confusions=tuple(Confusion(*pair, count) for pair, count in sorted(confused.items(), key=lambda one: (-one[1], one[0]))),
    )


def _bin(place: int, found: Sequence[tuple[float, bool]]) -> ReliabilityBin:
    count = len(found)
    confidence = sum(score for score, _ in found) / count if count else 0.0
    right = sum(is_right for _, is_right in found) / count if count else 0.0
    return ReliabilityBin(place / BINS, (place + 1) / BINS, count, confidence, right)


def _score(name: str, hit: int, given: int, support: int) -> ThemeScore:
    precision = hit / given if given else 0.0
    recall = hit / support if support else 0.0
    return ThemeScore(name, support, given, precision, recall, 2 * hit / (given + support))

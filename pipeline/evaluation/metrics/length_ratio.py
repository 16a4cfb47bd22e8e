"""Words of the translation by words of the reference, over the whole: below 1 something may be missing, above 1 added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings, sentence_key
from pipeline.evaluation.results import Rows

NAME = "length_ratio"


class LengthRatio:
    """See the module."""

    name = NAME
    needs: Needs = "translation"
    measures = (Measure(NAME, 1, "neither"),)

    def tally(self, examples: Sequence[Example]) -> Rows:
        """Words of both, a row a sentence."""
        known = [(sentence_key(one, pair), pair.hypothesis, pair.reference) for one in examples for pair in one.pairs if pair.reference]
        return Rows(tuple(key for key, _, _ in known), tuple((float(len(h.split())), float(len(r.split()))) for _, h, r in known))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The ratio."""
        return {NAME: float(total[0] / total[1])} if total[1] else {}

    def signature(self) -> str:
        """Version and what is counted."""
        return "length_ratio|words:whitespace|version:1"


def metric(settings: Settings) -> LengthRatio:
    """The metric."""
    return LengthRatio()

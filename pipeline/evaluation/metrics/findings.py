"""What the pipeline marked in its own translations: findings by thousand English words, all of them and the grave ones alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings, sentence_key
from pipeline.evaluation.results import Rows

_GRAVE = ("major", "critical")


class Findings:
    """See the module; `grave_findings` are major or critical."""

    name = "findings"
    needs: Needs = "nothing"
    measures = (Measure("findings", 1000, "lower"), Measure("grave_findings", 1000, "lower"))

    def tally(self, examples: Sequence[Example]) -> Rows:
        """Words, findings and grave findings, a row a sentence."""
        known = [(sentence_key(one, pair), pair) for one in examples for pair in one.pairs]
        return Rows(
            tuple(key for key, _ in known),
            tuple(
                (float(len(pair.hypothesis.split())), float(len(pair.findings)), float(sum(f.severity in _GRAVE for f in pair.findings)))
                for _, pair in known
            ),
        )

    def scores(self, total: Row) -> Mapping[str, float]:
        """Both by thousand words."""
        words, every, grave = map(float, total)
        return {"findings": 1000 * every / words, "grave_findings": 1000 * grave / words} if words else {}

    def signature(self) -> str:
        """Version and unit."""
        return "findings|per:1000 words|version:1"


def metric(settings: Settings) -> Findings:
    """The metric."""
    return Findings()

"""ROUGE-1, ROUGE-2 and ROUGE-L (summary level) of the summary: mean F1 with Porter stems (Lin 2004), by the package rouge-score."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from pipeline.errors import ConfigError
from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings
from pipeline.evaluation.results import Rows

KINDS = {"rouge1": "rouge1", "rouge2": "rouge2", "rougeL": "rougeLsum"}


class Rouge:
    """See the module."""

    name = "rouge"
    needs: Needs = "summary"
    measures = tuple(Measure(name, 1, "higher") for name in KINDS)

    def __init__(self) -> None:
        if find_spec("rouge_score") is None:
            raise ConfigError("the package rouge-score is missing; install it with: pip install 'eduwire[evaluate]'")

    def tally(self, examples: Sequence[Example]) -> Rows:
        """One, then the F1 scores, a row an article."""
        known = [(one.article, one.summary) for one in examples if one.summary is not None and one.summary.reference]
        if not known:
            return Rows((), ())
        from rouge_score.rouge_scorer import RougeScorer  # brings nltk, and with it seconds

        logging.getLogger("absl").setLevel(logging.WARNING)  # it tells at each start which tokenizer it has
        scorer: Any = RougeScorer(list(KINDS.values()), use_stemmer=True)
        rows = []
        for _, summary in known:
            found = scorer.score(_lines(summary.reference or ""), "\n".join(summary.sentences))
            rows.append((1.0, *(float(found[kind].fmeasure) for kind in KINDS.values())))
        return Rows(tuple(name for name, _ in known), tuple(rows))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The means."""
        return {name: float(total[place] / total[0]) for place, name in enumerate(KINDS, 1)} if total[0] else {}

    def signature(self) -> str:
        """Version and settings."""
        return f"rouge|stemmer:yes|L:summary|mean:F1|version:rouge-score {version('rouge-score')}"


def _lines(text: str) -> str:
    """One sentence a line, as ROUGE-Lsum wants it."""
    return re.sub(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])", "\n", text)


def metric(settings: Settings) -> Rouge:
    """The metric. Raises ConfigError where rouge-score is not installed."""
    return Rouge()

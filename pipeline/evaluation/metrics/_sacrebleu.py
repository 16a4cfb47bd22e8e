"""What BLEU, chrF++ and TER share: sacrebleu's statistics of a sentence are the rows, and its own code makes scores of their sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.errors import ConfigError
from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, sentence_key
from pipeline.evaluation.results import Rows


class Sacrebleu:
    """One of sacrebleu's metrics."""

    needs: Needs = "translation"

    def __init__(self, measure: Measure, make: Callable[[], Any], max_words: int | None = None) -> None:
        self.name = measure.name
        self.measures = (measure,)
        self._max_words = max_words
        try:
            self._metric = make()
        except ModuleNotFoundError as error:
            raise ConfigError(f"the package {error.name} is missing; install it with: pip install 'eduwire[evaluate]'") from error
        self._metric.num_refs = 1  # the signature says it before anything is scored

    def tally(self, examples: Sequence[Example]) -> Rows:
        """A row a sentence with a reference."""
        known = [
            (sentence_key(one, pair), pair.hypothesis, pair.reference)
            for one in examples
            for pair in one.pairs
            if pair.reference and (self._max_words is None or len(pair.reference.split()) <= self._max_words)
        ]
        if not known:
            return Rows((), ())
        keys, hypotheses, references = zip(*known, strict=True)
        statistics = self._metric._extract_corpus_statistics(hypotheses, [references])
        return Rows(keys, tuple(tuple(map(float, row)) for row in statistics))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The corpus score."""
        whole = [round(value) for value in total]
        return {self.name: float(self._metric._compute_score_from_stats(whole).score)}

    def sentence(self, hypothesis: str, reference: str) -> float:
        """The score of one sentence."""
        return float(self._metric.sentence_score(hypothesis, [reference]).score)

    def signature(self) -> str:
        """sacrebleu's own."""
        return str(self._metric.get_signature())

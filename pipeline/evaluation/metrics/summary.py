"""The summary against the article's own English. Needs no reference.

`compression` is words of the summary by words of the article; `novelty` the share of its word pairs that the article does not have
(Grusky et al. 2018 call what is not novel extractive); `supported_sentences` the share of its sentences whose content words stand
for at least four fifths in the sentences that they cite (in the article where they cite none) with all their numbers;
`supported_numbers` the share of its numbers that the article has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.evaluation.examples import Example, SummaryPair
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings
from pipeline.evaluation.results import Rows
from pipeline.facts.english_mentions import mentions

SUPPORT = 0.8
"""Share of content words. A paraphrase changes one word of five; where more are new something is said that was not cited."""
_SHORTEST = 4
"""Characters of a content word: shorter ones are mostly grammar."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAMES = ("compression", "novelty", "supported_sentences", "supported_numbers")


class SummaryMetric:
    """See the module."""

    name = "summary"
    needs: Needs = "nothing"
    measures = (
        Measure("compression", 1, "neither"),
        Measure("novelty", 1, "neither"),
        Measure("supported_sentences", 1, "higher"),
        Measure("supported_numbers", 1, "higher"),
    )

    def tally(self, examples: Sequence[Example]) -> Rows:
        """Two counts for each measure, part and whole; a row an article."""
        known = [(one.article, one.summary) for one in examples if one.summary is not None]
        return Rows(tuple(name for name, _ in known), tuple(_row(summary) for _, summary in known))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The shares; one without a whole is left out."""
        return {name: float(total[2 * n] / total[2 * n + 1]) for n, name in enumerate(_NAMES) if total[2 * n + 1]}

    def signature(self) -> str:
        """Version and settings."""
        return f"summary|against:the translation|ngram:2|support:{SUPPORT}|version:1"


def _row(summary: SummaryPair) -> tuple[float, ...]:
    source = _words(summary.source)
    said = [_words(sentence) for sentence in summary.sentences]
    pairs = [pair for words in said for pair in _pairs(words)]
    old = set(_pairs(source))
    supported = sum(
        _supported(sentence, " ".join(cited) or summary.source) for sentence, cited in zip(summary.sentences, summary.cited, strict=True)
    )
    numbers = [number for sentence in summary.sentences for number in _numbers(sentence)]
    there = set(_numbers(summary.source))
    counts = (
        (sum(map(len, said)), len(source)),
        (sum(pair not in old for pair in pairs), len(pairs)),
        (supported, len(said)),
        (sum(number in there for number in numbers), len(numbers)),
    )
    return tuple(float(value) for part in counts for value in part)


def _supported(sentence: str, source: str) -> bool:
    content = [word for word in _words(sentence) if len(word) >= _SHORTEST]
    there = set(_words(source))
    enough = sum(word in there for word in content) >= SUPPORT * len(content)
    return enough and set(_numbers(sentence)) <= set(_numbers(source))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _pairs(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    return pairwise(words)


def _numbers(text: str) -> list[float]:
    return [one.value for one in mentions(text) if one.kind in ("plain", "money", "percent") and one.value != 1]


def metric(settings: Settings) -> SummaryMetric:
    """The metric."""
    return SummaryMetric()

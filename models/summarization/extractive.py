"""Extractive summaries: the sentences of an article that together promise the most of what a written summary would say.

Works on English and Korean, on one core, without a network; the same document always gives the same sentences, word for word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, SummaryLine
from models.summarization._article import count_terms
from models.summarization._faults import is_dangling, is_poor
from models.summarization._selection import Candidates, Limits, choose
from models.summarization._word_salience import WordSalience, read_salience
from models.summarization._words import is_korean, word_count
from models.weights import located

LANGUAGES = ("auto", "en", "ko")
LANGUAGE_CHARS = 500
"""The language of a document is told from so many characters of its start."""
VERSION = 1
"""Raised when the code changes which sentences are chosen with the same weights."""


@dataclass(frozen=True)
class ExtractiveSummarizer:
    """Chooses sentences by word salience; see `build` for the options."""

    model: str
    salience: WordSalience
    language: str
    limits: Limits

    def info(self) -> ModelInfo:
        """Identity of the salience weights."""
        return ModelInfo(self.model, "extractive", self.salience.revision, self.salience.sha256, "Apache-2.0")

    def signature(self) -> Mapping[str, Json]:
        """Hash of the weights, version of the method and every option."""
        return {
            "family": "extractive",
            "version": VERSION,
            "weights": self.salience.sha256,
            "language": self.language,
            "max_sentences": self.limits.max_sentences,
            "max_words": self.limits.max_words,
            "redundancy": self.limits.redundancy,
        }

    def summarize(self, documents: Sequence[Document]) -> Sequence[Sequence[SummaryLine]]:
        """One to `max_sentences` sentences of each document in reading order; none for a document without words."""
        return [self._one(document) for document in documents]

    def _one(self, document: Document) -> list[SummaryLine]:
        if len(document.paragraphs) != len(document.sentences):
            raise ValueError(f"{len(document.sentences)} sentences but {len(document.paragraphs)} paragraph numbers")
        language = self.language
        if language == "auto":
            language = "ko" if is_korean(" ".join(document.sentences[:40])[:LANGUAGE_CHARS]) else "en"
        if not document.sentences:
            return []
        counts = count_terms(document, language)
        if not counts.vocabulary:
            return []
        weights = self.salience.of(language)
        once, twice = weights.chances(document, counts)
        chosen = choose(counts, once, twice, weights.reference_terms, _candidates(document, language), self.limits)
        return [SummaryLine(document.sentences[number], (number,)) for number in chosen]


def build(
    model: str = "salience",
    language: str = "auto",
    max_sentences: int = 2,
    max_words: int = 70,
    redundancy: float = 0.0,
) -> ExtractiveSummarizer:
    """The extractive summarizer.

    `model` names shipped salience weights or a folder with a `salience.json`. `language` is "en", "ko" or "auto" (by the letters of
    each document). `max_words` counts words between white space (eojeol in Korean); no sentence is ever cut, and where every sentence
    alone is longer than that, the best one is given all the same. `redundancy` is what two like sentences cost, times their cosine.

    Raises ModelError for weights that cannot be read and for options out of range.
    """
    if language not in LANGUAGES:
        raise ModelError(f"summarization language {language!r} is not known; use one of {', '.join(LANGUAGES)}")
    if max_sentences < 1 or max_words < 1:
        raise ModelError(f"max_sentences and max_words must be at least 1, not {max_sentences} and {max_words}")
    if not 0 <= redundancy <= 1:
        raise ModelError(f"redundancy must lie between 0 and 1, not {redundancy}")
    salience = read_salience(located(model))
    return ExtractiveSummarizer(model, salience, language, Limits(max_sentences, max_words, redundancy, poor=0.6, dangling=0.97))


def _candidates(document: Document, language: str) -> Candidates:
    import numpy as np

    return Candidates(
        words=np.array([word_count(sentence) for sentence in document.sentences]),
        poor=np.array([float(is_poor(sentence, language)) for sentence in document.sentences]),
        dangling=np.array([float(is_dangling(sentence, language)) for sentence in document.sentences]),
    )

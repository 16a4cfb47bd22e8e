"""Lays an article out as arrays, so that every measure of its words is a few passes over flat counts, never sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.interfaces import Document
from models.summarization._words import stopwords, terms, terms_of, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class TermCounts:
    """How often each term stands in each sentence: row k says that term `term[k]` stands `count[k]` times in `sentence[k]`."""

    language: str
    vocabulary: tuple[str, ...]
    sentence: Ints
    term: Ints
    count: Floats
    lengths: Floats
    """Terms in each sentence."""
    headline: Floats
    """1 for each vocabulary term that stands in the headline, else 0."""
    stopword: Floats
    capitalized: Floats
    """For each term how often it stands capitalized inside a sentence; always 0 in Korean."""

    def per_term(self, values: Floats) -> Floats:
        """Sum of `values` (one a row) over the rows of each term."""
        import numpy as np

        sums: Floats = np.bincount(self.term, weights=values, minlength=len(self.vocabulary)).astype(np.float64)
        return sums

    def per_sentence(self, values: Floats) -> Floats:
        """Sum of `values` (one a row) over the rows of each sentence."""
        import numpy as np

        sums: Floats = np.bincount(self.sentence, weights=values, minlength=len(self.lengths)).astype(np.float64)
        return sums

    def dense(self, sentences: Ints) -> Floats:
        """Counts of the chosen sentences as a matrix (chosen, vocabulary)."""
        import numpy as np

        place = np.full(len(self.lengths), -1)
        place[sentences] = np.arange(len(sentences))
        rows = place[self.sentence]
        wanted = rows >= 0
        matrix = np.zeros((len(sentences), len(self.vocabulary)))
        matrix[rows[wanted], self.term[wanted]] = self.count[wanted]
        return matrix


def count_terms(document: Document, language: str) -> TermCounts:
    """The term counts of a document of at least one sentence."""
    import numpy as np

    numbers: dict[str, int] = {}
    flat: list[int] = []
    lengths: list[int] = []
    names: list[str] = []
    for sentence in document.sentences:
        written = words(sentence)
        found = terms_of(written, language)
        if language == "en":
            # The word that opens a sentence has a capital letter anyway.
            names.extend([term for word, term in zip(written[1:], found[1:], strict=True) if word[0].isupper()])
        lengths.append(len(found))
        flat.extend([numbers.setdefault(term, len(numbers)) for term in found])
    vocabulary = tuple(numbers)
    size = max(len(vocabulary), 1)
    keys, counts = np.unique(np.repeat(np.arange(len(lengths)), lengths) * size + np.array(flat, dtype=np.int64), return_counts=True)
    in_headline = set(terms(document.headline or "", language))
    stop = stopwords(language)
    capitalized = np.bincount(np.array([numbers[name] for name in names], dtype=np.int64), minlength=len(vocabulary))
    return TermCounts(
        language=language,
        vocabulary=vocabulary,
        sentence=keys // size,
        term=keys % size,
        count=counts.astype(np.float64),
        lengths=np.array(lengths, dtype=np.float64),
        headline=np.array([term in in_headline for term in vocabulary], dtype=np.float64),
        stopword=np.array([term in stop for term in vocabulary], dtype=np.float64),
        capitalized=capitalized.astype(np.float64),
    )

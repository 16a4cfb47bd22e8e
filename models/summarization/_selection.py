"""Chooses the sentences of a summary: the set whose words, at its length, promise the best F-measure against an unseen summary.

With the chance of each word to be in a summary once (p) and twice (q), a set of sentences S of length |S| terms has the expected
ROUGE-1 F of 2 * (sum of p over its words + sum of q over words it has twice) / (|S| + length of a summary). Long sentences pay for
their length, and a second sentence gains nothing from words that the first already has, which is the redundancy control.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.summarization._article import Floats, Ints, TermCounts

CANDIDATES = 40
"""Sentences that go into the search over pairs; chosen one by one from all. News articles rarely have more."""
SAME = 0.9
"""Cosine of term counts from which on two sentences say the same, and are never both chosen."""


@dataclass(frozen=True)
class Limits:
    """What a summary may be. `redundancy` is the price of two sentences being alike, times their cosine (0 to 1)."""

    max_sentences: int
    max_words: int
    redundancy: float
    poor: float
    """Factor on the worth of a poor sentence (a question, a bare quotation), 0 to 1."""
    dangling: float
    """Factor on the worth of a sentence that points back to a sentence which is not in the summary."""


@dataclass(frozen=True)
class Candidates:
    """Sentences as the selection sees them: number of words for the budget, and the two faults of models.summarization._faults."""

    words: Ints
    poor: Floats
    dangling: Floats

    def factors(self, limits: Limits) -> Floats:
        """What the faults leave of each sentence's worth, 0 to 1."""
        factors: Floats = (1 - (1 - limits.poor) * self.poor) * (1 - (1 - limits.dangling) * self.dangling)
        return factors

    def at(self, numbers: Ints) -> Candidates:
        """The sentences of these numbers."""
        return Candidates(self.words[numbers], self.poor[numbers], self.dangling[numbers])


def choose(counts: TermCounts, once: Floats, twice: Floats, reference_terms: float, sentences: Candidates, limits: Limits) -> list[int]:
    """Numbers of the chosen sentences in reading order: at least one, at most `max_sentences`, within `max_words` where one can be."""
    import numpy as np

    gain = counts.per_sentence(once[counts.term] + twice[counts.term] * (counts.count >= 2))
    alone = 2 * gain / (counts.lengths + reference_terms) * sentences.factors(limits)
    fits = sentences.words <= limits.max_words
    if not fits.any():
        return [int(np.argmax(alone))]
    alone = np.where(fits, alone, -np.inf)
    # Ties go to the earlier sentence: the sort is stable.
    kept = np.sort(np.argsort(-alone, kind="stable")[: min(CANDIDATES, int(fits.sum()))])
    pool = _Pool(kept, counts.dense(kept), once, twice, reference_terms, sentences.at(kept), limits)
    chosen = pool.best_pair() if limits.max_sentences > 1 else None
    if chosen is None:
        return [int(np.argmax(alone))]
    while len(chosen) < limits.max_sentences:
        further = pool.best_addition(chosen)
        if further is None:
            break
        chosen.append(further)
    return sorted(int(kept[row]) for row in chosen)


@dataclass(frozen=True)
class _Pool:
    """The candidates of the search over sets: row k of `matrix` (terms counted) and of `sentences` is sentence number `kept[k]`."""

    kept: Ints
    matrix: Floats
    once: Floats
    twice: Floats
    reference_terms: float
    sentences: Candidates
    limits: Limits

    def best_pair(self) -> list[int] | None:
        """The rows of the best pair within the budget, None where every pair is too long or says the same twice."""
        import numpy as np

        first, second = np.triu_indices(len(self.kept), 1)
        lengths = self.matrix.sum(axis=1)
        words, dangling = self.sentences.words, self.sentences.dangling
        factor = self.sentences.factors(self.limits)
        # The later sentence may point back when the sentence before it is the other one.
        follows = (self.kept[second] == self.kept[first] + 1) & (dangling[second] > 0)
        factors = factor[first] * np.where(follows, factor[second] / self.limits.dangling, factor[second])
        alike = self._cosines()[first, second]
        worth = 2 * self._pair_gains()[first, second] / (lengths[first] + lengths[second] + self.reference_terms) * factors
        worth -= self.limits.redundancy * alike
        allowed = (words[first] + words[second] <= self.limits.max_words) & (alike < SAME)
        if not allowed.any():
            return None
        place = int(np.argmax(np.where(allowed, worth, -np.inf)))
        return [int(first[place]), int(second[place])]

    def best_addition(self, chosen: list[int]) -> int | None:
        """The row to add to the chosen ones, None where nothing sound fits the budget and says something new."""
        import numpy as np

        together = self.matrix + self.matrix[chosen].sum(axis=0)
        gain = (together > 0) @ self.once + (together >= 2) @ self.twice
        alike = self._cosines()[:, chosen].max(axis=1)
        worth = 2 * gain / (together.sum(axis=1) + self.reference_terms) * self.sentences.factors(self.limits)
        worth -= self.limits.redundancy * alike
        room = self.limits.max_words - int(self.sentences.words[chosen].sum())
        allowed = (self.sentences.words <= room) & (alike < SAME) & (self.sentences.poor == 0)
        allowed[chosen] = False
        return int(np.argmax(np.where(allowed, worth, -np.inf))) if allowed.any() else None

    def _pair_gains(self) -> Floats:
        """Expected words in common with a summary, for each pair of rows taken together."""
        import numpy as np

        has = (self.matrix > 0).astype(np.float64)
        doubled = (self.matrix >= 2).astype(np.float64)
        shared = (has * self.once) @ has.T
        own = doubled @ self.twice
        apart = (doubled * self.twice) @ has.T
        # A pair has a word twice when both have it, or when one has it twice and the other not at all.
        twice = (has * self.twice) @ has.T + np.add.outer(own, own) - apart - apart.T
        gains: Floats = np.add.outer(shared.diagonal(), shared.diagonal()) - shared + twice
        return gains

    def _cosines(self) -> Floats:
        import numpy as np

        norms = np.linalg.norm(self.matrix, axis=1)
        norms[norms == 0] = 1
        unit = self.matrix / norms[:, None]
        cosines: Floats = unit @ unit.T
        return cosines

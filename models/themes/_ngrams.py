"""Character n-grams of Korean words, the features of the linear tagger: those of scikit-learn's `analyzer="char_wb"`, without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ids = npt.NDArray[np.int64]

SHORTEST, LONGEST = 2, 4
"""Lengths of the n-grams in characters, the blank before and after the word included."""

_OTHER = re.compile(r"[^가-힣a-z]+")
_CACHED_WORDS = 50_000


def words(text: str) -> list[str]:
    """The words of a text in lower case. Digits, punctuation and Hanja separate words: figures say nothing of a theme."""
    return _OTHER.sub(" ", unicodedata.normalize("NFC", text).lower()).split()


def ngrams(word: str) -> Iterator[str]:
    """The n-grams of one word, with a blank at each end so that stems and endings are told apart; a short word counts once as a whole."""
    padded = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        if len(padded) <= size:
            yield padded
            return
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


class NgramIndex:
    """Turns text into positions in a vocabulary. Words repeat, so what a word gave is kept for the next time."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._positions: Mapping[str, int] = {ngram: position for position, ngram in enumerate(vocabulary)}
        self._seen: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._positions)

    def ids(self, text: str) -> Ids:
        """The vocabulary positions of all n-grams of the text, repeats included; n-grams outside the vocabulary are left out."""
        import numpy as np

        found: list[int] = []
        for word in words(text):
            known = self._seen.get(word)
            found.extend(self._learn(word) if known is None else known)
        return np.array(found, dtype=np.int64)

    def _learn(self, word: str) -> list[int]:
        if len(self._seen) >= _CACHED_WORDS:
            self._seen.clear()
        positions = self._positions
        known = [positions[ngram] for ngram in ngrams(word) if ngram in positions]
        self._seen[word] = known
        return known

"""Near-identical articles of a run: the same release as several outlets printed it, found by MinHash and locality-sensitive hashing.

Broder (1997) estimates the Jaccard similarity of two sets by the minima of hash functions; here the sets are the runs of three words
(eojeol) in headline, paragraphs and captions, and the library is rensa. Bylines and notices differ by outlet and do not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records import Article

NUM_PERM = 128
"""Hash functions; the estimate's standard error is at most 0.5 / sqrt(128) = 0.044."""
NUM_BANDS = 32
"""Of four minima each: two articles with similarity 0.6 meet in one of them with a chance of 0.99."""
SEED = 20
WORDS = 3
LEAST_RUNS = 15
"""An article of fewer distinct runs of words (a caption, a personnel notice) is like others by chance."""
_COUNTED = frozenset({"headline", "subheadline", "paragraph", "caption"})


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that says what the shown one says; `similarity` is the estimated Jaccard similarity, 0 to 1, of their words."""

    id: str
    publisher: str | None
    similarity: float


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Near-identical articles: the one to show (the earliest, then the longest) and the others in the order of the run."""

    shown: str
    others: tuple[Duplicate, ...]

    def to_dict(self) -> Mapping[str, Any]:
        """One line of duplicates.jsonl."""
        others = [{"id": one.id, "publisher": one.publisher, "similarity": one.similarity} for one in self.others]
        return {"shown": self.shown, "others": others}


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    publisher: str | None
    published: str
    length: int
    sketch: Any


class NearDuplicates:
    """Takes articles one by one, about a kilobyte each, and groups them. `least` is the similarity from which two belong together."""

    def __init__(self, least: float) -> None:
        from rensa import RMinHashLSH

        self._least = least
        self._index = RMinHashLSH(threshold=least, num_perm=NUM_PERM, num_bands=NUM_BANDS)
        self._known: list[_Known] = []
        self._leaders: list[int] = []
        """For each article a lower number of its group, itself for the first."""

    def add(self, article: Article) -> None:
        """Joins the article to those that are like it."""
        from rensa import RMinHash

        runs = _runs(article)
        if len(runs) < LEAST_RUNS:
            return
        sketch = RMinHash(num_perm=NUM_PERM, seed=SEED)
        sketch.update(runs)
        number = len(self._known)
        self._known.append(_Known(article.id, article.publisher, article.published or "9999", len(runs), sketch))
        self._leaders.append(number)
        for other in self._index.query(sketch):
            if self._known[other].sketch.jaccard(sketch) >= self._least:
                first, second = sorted((self._leader(other), self._leader(number)))
                self._leaders[second] = first
        self._index.insert(number, sketch)

    def groups(self) -> list[DuplicateGroup]:
        """Groups of two and more, in the order of the run."""
        members: dict[int, list[_Known]] = {}
        for number, known in enumerate(self._known):
            members.setdefault(self._leader(number), []).append(known)
        return [_group(found) for found in members.values() if len(found) > 1]

    def _leader(self, number: int) -> int:
        while self._leaders[number] != number:
            number = self._leaders[number]
        return number


def _runs(article: Article) -> list[str]:
    words = [word for block in article.blocks if block.kind in _COUNTED for word in block.text.split()]
    return sorted({" ".join(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)})


def _group(found: Sequence[_Known]) -> DuplicateGroup:
    shown = min(found, key=lambda one: (one.published, -one.length))
    return DuplicateGroup(
        shown.id,
        tuple(Duplicate(one.id, one.publisher, round(one.sketch.jaccard(shown.sketch), 2)) for one in found if one is not shown),
    )

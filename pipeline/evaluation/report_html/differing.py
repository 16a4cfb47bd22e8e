"""Two English sentences word by word: which words stand in both, in the same order, and which do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one sentence; `differs` where the other sentence has not got them here."""

    text: str
    differs: bool


def differing(first: str, second: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of each sentence; words are compared without their case and the punctuation around them."""
    one, other = first.split(), second.split()
    matcher = SequenceMatcher(None, [_plain(word) for word in one], [_plain(word) for word in other], autojunk=False)
    left, right = [False] * len(one), [False] * len(other)
    for block in matcher.get_matching_blocks():
        left[block.a : block.a + block.size] = [True] * block.size
        right[block.b : block.b + block.size] = [True] * block.size
    return _runs(one, left), _runs(other, right)


def _plain(word: str) -> str:
    return word.casefold().strip(".,;:!?\"'()[]“”‘’") or word


def _runs(words: Sequence[str], shared: Sequence[bool]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for word, same in zip(words, shared, strict=True):
        if runs and runs[-1].differs is not same:
            runs[-1] = Run(f"{runs[-1].text} {word}", not same)
        else:
            runs.append(Run(word, not same))
    return tuple(runs)

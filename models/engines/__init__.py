"""Engines run a sequence-to-sequence checkpoint: pieces in, pieces with scores out. Which text they stand for is the family's affair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Pieces = Sequence[str]
"""A source as the tokenizer cuts it, special tokens included."""

LENGTH_STEP = 32
"""Length limits are rounded up to a multiple of this, so that sentences of like length share a batch and a limit."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a hypothesis is searched for. All of it can change a result, so all of it is in the signature.

    The length limit of one source of n pieces is `max_length_factor * n + max_length_extra`, rounded up to `LENGTH_STEP`: it depends on
    that source alone, not on its batch. `repetition_penalty` and `no_repeat_ngram_size` (0: off) fight loops, but they also forbid
    what a faithful translation needs ("1,000 of 2,000" repeats four pieces), so they are meant for a second attempt only.
    """

    beam_size: int = 4
    num_hypotheses: int = 1
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    max_length_factor: float = 2.0
    max_length_extra: int = 24

    def limit(self, source_length: int, ceiling: int) -> int:
        """Most pieces to produce for a source of so many pieces, at most `ceiling`."""
        wanted = int(self.max_length_factor * source_length) + self.max_length_extra
        return min(-(-wanted // LENGTH_STEP) * LENGTH_STEP, ceiling)


@dataclass(frozen=True, slots=True)
class Output:
    """Produced pieces without special tokens, and their mean natural-log probability.

    The end of sentence is counted in where the model produced one, and not where the length limit cut it off; a prefix that was given
    is not counted.
    """

    pieces: tuple[str, ...]
    score: float
    ended: bool = True
    """Whether the model ended it, and not the length limit."""


class Engine(Protocol):
    """Runs one loaded checkpoint."""

    def generate(self, sources: Sequence[Pieces], decoding: Decoding) -> list[list[Output]]:
        """The best `num_hypotheses` outputs of each source, best first; a source's outputs depend on that source alone."""

"""Engines that run an encoder checkpoint (BERT, XLM-RoBERTa, DeBERTa ...): rows of tokens in, one row of numbers out for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

Readout = Literal["labels", "mean", "cls", "max"]
"""What is read off a row: its logits for the labels of a classifier, or one vector of length 1, pooled from its tokens' vectors."""


@dataclass(frozen=True, slots=True)
class Row:
    """One input of the model: token ids, special tokens included, and for each its segment (0 or 1) where there are two texts."""

    ids: tuple[int, ...]
    segments: tuple[int, ...] = ()


class EncoderEngine(Protocol):
    """Runs one loaded checkpoint."""

    @property
    def width(self) -> int:
        """How many numbers a token's vector has."""

    def run(self, rows: Sequence[Row]) -> Iterator[tuple[list[int], Floats]]:
        """Batch by batch: places of the rows, and what is read off them (rows x labels, or rows x width). A row's numbers depend on that
        row alone, but for the last bits.
        """


def batches(rows: Sequence[Row], batch_tokens: int) -> Iterator[list[int]]:
    """Places of the rows in batches of at most so many padded tokens, or of one row. Longest rows come first, so that rows of like length
    share a batch, and one that does not fit into memory is found at once.
    """
    order = sorted(range(len(rows)), key=lambda place: (-len(rows[place].ids), place))
    start = 0
    while start < len(order):
        size = max(1, batch_tokens // len(rows[order[start]].ids))
        yield order[start : start + size]
        start += size

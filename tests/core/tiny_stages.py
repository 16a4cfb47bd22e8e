"""Stages small enough to see through: one unit for each word of an article, one segment for each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from pipeline.records import Article, Block, Record, Segment


class FaultError(Exception):
    pass


class Loud:
    """Puts words in capitals. `bad` words raise; `calls` are the batches that came; `weights` (default 1) are the units' weights."""

    name: ClassVar[str] = "loud"
    version: ClassVar[int] = 1
    reads: tuple[str, ...] = ()
    writes = "segments"

    def __init__(
        self, *, batch_size: int = 100, bad: Sequence[str] = (), weights: Mapping[str, int] | None = None, signature: Any = 0
    ) -> None:
        self.batch_size = batch_size
        self.bad = set(bad)
        self.weights = weights or {}
        self.calls: list[list[str]] = []
        self._signature = signature

    def signature(self) -> Mapping[str, Any]:
        return {"sign": self._signature}

    def units(self, record: Record) -> Sequence[Any]:
        return words(record)

    def weight(self, unit: Any) -> int:
        return self.weights.get(unit, 1)

    def compute(self, units: Sequence[Any]) -> Sequence[Any]:
        self.calls.append(list(units))
        for unit in units:
            if unit in self.bad:
                raise FaultError(f"cannot shout {unit}")
        return [unit.upper() for unit in units]

    def assemble(self, record: Record, values: Sequence[Any]) -> Record:
        if not all(isinstance(value, str) for value in values):
            raise TypeError("words are strings")
        return replace(record, segments=tuple(Segment(0, value) for value in values))

    def models(self) -> Sequence[Any]:
        return ()


def words(record: Record) -> list[str]:
    return record.article.blocks[0].text.split()


def article(name: str, text: str) -> Article:
    return Article(name, name, (Block("paragraph", text),))


def shouted(record: Record) -> list[str]:
    return [segment.text for segment in record.segments or ()]

"""The segment stage: the blocks of an article become sentences. The unit is one block, so a paragraph in forty articles is cut once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from itertools import accumulate
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.interfaces import Json, ModelInfo
from pipeline.errors import ConfigError
from pipeline.records import Record, Segment
from pipeline.segmentation import split_sentences
from pipeline.stage import Context

WHOLE_BLOCKS = frozenset({"headline", "byline", "dateline", "notice"})
"""Kinds of blocks that are one segment whatever they hold: `…` and `?` in a headline end no sentence."""
_KIWI_PACKAGES = ("kiwipiepy", "kiwipiepy_model")


class SegmentOptions(BaseModel):
    """The section `segment` of the config."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_chars: int = Field(400, ge=20, description="quoted speech of several sentences stays in one segment up to this length")
    kiwi: Literal["auto", "never", "always"] = Field("auto", description="when Kiwi looks at a text: where rules are unsure, never, always")
    batch_size: int = Field(20_000, ge=1, description="characters in one batch")


class SegmentStage:
    """Cuts each block of an article into sentences; the value of a block is the list of their lengths in characters."""

    name: ClassVar[str] = "segment"
    version: ClassVar[int] = 1
    Options: ClassVar[type[SegmentOptions]] = SegmentOptions
    reads: tuple[str, ...] = ()
    writes: str = "segments"

    def __init__(self, options: SegmentOptions, kiwi_versions: Mapping[str, str]) -> None:
        self.batch_size = options.batch_size
        self._options = options
        self._kiwi_versions = dict(kiwi_versions)

    @classmethod
    def from_options(cls, options: SegmentOptions, context: Context) -> SegmentStage:
        """Builds the stage. Raises ConfigError where Kiwi may be needed and is not installed."""
        return cls(options, {} if options.kiwi == "never" else _kiwi_versions())

    def signature(self) -> Mapping[str, Json]:
        """The options that change a result and, where Kiwi may be asked, its versions."""
        return {"max_chars": self._options.max_chars, "kiwi": self._options.kiwi, **self._kiwi_versions}

    def units(self, record: Record) -> Sequence[Json]:
        """One [kind, text] for each block."""
        return [[block.kind, block.text] for block in record.article.blocks]

    def weight(self, unit: Json) -> int:
        """The characters of the block, at least 1."""
        return max(1, len(unit[1]))

    def compute(self, units: Sequence[Json]) -> Sequence[Json]:
        """For each block the lengths of its sentences, white space included; they sum to the length of its text."""
        return [self._lengths(kind, text) for kind, text in units]

    def assemble(self, record: Record, values: Sequence[Json]) -> Record:
        """The record with its segments. Raises ValueError or TypeError for values that do not describe these blocks."""
        segments: list[Segment] = []
        for index, (block, lengths) in enumerate(zip(record.article.blocks, values, strict=True)):
            if any(type(length) is not int or length < 1 for length in lengths) or sum(lengths) != len(block.text):
                raise ValueError(f"block {index} has {len(block.text)} characters, its sentences should have {lengths}")
            ends = list(accumulate(lengths))
            segments.extend(Segment(index, block.text[end - length : end]) for end, length in zip(ends, lengths, strict=True))
        return replace(record, segments=tuple(segments))

    def models(self) -> Sequence[ModelInfo]:
        """None: Kiwi is a library, and its version is in the signature."""
        return ()

    def _lengths(self, kind: str, text: str) -> list[int]:
        if kind in WHOLE_BLOCKS:
            return [len(text)] if text else []
        return [len(segment) for segment in split_sentences(text, max_chars=self._options.max_chars, kiwi=self._options.kiwi)]


def _kiwi_versions() -> dict[str, str]:
    """Versions of Kiwi and of its model, read from the installed packages without importing them."""
    try:
        return {package: metadata.version(package) for package in _KIWI_PACKAGES}
    except metadata.PackageNotFoundError as error:
        raise ConfigError(
            f"segment: the package {error.name} is not installed; install it (pip install kiwipiepy) or set `segment.kiwi: never`"
        ) from None

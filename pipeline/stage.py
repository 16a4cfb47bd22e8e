"""The Stage protocol: what a stage says of its work, so that the runner can dedupe, cache, batch and isolate it.

A stage of your own is a class with these members and a classmethod `from_options`; `configs/default.yaml` shows how to name it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Protocol, runtime_checkable

from models.interfaces import Json, ModelInfo
from pipeline.facts.tables import FactTables
from pipeline.records import Record

Unit = Json
"""What one result depends on, and nothing else: a JSON value, the cache's key together with the stage's signature."""
Value = Json
"""The result of one unit: a JSON value, as the cache stores it."""


@runtime_checkable
class Stage(Protocol):
    """One step of the pipeline. `compute` may be called from any process and with batches of any size."""

    name: ClassVar[str]
    version: ClassVar[int]
    """Raised when the code changes what `compute` returns for the same unit and signature."""
    reads: tuple[str, ...]
    """Fields of Record that must be filled before this stage runs; checked when the config is read."""
    writes: str
    """The field of Record that this stage fills."""
    batch_size: int
    """How much `weight` one call of compute should carry at most."""

    def signature(self) -> Mapping[str, Json]:
        """All that can change a result: model hash, decoding, taxonomy. Not batch size, not device."""

    def units(self, record: Record) -> Sequence[Unit]:
        """The units of a record, in the order in which `assemble` wants their values."""

    def weight(self, unit: Unit) -> int:
        """The cost of a unit (for example its characters): batches are sorted and filled by it. At least 1."""

    def compute(self, units: Sequence[Unit]) -> Sequence[Value]:
        """The value of each unit; a unit's value depends on that unit alone. An exception fails the batch, which is then halved."""

    def assemble(self, record: Record, values: Sequence[Value]) -> Record:
        """The record with this stage's field filled. Raises ValueError, TypeError or KeyError for values of the wrong shape."""

    def models(self) -> Sequence[ModelInfo]:
        """The models that this stage uses, for run.json."""


class StageFactory(Protocol):
    """The class of a stage, as the config sees it."""

    name: ClassVar[str]
    Options: ClassVar[type[Any]]
    """A pydantic model of the stage's section of the config; unknown keys are errors."""

    @classmethod
    def from_options(cls, options: Any, context: Context) -> Stage:
        """Builds the stage. Raises ConfigError or ModelError before any work is done."""


class Context(Protocol):
    """What a stage may ask of its surroundings while it is built."""

    available: frozenset[str]
    """Fields of Record that are filled by the time this stage runs."""

    engines: Path
    """Folder for models that were converted for an engine."""

    tables: FactTables
    """Termbase and names of the config, for stages that look for facts."""

    def resolve(self, path: str) -> str:
        """An absolute path for a path written in the config: relative to the config's folder, else the shipped configs."""

    def model(self, name: str) -> str:
        """A model folder that the config names relative to itself as an absolute path; any other name as it is."""

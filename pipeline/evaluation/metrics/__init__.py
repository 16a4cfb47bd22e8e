"""Metrics, one file each: `metric(settings)` gives it, or None where it is not configured. A new metric is one new file.

A metric turns examples into rows of sufficient statistics, one row a unit, and sums of rows into scores. So one bootstrap serves
them all, and a score of a slice is the score of the sum of its rows.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluation.examples import Example, Pair
from pipeline.evaluation.results import Better, Rows
from pipeline.facts.tables import FactTables

Row = NDArray[np.float64]
Needs = Literal["translation", "summary", "themes", "nothing"]
"""Which reference it needs."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One score that a metric gives: what a perfect one is, and which way is good."""

    name: str
    scale: float
    better: Better


@dataclass(frozen=True, slots=True)
class Settings:
    """What metrics may be told: the ids of the taxonomy, the tables of terms and names (None: the shipped ones), and where COMET is."""

    themes: tuple[str, ...] = ()
    tables: FactTables | None = None
    comet_python: Path | None = None
    comet_model: Path | None = None


class Metric(Protocol):
    """See the module."""

    name: str
    needs: Needs
    measures: tuple[Measure, ...]

    def tally(self, examples: Sequence[Example]) -> Rows:
        """A row for each unit that can be measured, by `article` or `article#index`."""

    def scores(self, total: Row) -> Mapping[str, float]:
        """The measures of a sum of rows; one that nothing can be said of (no such fact) is left out."""

    def signature(self) -> str:
        """Version and settings, as sacrebleu writes them."""


def metric_names() -> tuple[str, ...]:
    """The names of the files."""
    return tuple(sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")))


def metrics(settings: Settings) -> list[Metric]:
    """All metrics that are configured. Raises ConfigError where one cannot be used as it is."""
    made = (importlib.import_module(f"{__name__}.{name}").metric(settings) for name in metric_names())
    return [one for one in made if one is not None]


def scorers(names: Iterable[str]) -> list[Metric]:
    """Metrics that can make scores of stored rows of these names: COMET's too, whose model is not asked again."""
    from pipeline.evaluation.metrics.comet import Comet

    made = metrics(Settings())
    return [*made, Comet(Path(), Path())] if Comet.name in set(names) else made


def sentence_key(example: Example, pair: Pair) -> str:
    """The key of a sentence's row."""
    return f"{example.article}#{pair.index}"

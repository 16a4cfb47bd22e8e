"""What a comparison of two evaluations found, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.evaluation.results import FORMAT, Better, SentenceResult


@dataclass(frozen=True, slots=True)
class Difference:
    """One score of two evaluations on their common units: `change` is second minus first, `low` to `high` its 95 percent interval.

    `p` is the two-sided p-value of approximate randomization, `corrected` the same with Holm's correction for the number of scores
    that were compared; None where there are too few units, and `corrected` also where neither way is good.
    """

    metric: str
    first: float
    second: float
    change: float
    low: float | None
    high: float | None
    p: float | None
    better: Better
    count: int
    corrected: float | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One sentence in two evaluations; `change` is the second's chrF++ minus the first's."""

    first: SentenceResult
    second: SentenceResult
    change: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations of the same data, `first` the baseline. `gained` and `lost` are the sentences that moved most, the largest first."""

    first: str
    second: str
    notes: tuple[str, ...]
    differences: tuple[Difference, ...]
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]
    verdict: str

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON-able values."""
        return {"format": FORMAT, **asdict(self)}

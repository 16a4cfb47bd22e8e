"""What a check of a whole article is given, and what it yields."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.checks.pair import Pair
from pipeline.records import Finding, Language


@dataclass(frozen=True, slots=True)
class Checked:
    """An article: a pair for each segment, None where it is not translated, and the sentences of its summary.

    Each sentence of the summary comes with the numbers of the segments that it cites; `language` is that of the summary.
    """

    pairs: tuple[Pair | None, ...]
    summary: tuple[tuple[str, tuple[int, ...]], ...] = ()
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and the number of the segment whose translation it is about; None where it is about the article or its summary."""

    segment: int | None
    finding: Finding

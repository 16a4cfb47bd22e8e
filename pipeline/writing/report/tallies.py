"""What the overview counts: articles by period, theme, office, region, and findings by kind."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.writing.report.entries import Entry

DAYS_BY_DAY, MONTHS_BY_MONTH = 31, 36
"""Up to so many days the periods are days, up to so many months they are months, and years beyond."""
MOST_ROWS = 12
"""Offices shown in the table; the others are reached through the list."""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or year: its label and its first and last day."""

    label: str
    first: str
    last: str

    def holds(self, day: str | None) -> bool:
        """Whether the ISO day lies in it."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by row and column; `rows` and `columns` are the values that the list filters by."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Counter[tuple[str, str]]

    def shade(self, row: str, column: str) -> int:
        """0 for none, else 1 to 5 by share of the largest count."""
        count = self.counts[row, column]
        return -(-5 * count // max(self.counts.values())) if count else 0


@dataclass(frozen=True, slots=True)
class Tallies:
    """All counts of the overview; what is ranked comes with the largest first. `tagged` says whether themes were looked for."""

    articles: int
    sentences: int
    undated: int
    periods: tuple[tuple[Period, int], ...]
    themes: tuple[tuple[str, int], ...]
    findings: tuple[tuple[str, int], ...]
    flagged: int
    tagged: bool
    by_period: Table
    by_office: Table
    by_region: Table


def tallies(entries: Sequence[Entry]) -> Tallies:
    """Counts the entries."""
    periods = _periods([one.published for one in entries if one.published])
    themes = _ranked(theme for one in entries for theme in one.themes or ())
    names = tuple(name for name, _ in themes)
    offices = tuple(name for name, _ in _ranked(one.office for one in entries if one.office and one.themes)[:MOST_ROWS])
    regions = tuple(name for name, _ in _ranked(one.region for one in entries if one.region and one.themes))
    dated = [(period, one) for one in entries for period in periods if period.holds(one.published)]
    return Tallies(
        articles=len(entries),
        sentences=sum(one.sentences for one in entries),
        undated=sum(1 for one in entries if one.published is None),
        periods=tuple((period, sum(1 for one, _ in dated if one == period)) for period in periods),
        themes=themes,
        findings=_ranked(kind for one in entries for kind in one.findings),
        flagged=sum(1 for one in entries if one.findings),
        tagged=any(one.themes is not None for one in entries),
        by_period=Table(
            names,
            tuple(one.label for one in periods),
            Counter((theme, period.label) for period, one in dated for theme in one.themes or ()),
        ),
        by_office=Table(
            offices, names, Counter((one.office, theme) for one in entries if one.office in offices for theme in one.themes or ())
        ),
        by_region=Table(regions, names, Counter((one.region, theme) for one in entries if one.region for theme in one.themes or ())),
    )


def _ranked(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda one: (-one[1], one[0])))


def _periods(days: Sequence[str]) -> tuple[Period, ...]:
    """Every period from the first to the last day, those without articles too."""
    if not days:
        return ()
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    if (last - first).days < DAYS_BY_DAY:
        each = [(first + timedelta(days=count)).isoformat() for count in range((last - first).days + 1)]
        return tuple(Period(day, day, day) for day in each)
    months = [divmod(month, 12) for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
    if len(months) <= MONTHS_BY_MONTH:
        return tuple(_month(year, month + 1) for year, month in months)
    return tuple(Period(f"{year:04}", f"{year:04}-01-01", f"{year:04}-12-31") for year in range(first.year, last.year + 1))


def _month(year: int, month: int) -> Period:
    label = f"{year:04}-{month:02}"
    return Period(label, f"{label}-01", f"{label}-{calendar.monthrange(year, month)[1]:02}")

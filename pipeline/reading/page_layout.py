"""The reading order of a page whose text is only known by its places: columns one after the other, tables row by row.

Lengths are points, y grows upwards. Lines at one height make a row. Rows that leave the same gutter free make a block, a line across
the gutter ends it, and a block is either a table, whose cells are joined in each row, or columns of prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.reading.flow import CELL_SEPARATOR
from pipeline.reading.page_rows import GUTTER, Piece, Row, Rule, joined_across, parted, rows_of, running_lines

_SURE_GUTTER = 2.0
"""Of the size: a gap that two lines are enough to believe."""
_LONGEST_CELL = 12
"""Characters: columns whose lines are as a rule shorter hold values. The narrowest columns of newspapers have about 15."""
_WHITE = 1.5
"""Of the size: white space that parts the head and the foot of a page from what stands between them."""


Interval = tuple[float, float]


class Layout:
    """Puts the pieces of one page in order; `lines` are read from it once."""

    def __init__(self, pieces: Sequence[Piece], rules: Sequence[Rule]) -> None:
        self._pieces = pieces
        self._upright = [rule for rule in rules if rule.x1 - rule.x0 < rule.y1 - rule.y0]
        self._across = joined_across([rule for rule in rules if rule.x1 - rule.x0 >= rule.y1 - rule.y0])

    def lines(self) -> Iterator[str]:
        """The lines in reading order; cells of one row of a table are joined by CELL_SEPARATOR."""
        rows = rows_of(self._pieces, self._upright)
        start, end = _edges(rows)
        for part in (rows[:start], rows[start:end], rows[end:]):
            yield from self._ordered(part)

    def _ordered(self, rows: Sequence[Row]) -> Iterator[str]:
        for block in self._blocks(rows):
            gutters = self._gutters(block)
            columns = _columns(block, gutters)
            if len(columns) < 2 or (not any(len(row) > 1 for row in block) and not _beside(columns)):
                yield from running_lines(block)
            elif self._is_table(block, columns, gutters):
                yield from self._table(block)
            elif _are_columns(columns, gutters):
                for column in columns:
                    yield from self._ordered(rows_of(column, self._upright))
            else:
                yield from running_lines(block)

    def _blocks(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        block: list[Row] = []
        for row in rows:
            if block and not self._gutters([*block, row]) and (self._gutters(block) or self._gutters([row])):
                yield block
                block = []
            block.append(row)
        if block:
            yield block

    def _gutters(self, rows: Sequence[Row]) -> list[Interval]:
        """Upright stripes that all rows leave free, with text on both sides."""
        covered = _union([(run.x0, run.x1) for row in rows for run in row])
        size = median(run.size for row in rows for run in row)
        top, bottom = max(run.y1 for run in rows[0]), min(run.y0 for run in rows[-1])
        return [
            (left[1], right[0])
            for left, right in pairwise(covered)
            if right[0] - left[1] >= GUTTER * size
            or any(left[1] - 1 <= rule.x0 <= right[0] + 1 and rule.y0 < top and rule.y1 > bottom for rule in self._upright)
        ]

    def _is_table(self, rows: Sequence[Row], columns: Sequence[Row], gutters: Sequence[Interval]) -> bool:
        """Values in one of the columns, or lines drawn between rows right across a gutter."""
        if len(rows) == 1:
            return any(parted(left, right, self._upright) for left, right in pairwise(rows[0]))
        if any(median(len(run.text) for run in column) < _LONGEST_CELL for column in columns):
            return True
        return any(self._levels(rows, gutter) for gutter in gutters)

    def _levels(self, rows: Sequence[Row], gutter: Interval) -> list[float]:
        """Heights of drawn lines between the rows, from the top down."""
        top, bottom = min(run.y0 for run in rows[0]), max(run.y1 for run in rows[-1])
        left, right = gutter
        return [rule.y0 for rule in self._across if rule.x0 <= left + 1 and rule.x1 >= right - 1 and bottom - 2 <= rule.y0 <= top + 2]

    def _table(self, rows: Sequence[Row]) -> Iterator[str]:
        """Row by row; where lines are drawn around the cells, what stands between two of them is one row."""
        for band in self._bands(rows):
            columns = _columns(band, self._gutters(band))
            if len(columns) > 1 and len(band) > 1:
                yield CELL_SEPARATOR.join(" ".join(run.text for run in column) for column in columns)
            else:
                yield from (CELL_SEPARATOR.join(run.text for run in row) for row in band)

    def _bands(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        band: list[Row] = []
        for row in rows:
            if band and not self._same_cells(band, row):
                yield band
                band = []
            band.append(row)
        if band:
            yield band

    def _same_cells(self, band: Sequence[Row], row: Row) -> bool:
        """Whether an upright line runs along both rows and no line is drawn between them."""
        upper, lower = min(run.y0 + run.size / 2 for run in band[-1]), max(run.y1 - run.size / 2 for run in row)
        together = [run for one in (*band, row) for run in one]
        left, right = min(run.x0 for run in together), max(run.x1 for run in together)
        along = [rule for rule in self._upright if left < rule.x0 < right and rule.y1 >= upper and rule.y0 <= lower]
        if not along:
            return False
        half = (right - left) / 2
        return not any(lower < rule.y0 < upper and min(rule.x1, right) - max(rule.x0, left) >= half for rule in self._across)


def _edges(rows: Sequence[Row]) -> tuple[int, int]:
    """How many rows are the head of the page, and where its foot begins: one row each, set apart by more white than its neighbours."""
    if len(rows) < 3:
        return 0, len(rows)
    white = [min(run.y0 for run in above) - max(run.y1 for run in below) for above, below in pairwise(rows)]
    size = median(run.size for row in rows for run in row)
    head = white[0] > max(_WHITE * size, 1.5 * white[1])
    foot = white[-1] > max(_WHITE * size, 1.5 * white[-2])
    return int(head), len(rows) - int(foot)


def _columns(rows: Sequence[Row], gutters: Sequence[Interval]) -> list[Row]:
    """The runs between the gutters, each from the top down."""
    columns: list[Row] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for run in row:
            columns[sum(run.x0 >= right - 0.01 for _, right in gutters)].append(run)
    return [column for column in columns if column]


def _beside(columns: Sequence[Row]) -> bool:
    """Whether the first two columns stand next to each other for two lines at least, wherever their lines fall."""
    first, second = columns[0], columns[1]
    overlap = min(first[0].y1, second[0].y1) - max(first[-1].y0, second[-1].y0)
    return overlap > 2 * min(first[0].size, second[0].size)


def _are_columns(columns: Sequence[Row], gutters: Sequence[Interval]) -> bool:
    size = median(run.size for column in columns for run in column)
    fewest = 2 if min(right - left for left, right in gutters) >= _SURE_GUTTER * size else 3
    return all(len(column) >= fewest for column in columns)


def _union(intervals: Sequence[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined

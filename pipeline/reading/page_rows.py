"""What stands on a page, and which of it makes one line.

Lengths are points, y grows upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.reading.line_kinds import is_marked

GUTTER = 1.0
"""Of the size of the letters: the narrowest gap that may part columns or cells where no line is drawn; justified words stay closer."""
_WORD_GAP = 0.15
"""Of the size: a wider gap between pieces is a space."""
_SPACE, _SYLLABLE = 0.3, 1.2
"""Of the size: a line that broke off in a word has room for a space, which would have been written, but not for the next syllable."""
_TOUCH = 2.0
"""Points between pieces of one drawn line."""
_MARK = re.compile(r"(?:[^\w\s]|[ㅇoO]|\(?(?:\d{1,2}|[가-하]|[a-zA-Z])[.)]|[①-⑳㉠-㉻])|.*[:：]")
"""What stands before its text at any distance: bullets, numbers of points, labels with a colon."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that stand in one line without a gap; `spaced` says that a space was written after them."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    spaced: bool = False

    @property
    def size(self) -> float:
        """Height of the letters."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, across (`y0` equals `y1`) or upright (`x0` equals `x1`)."""

    x0: float
    x1: float
    y0: float
    y1: float


Row = list[Piece]


def rows_of(pieces: Sequence[Piece], upright: Sequence[Rule]) -> list[Row]:
    """What stands at one height, from the top down; in a row only gutters and upright lines part pieces."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.y0 + piece.y1)):
        row = next((row for row in rows[-3:] if all(_side_by_side(piece, other) for other in row)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_runs(row, upright) for row in rows]


def parted(left: Piece, right: Piece, upright: Sequence[Rule]) -> bool:
    """Whether an upright line is drawn between two pieces of a row."""
    middle = (max(left.y0, right.y0) + min(left.y1, right.y1)) / 2
    return any(left.x1 - 1 <= rule.x0 <= right.x0 + 1 and rule.y0 <= middle <= rule.y1 for rule in upright)


def running_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The rows of a column of prose, words that its right edge broke made whole again.

    Korean may break after any syllable. Where spaces are written at the ends of lines, a line that had room for one and has none
    ends inside a word.
    """
    lines = [row[0] if len(row) == 1 else _joined(row) for row in rows]
    keeps_spaces = any(line.spaced for line in lines)
    edge = max((line.x1 for line in lines), default=0.0)
    taken = ""
    for line, after in pairwise([*lines, None]):
        assert line is not None
        text = line.text.removeprefix(taken).lstrip()
        taken = after.text.split()[0] if after is not None and keeps_spaces and _breaks_a_word(line, after, edge) else ""
        if text or taken:
            yield text + taken


def joined_across(rules: Sequence[Rule]) -> list[Rule]:
    """Lines drawn cell by cell as the one line that the eye sees, from the top down."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (-round(rule.y0 / _TOUCH), rule.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.y0 - rule.y0) <= _TOUCH and rule.x0 <= last.x1 + _TOUCH:
            joined[-1] = Rule(last.x0, max(last.x1, rule.x1), last.y0, last.y0)
        else:
            joined.append(rule)
    return joined


def _side_by_side(one: Piece, other: Piece) -> bool:
    return min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5 * min(one.size, other.size)


def _runs(row: Row, upright: Sequence[Rule]) -> Row:
    row = sorted(row, key=lambda piece: piece.x0)
    runs = row[:1]
    for piece in row[1:]:
        before = runs[-1]
        gap = piece.x0 - before.x1
        size = max(before.size, piece.size)
        marked = _MARK.fullmatch(before.text) or len(before.text.split()[-1]) == len(piece.text) == 1
        if (gap < GUTTER * size or marked) and not parted(before, piece, upright):
            space = " " if gap > _WORD_GAP * size or marked or before.spaced else ""
            runs[-1] = _joined([before, piece], space)
        else:
            runs.append(piece)
    return runs


def _joined(row: Row, space: str = " ") -> Piece:
    first, last = row[0], row[-1]
    y0, y1 = min(piece.y0 for piece in row), max(piece.y1 for piece in row)
    text = space.join(piece.text for piece in row)
    return replace(first, text=text, x1=max(first.x1, last.x1), y0=y0, y1=y1, spaced=last.spaced)


def _breaks_a_word(line: Piece, after: Piece, edge: float) -> bool:
    last, word = line.text[-1], after.text.split()[0]
    # Writers that keep Korean words whole break between a number and what it counts all the same.
    fits = len(word) if last.isascii() and not word[0].isascii() else _SYLLABLE
    return (
        _SPACE * line.size < edge - line.x1 < fits * line.size
        and not line.spaced
        and abs(line.size - after.size) < 0.1 * line.size
        and line.y0 - after.y1 < line.size
        and last.isalnum()
        and word[0].isalnum()
        and not is_marked(after.text)
    )

"""What pdfminer finds on a page, as the pieces and drawn lines that a layout is made of. Imported only when a PDF is read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pdfminer.layout import LAParams, LTChar, LTFigure, LTLayoutContainer, LTLine, LTRect, LTTextLine

from pipeline.reading.page_rows import GUTTER, Piece, Rule

_LINES = LAParams(char_margin=0.5, word_margin=0)
"""In widths of a letter. Wider gaps are judged when the whole page is known, spaces here."""
_WORD_GAP, _SURE_WORD_GAP = 0.12, 0.25
"""Of the size: a gap by so much wider than those inside words is a space. Where spaces are written, smaller gaps set off numbers."""
_FEW = 5
"""Gaps from which those inside words are known."""
_CLOSING = ".,!?)]”’」』"
_SMALL = 0.75
"""Of the size of the line: raised numbers are set at 58 to 66 percent."""
_SAME = 0.1
"""Of the size: a letter written twice no further apart is one letter, made bold or given a shadow."""
_SLANT = 0.05
"""Sine of the angle from which a line is not level."""
_THIN = 2.0
"""Points: a box as thin as this is a drawn line."""


@dataclass(slots=True)
class Marks:
    """Of one page: pieces of level lines, drawn lines, and the text of lines at an angle (stamps, tables set sideways) as written."""

    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)


def marks_of(page: LTLayoutContainer) -> Marks:
    """The marks of a page, those inside forms (which printers' drivers put around whole pages) among them."""
    marks = Marks()
    _gather(page, marks, set())
    return marks


def _gather(container: LTLayoutContainer, marks: Marks, seen: set[tuple[str, int, int]]) -> None:
    level: list[LTChar] = []
    turned: list[LTChar] = []
    for item in container:
        if isinstance(item, LTChar):
            if not _is_repeated(item, seen):
                (turned if _is_turned(item) else level).append(item)
        elif isinstance(item, LTFigure):
            _gather(item, marks, seen)
        elif isinstance(item, LTLine | LTRect):
            marks.rules += _rules(item)
    if level:
        for line in container.group_objects(_LINES, level):
            marks.pieces += _pieces(line)
    marks.turned += _turned_lines(turned)


def _is_repeated(item: LTChar, seen: set[tuple[str, int, int]]) -> bool:
    unit = _SAME * item.size or 1.0
    text, x, y = item.get_text(), item.x0 / unit, item.y0 / unit
    places = {(text, round(x + right), round(y + up)) for right in (-0.4, 0.4) for up in (-0.4, 0.4)}
    found = not places.isdisjoint(seen)
    seen |= places
    return found


def _is_turned(item: LTChar) -> bool:
    a, b, *_ = item.matrix
    return abs(b) > _SLANT * math.hypot(a, b) or a < 0


def _turned_lines(letters: list[LTChar]) -> Iterator[str]:
    text, end, height, direction = "", 0.0, 0.0, (0.0, 0.0)
    for item in letters:
        a, b, _, _, x, y = item.matrix
        length = math.hypot(a, b) or 1.0
        a, b = a / length, b / length
        along, across, size = x * a + y * b, y * a - x * b, item.size
        together = math.dist((a, b), direction) < _SLANT and abs(across - height) < 0.5 * size
        if text and not together:
            yield text
            text = ""
        elif text and along - end > 0.25 * size:
            text += " "
        text += item.get_text()
        end, height, direction = along + item.adv * length, across, (a, b)
    if text:
        yield text


def _pieces(line: LTTextLine) -> Iterator[Piece]:
    """A line without its outer spaces and the marks of its notes, parted where spaces were typed to reach the next column."""
    letters = [item for item in line if isinstance(item, LTChar)]
    size = max(item.height for item in letters)
    word_gap = _word_gap(letters) * size
    text, first, last, spaced = "", None, None, False
    for item in letters:
        letter = item.get_text()
        if letter.isspace():
            spaced = True
        elif first is None or last is None:
            text, first, last, spaced = letter, item, item, False
        elif _is_note_mark(item, line, size, text):
            last = item
        else:
            gap = item.x0 - last.x1
            if gap >= GUTTER * item.height:
                yield _piece(text, first, last, line, spaced=spaced)
                text, first = "", item
            elif spaced or (gap > word_gap and letter not in _CLOSING):  # a full stop may stand as far off as a word
                text += " "
            text, last, spaced = text + letter, item, False
    if first is not None and last is not None:
        yield _piece(text, first, last, line, spaced=spaced)


def _word_gap(letters: Sequence[LTChar]) -> float:
    """Of the size: the gap from which on a line has a space, which spaced letters widen."""
    gaps = sorted((after.x0 - letter.x1) / (letter.height or 1.0) for letter, after in pairwise(letters))
    if len(gaps) < _FEW:
        return _SURE_WORD_GAP
    writes_spaces = any(letter.get_text().isspace() for letter in letters[:-1])
    return max(0.0, gaps[len(gaps) // 4]) + (_SURE_WORD_GAP if writes_spaces else _WORD_GAP)


def _is_note_mark(item: LTChar, line: LTTextLine, size: float, before: str) -> bool:
    """A small raised number after a Korean word; m² and 10² stay."""
    small_and_high = item.height < _SMALL * size and item.y0 > line.y0 + 0.15 * size
    return small_and_high and item.get_text() in "0123456789)*" and re.search(r"[가-힣.,”’」』)]$", before) is not None


def _piece(text: str, first: LTChar, last: LTChar, line: LTTextLine, *, spaced: bool) -> Piece:
    return Piece(text, min(first.x0, last.x0), max(first.x1, last.x1), line.y0, line.y1, spaced)


def _rules(item: LTLine | LTRect) -> Iterator[Rule]:
    x0, y0, x1, y1 = item.bbox
    if y1 - y0 <= _THIN:
        yield Rule(x0, x1, y0, y0)
    elif x1 - x0 <= _THIN:
        yield Rule(x0, x0, y0, y1)
    elif isinstance(item, LTRect) and item.stroke:
        yield from (Rule(x0, x1, y0, y0), Rule(x0, x1, y1, y1), Rule(x0, x0, y0, y1), Rule(x1, x1, y0, y1))

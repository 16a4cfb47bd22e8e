"""Which lines of a text belong to one paragraph: blank lines separate paragraphs, and hard-wrapped lines are joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.reading.characters import squeeze
from pipeline.reading.flow import CELL_SEPARATOR
from pipeline.reading.line_kinds import SENTENCE_END, is_marked

_WIDEST_WRAP = 160
"""Columns (a syllable takes two) beyond which nobody wraps lines: mail wraps at 72 to 80, PDF copies at 60 to 110."""
_OPEN_END = re.compile(r"(?:[은는이가을를의에와과며고로등한된할]|에서|에게|부터|까지|위해|대해|통해|하는|있는|면서|지만),?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text in one piece, the number of its chunk (chunks lie between blank lines), its indent."""

    text: str
    chunk: int
    indented: bool = False

    @property
    def columns(self) -> int:
        """Width as a terminal counts it: Hangul, Hanja and full-width signs take two columns."""
        return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in self.text)

    @property
    def is_closed(self) -> bool:
        """Whether a sentence ends where the line ends."""
        return SENTENCE_END.search(self.text) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of a cleaned text that hold something."""
    lines, chunk = [], 0
    for raw in text.split("\n"):
        if line := squeeze(raw):
            lines.append(Line(line, chunk, raw[0].isspace()))
        else:
            chunk += 1
    return lines


def begins_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the first of these lines of one chunk is the start of a hard-wrapped paragraph, hence no headline."""
    first, rest = lines[0], lines[1:]
    if not rest or first.is_closed or not any(line.is_closed for line in rest):
        return False
    widest = max(line.columns for line in rest)
    if widest > _WIDEST_WRAP:
        return False
    open_end = _OPEN_END.search(first.text) is not None
    if len(rest) == 1:
        return open_end and first.columns >= 0.8 * widest
    evenly_wide = 0.8 * widest <= first.columns <= 1.15 * widest
    return evenly_wide and (open_end or any(not line.is_closed for line in rest[:-1]))


def join(lines: Sequence[Line], *, lone: bool) -> Iterator[str]:
    """The paragraphs of lines of one chunk. `lone` says that the text has no blank lines between its paragraphs.

    The row of a table is a paragraph of its own.
    """
    for is_row, group in groupby(lines, key=lambda line: CELL_SEPARATOR in line.text):
        if is_row:
            yield from (line.text for line in group)
        else:
            yield from _joined(list(group), lone=lone)


def _joined(lines: Sequence[Line], *, lone: bool) -> Iterator[str]:
    if len(lines) < 2:
        yield from (line.text for line in lines)
        return
    widest = max(line.columns for line in lines)
    wrapped = any(_runs_on(line, after, widest) for line, after in pairwise(lines))
    paragraph = [lines[0].text]
    for line, after in pairwise(lines):
        if _belong_together(line, after, widest, wrapped=wrapped, lone=lone):
            paragraph.append(after.text)
        else:
            yield " ".join(paragraph)
            paragraph = [after.text]
    yield " ".join(paragraph)


def _runs_on(line: Line, after: Line, widest: int) -> bool:
    """Whether a line breaks off in mid-sentence because it is full."""
    return not line.is_closed and 0.6 * widest <= line.columns <= _WIDEST_WRAP and not is_marked(after.text)


def _belong_together(line: Line, after: Line, widest: int, *, wrapped: bool, lone: bool) -> bool:
    if is_marked(after.text) or (after.indented and not line.indented):
        return False
    if not line.is_closed:
        return _runs_on(line, after, widest)
    if not wrapped:
        return not lone and widest <= _WIDEST_WRAP
    # A full line that happens to end with a sentence tells nothing; a short one ends a paragraph.
    return not lone or line.columns >= 0.85 * widest

"""Finds what stands inside quotation marks and brackets, also in text where marks are missing.

Newsrooms mix curly and straight marks and lose one now and then. So a mark opens or closes by what stands around it, a
second opening mark of the same sort says that the first was never closed, and marks without a partner enclose nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

EnclosureKind = Literal["double", "single", "bracket"]

_OPENERS: dict[str, tuple[str, EnclosureKind]] = {
    "“": ("”", "double"),
    "‘": ("’", "single"),
    "「": ("」", "bracket"),
    "『": ("』", "bracket"),
    "《": ("》", "bracket"),
    "〈": ("〉", "bracket"),
    "【": ("】", "bracket"),
    "(": (")", "bracket"),
    "[": ("]", "bracket"),
    "{": ("}", "bracket"),
    "（": ("）", "bracket"),
    "［": ("］", "bracket"),
}
_STRAIGHT: dict[str, EnclosureKind] = {'"': "double", "'": "single"}
_CLOSERS = {closer: opener for opener, (closer, _) in _OPENERS.items()}
_MARKS = re.compile("[" + re.escape("".join((*_OPENERS, *_CLOSERS, *_STRAIGHT))) + "]")
_ABBREVIATED_YEAR = re.compile(r"['’]\d{2}(?=[.년학~∼-])")
MAX_DEPTH = 12
"""Marks nested deeper than this are noise; the outermost is then given up, which keeps the search linear."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Text between two marks: `start` is the position of the opening mark, `end` that of the closing mark."""

    start: int
    end: int
    kind: EnclosureKind


@dataclass(frozen=True, slots=True)
class Enclosures:
    """All enclosures of a text, ordered by `end`, and the positions of double quotation marks that have no partner."""

    spans: tuple[Enclosure, ...]
    unpaired_quotes: tuple[int, ...]

    def depths(self, length: int) -> list[int]:
        """For each border 0..length of the text, how many enclosures a cut there would run through."""
        change = [0] * (length + 2)
        for span in self.spans:
            change[span.start + 1] += 1
            change[span.end + 1] -= 1
        depths, depth = [], 0
        for step in change[: length + 1]:
            depth += step
            depths.append(depth)
        return depths


def find_enclosures(text: str) -> Enclosures:
    """The quotations and brackets of `text`. An apostrophe in a Latin word or before a year (`'25년`) is none."""
    spans: list[Enclosure] = []
    unpaired: list[int] = []
    open_marks: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text):
        position, mark = match.start(), match.group()
        if mark in "'’" and _is_apostrophe(text, position):
            continue
        opener = _CLOSERS.get(mark, mark)
        depth = next((i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i][1] == opener), None)
        closes = mark in _CLOSERS or (mark in _STRAIGHT and depth is not None and _closes(text, position))
        if closes and depth is not None:
            spans.append(Enclosure(open_marks[depth][0], position, _kind(mark)))
            unpaired.extend(start for start, _ in open_marks[depth + 1 :])
            del open_marks[depth:]
        elif mark in _CLOSERS or (mark in _STRAIGHT and not _opens(text, position)):
            unpaired.append(position)
        else:
            if depth is not None and _kind(mark) != "bracket":
                unpaired.append(open_marks.pop(depth)[0])
            open_marks.append((position, mark))
            if len(open_marks) > MAX_DEPTH:
                unpaired.append(open_marks.pop(0)[0])
    unpaired.extend(start for start, _ in open_marks)
    quotes = tuple(sorted(position for position in unpaired if text[position] in '“”"'))
    return Enclosures(tuple(spans), quotes)


def _kind(mark: str) -> EnclosureKind:
    return _STRAIGHT.get(mark) or _OPENERS[_CLOSERS.get(mark, mark)][1]


def _is_apostrophe(text: str, position: int) -> bool:
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if before.isascii() and before.isalpha() and after.isascii() and after.isalpha():
        return True
    return not before.strip() and _ABBREVIATED_YEAR.match(text, position) is not None


def _closes(text: str, position: int) -> bool:
    """A straight mark closes after a character that is no space, or, where it floats between spaces, if one is open."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return bool(before.strip()) or not after.strip()


def _opens(text: str, position: int) -> bool:
    after = text[position + 1 : position + 2]
    return bool(after.strip())

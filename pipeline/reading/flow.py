"""The text of a word processor's tree in reading order: what Word's and Hancom's XML have in common, elements by local name.

Both have `p` for a paragraph, `t` for text, and `tbl`, `tr`, `tc`. Where they differ, a name has one meaning only, so that one walk
serves both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.reading.archive import local
from pipeline.reading.characters import squeeze
from pipeline.reading.line_kinds import is_marked

CELL_SEPARATOR = " | "
_LEFT_OUT = frozenset(
    # Word: deleted and moved-away text, the older twin of a drawing, properties. Hancom: properties, page headers, hidden notes,
    # scripts of formulas, descriptions of pictures, memos inside fields, the small print above a word.
    [
        "del",
        "moveFrom",
        "Fallback",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "tcPr",
        "sectPr",
        "instrText",
        "delText",
        "secPr",
        "header",
        "footer",
        "hiddenComment",
        "script",
        "shapeComment",
        "fieldBegin",
        "subText",
        "linesegarray",
    ]
)
_INSERTED_FLOWS = frozenset(["txbxContent", "drawText", "footNote", "endNote", "caption"])
"""Elements inside a paragraph that hold paragraphs of their own."""
_SPACES = frozenset(["tab", "ptab", "nbSpace", "fwSpace"])
_BREAKS = frozenset(["br", "cr", "lineBreak"])
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or the row of a table, in one line; `style` is the id of its style where it has one."""

    text: str
    style: str | None = None


@dataclass(slots=True)
class _Paragraph:
    before: list[Part] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)

    def insert(self, parts: Iterator[Part]) -> None:
        """Puts a box, table or note where it does not break a sentence."""
        (self.after if any(text.strip() for text in self.texts) else self.before).extend(parts)


class Flow:
    """Walks a document. `notes` are the roots of Word's notes by kind and number; Hancom keeps its notes in place."""

    def __init__(self, notes: Mapping[tuple[str, str], Any] | None = None) -> None:
        self._notes = notes or {}
        self._deleted = False
        self._carried = ""

    def parts(self, root: Any) -> Iterator[Part]:
        """Paragraphs and rows below an element; boxes and notes follow the paragraph that they hang on."""
        for child in root:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name and name not in _LEFT_OUT:
                yield from self.parts(child)
        if self._carried:  # nothing came that it could go on in
            yield from (Part(line) for line in _lines(self._carried))
            self._carried = ""

    def _table(self, table: Any) -> Iterator[Part]:
        for child in table:
            name = local(child)
            if name == "tr":
                yield from self._row(child)
            elif name == "caption":
                yield from self.parts(child)
            elif name and name not in _LEFT_OUT:  # a content control or a mark of revision around rows
                yield from self._table(child)

    def _row(self, row: Any) -> Iterator[Part]:
        if any(local(mark) == "del" for child in row if local(child) == "trPr" for mark in child):
            return
        cells = [parts for cell in _cells(row) if (parts := list(self.parts(cell)))]
        if len(cells) == 1:  # a frame around text, not a table of values
            yield from cells[0]
        elif cells:
            yield Part(CELL_SEPARATOR.join(" ".join(part.text for part in parts) for parts in cells))

    def _paragraph(self, element: Any) -> Iterator[Part]:
        found = _Paragraph([], [self._carried], [])
        self._carried = ""
        self._gather(element, found, in_text=False)
        yield from found.before
        text = "".join(found.texts)
        if _mark_is_deleted(element):  # the paragraph goes on in the next one
            self._carried = text
        else:
            style = _style(element)
            yield from (Part(line, style) for line in _lines(text))
        yield from found.after

    def _gather(self, element: Any, found: _Paragraph, *, in_text: bool) -> None:
        if in_text:
            self._add(element.text, found)
        for child in element:
            name = local(child)
            if name == "deleteBegin":
                self._deleted = True
            elif name == "deleteEnd":
                self._deleted = False
            elif name in _SPACES:
                self._add(" ", found)
            elif name in _BREAKS:
                self._add("\n", found)
            elif name == "noBreakHyphen":
                self._add("-", found)
            elif name == "tbl":
                found.insert(self._table(child))
            elif name in _INSERTED_FLOWS:
                found.insert(self.parts(child))
            elif name in _NOTES:
                note = self._notes.get((_NOTES[name], _attribute(child, "id")))
                found.after.extend(self.parts(note) if note is not None else ())
            elif name and name not in _LEFT_OUT:
                self._gather(child, found, in_text=in_text or name in {"t", "mainText"})
            if in_text:
                self._add(child.tail, found)

    def _add(self, text: str | None, found: _Paragraph) -> None:
        if text and not self._deleted:
            found.texts.append(text)


def running_text(parts: Sequence[Part]) -> str:
    """Parts as text whose paragraphs are told apart by blank lines."""
    return "\n\n".join(part.text for part in parts)


def _lines(text: str) -> Iterator[str]:
    """A paragraph, and the points of a list inside it that stand on lines of their own."""
    collected: list[str] = []
    for line in (one for raw in text.split("\n") if (one := squeeze(raw))):
        if collected and is_marked(line):
            yield " ".join(collected)
            collected = []
        collected.append(line)
    if collected:
        yield " ".join(collected)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        name = local(child)
        if name == "tc":
            yield child
        elif name and name not in _LEFT_OUT:
            yield from _cells(child)


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _style(paragraph: Any) -> str | None:
    properties = next((child for child in paragraph if local(child) == "pPr"), ())
    return next((_attribute(child, "val") for child in properties if local(child) == "pStyle"), None)


def _mark_is_deleted(paragraph: Any) -> bool:
    properties = next((child for child in paragraph if local(child) == "pPr"), ())
    return any(local(mark) in {"del", "moveFrom"} for child in properties if local(child) == "rPr" for mark in child)

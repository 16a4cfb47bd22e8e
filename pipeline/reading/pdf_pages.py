"""The pages of a PDF through pdfminer.six, one at a time: their letters and drawn lines with their places, within bounds.

Imported only when a PDF is read. Nothing is drawn, no picture is unpacked, and no stream grows beyond what text can need.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFObjRef,
    PDFStream,
)
from pdfminer.utils import Matrix, PathSegment, Rect

from pipeline.errors import InputError
from pipeline.reading.page_layout import Layout
from pipeline.reading.pdf_marks import marks_of

UNKNOWN = "\ufffd"
"""Stands for a glyph of which the file does not say what character it is."""
_LARGEST_STREAM = 64_000_000
"""Bytes of one stream unpacked: a whole CJK font takes 20 million, the text of a page a few thousand."""
_MOST_UNPACKED = 256_000_000
"""Bytes of all streams that are read."""
_LARGEST_OLD = 200_000
"""Bytes of a stream in an old packing (LZW, run lengths), of which nobody tells beforehand how far it grows."""
_MOST_LETTERS = 100_000
"""Of one page: a newspaper page has 20,000."""
_MOST_PATHS = 20_000
"""Drawn lines of one page that are looked at; maps have more, tables never."""
_MOST_FORMS = 20_000
"""Pictures and forms of one page; forty of them, each twice in the next, would keep a reader busy for years."""
_LONGEST_PATH = 100


def pages(file: BinaryIO) -> Iterator[tuple[list[str], int, int]]:
    """Of each page the lines in reading order, the number of its letters, and how many of them are unknown.

    Raises what pdfminer raises, PDFEncryptionError among it, and InputError for a file that swells.
    """
    device = _Device(PDFResourceManager())
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    for page in PDFPage.create_pages(_Document(_Parser(file))):
        interpreter.process_page(page)
        marks = marks_of(device.get_result())
        yield [*Layout(marks.pieces, marks.rules).lines(), *marks.turned], device.letters, device.unknown


class _Budget:
    """What the streams of one file may still unpack to."""

    left = _MOST_UNPACKED


class _Stream(PDFStream):
    """A stream that is measured before it is unpacked."""

    budget: _Budget

    def decode(self) -> None:
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for packing, _ in self.get_filters():
            most = min(_LARGEST_STREAM, self.budget.left)
            if packing in LITERALS_FLATE_DECODE:
                try:
                    data = zlib.decompressobj().decompress(data, most + 1)
                except zlib.error:
                    break  # what pdfminer saves of it ends at the damage, which lies within bounds
            elif packing in LITERALS_ASCII85_DECODE:
                data = ascii85decode(data)
            elif packing in LITERALS_ASCIIHEX_DECODE:
                data = asciihexdecode(data)
            elif packing in LITERALS_LZW_DECODE or packing in LITERALS_RUNLENGTH_DECODE:
                most = _LARGEST_OLD
            if len(data) > most:
                raise _swollen("a part of it unpacks to more than a document needs")
        self.budget.left -= len(data)
        super().decode()


class _Parser(PDFParser):
    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._budget = _Budget()

    def nextobject(self) -> Any:
        place, found = super().nextobject()
        if type(found) is PDFStream:
            found = _Stream(found.attrs, found.rawdata or b"", found.decipher)
            found.budget = self._budget
        return place, found


class _Document(PDFDocument):
    def getobj(self, objid: int) -> object:
        """As pdfminer does it, but not in circles: it would follow an object that stands for itself for ever."""
        found, passed = super().getobj(objid), {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in passed:
                raise PDFSyntaxError(f"object {objid} stands for itself")
            passed.add(found.objid)
            found = super().getobj(found.objid)
        return found


class _Device(PDFPageAggregator):
    """Counts what it gathers, and leaves drawings out."""

    letters = unknown = 0
    _paths = _forms = 0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self.letters = self.unknown = self._paths = self._forms = 0
        super().begin_page(page, ctm)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._forms += 1
        if self._forms > _MOST_FORMS:
            raise _swollen(f"a page of more than {_MOST_FORMS:,} forms, one inside the other")
        super().begin_figure(name, bbox, matrix)

    def render_char(self, *arguments: Any) -> float:
        self.letters += 1
        if self.letters > _MOST_LETTERS:
            raise _swollen(f"a page of more than {_MOST_LETTERS:,} letters")
        return super().render_char(*arguments)

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]) -> None:
        self._paths += 1
        if self._paths <= _MOST_PATHS and len(path) <= _LONGEST_PATH:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        self.unknown += 1
        return UNKNOWN


def _swollen(what: str) -> InputError:
    return InputError(f"refused as a zip bomb: {what}", "do not trust the file; ask the sender for another")

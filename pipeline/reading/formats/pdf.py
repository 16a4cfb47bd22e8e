"""PDF through pdfminer.six: the text of its pages in reading order, without running headers and page numbers.

No picture is looked at: a scan is reported as such.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import InputError
from pipeline.reading.characters import squeeze
from pipeline.reading.draft import Draft
from pipeline.reading.line_kinds import SENTENCE_END
from pipeline.reading.options import InputOptions

log = logging.getLogger(__name__)
EXTENSIONS = (".pdf",)
_EDGE = 2
"""Lines at the top and at the bottom of a page among which running headers and footers are looked for."""
_REPEATED_SHARE = 0.6
"""Share of the pages on which such a line stands; title pages and pictures have none."""
_EMPTY_SHARE = 0.5
"""More pages than this without text: a scan with a cover sheet."""
_PAGE_NUMBER = re.compile(r"[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4}\s?/\s?\d{1,4}(?:\s?쪽)?")
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_BULLET = re.compile("^[\ue000-\uf8ff\ufffd](?=\\s)")
"""A glyph of a symbol font at the start of a line."""
_UNKNOWN_SHARE = 0.05
"""More unknown letters than this: no mere bullets of a symbol font."""
_TOLD_EVERY = 100
"""Pages after which a long document tells how far it is."""
_ANOTHER = "ask the office for the HWPX or DOCX, or run text recognition (OCR) on it first"
_HEAD_BYTES = 1024
"""Within which `%PDF` must stand, as readers have it."""


def read(path: Path, options: InputOptions) -> Iterator[Draft]:
    """The one article of the file. Raises InputError for a scan, an encrypted, damaged, swollen or falsely named file."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise InputError("the file is empty", "remove it, or fetch it again")
    if b"%PDF" not in head:
        raise InputError("not a PDF file: it does not begin like one", "give it its right extension, or fetch it again")
    with _quiet():
        pages = _pages(path, options)
    _require_text(pages)
    yield Draft("\n".join(line for page in _without_running_lines(pages) for line in page))


def _pages(path: Path, options: InputOptions) -> list[list[str]]:
    """The lines of each page that hold something."""
    from pdfminer.pdfdocument import PDFEncryptionError

    from pipeline.reading import pdf_pages

    pages: list[list[str]] = []
    length = letters = unknown = 0
    try:
        with path.open("rb") as file:
            for lines, more, without_name in pdf_pages.pages(file):
                pages.append([_BULLET.sub("•", line) for line in lines])
                letters, unknown = letters + more, unknown + without_name
                if (length := length + sum(map(len, lines))) > 2 * options.max_chars:
                    break  # The reader refuses it for its length; the rest would only fill the memory.
                if len(pages) % _TOLD_EVERY == 0:
                    log.info("%s: %d pages read", path.name, len(pages))
    except InputError:
        raise
    except PDFEncryptionError:
        reason = "this PDF is encrypted"
        raise InputError(reason, "open it with its password and save it without one, or print it to a new PDF") from None
    except Exception as error:  # A damaged file makes a parser stumble anywhere.
        reason = f"damaged PDF, page {len(pages) + 1} cannot be read: {type(error).__name__}: {error}"
        raise InputError(reason, "print it to a new PDF, or fetch it again") from None
    if unknown > _UNKNOWN_SHARE * letters:
        reason = f"{unknown:,} of {letters:,} letters have no name: the fonts of this PDF only say how they look"
        raise InputError(reason, _ANOTHER)
    return pages


def _require_text(pages: Sequence[Sequence[str]]) -> None:
    empty = sum(not page for page in pages)
    if not pages or empty > _EMPTY_SHARE * len(pages):
        reason = "a PDF without pages" if not pages else f"{empty} of {len(pages)} pages hold no text: this is a scan, or pictures of text"
        raise InputError(reason, _ANOTHER)


def _without_running_lines(pages: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Drops lines that stand at the same edge of most pages, and page numbers in their usual form."""
    keyed = [[(place, line, _keys(line, number)) for place, line in _edges(page)] for number, page in enumerate(pages)]
    counts = Counter((place, key) for edges in keyed for place, _, keys in edges for key in keys)
    least = max(2.0, _REPEATED_SHARE * sum(bool(page) for page in pages))
    for page, edges in zip(pages, keyed, strict=True):
        running = {
            place
            for place, line, keys in edges
            if any(counts[place, key] >= least for key in keys) or (place in {0, -1} and _PAGE_NUMBER.fullmatch(squeeze(line)))
        }
        yield [line for number, line in enumerate(page) if number not in running and number - len(page) not in running]


def _edges(page: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines of the edges, numbered from the top (0, 1) and from the bottom (-1, -2)."""
    yield from enumerate(page[:_EDGE])
    yield from ((place, page[place]) for place in range(-1, -1 - min(_EDGE, len(page)), -1))


def _keys(line: str, page: int) -> set[str]:
    """What a running line shares with its like: its text, or its text with a number that counts with the pages.

    A sentence is no running line for a number that counts, and rows of a table that differ in any other number never are.
    """
    line = squeeze(line)
    keys = {line}
    if SENTENCE_END.search(line) is None:
        for number in list(_NUMBER.finditer(line))[:: max(1, len(_NUMBER.findall(line)) - 1)]:  # the first and the last
            keys.add(f"{line[: number.start()]}\0{int(number[0]) - page}{line[number.end() :]}")
    return keys


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer tells of every oddity that it mends; nobody who reads articles wants to know."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)

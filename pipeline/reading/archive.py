"""Zipped XML, as Word and Hancom write it, opened with the caution that a stranger's file asks for.

Nothing is unpacked to disk, no document type and hence no entity is accepted, nothing is fetched, and sizes are checked beforehand.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

_MOST_ENTRIES = 5_000
_MOST_UNPACKED = 256_000_000
"""Bytes of a whole package; a report of 500 pages with its pictures stays well below."""
_LARGEST_XML = 64_000_000
"""Bytes of one part; lxml holds a tree of several times that."""
_HIGHEST_RATIO = 200
"""Unpacked to packed. Text markup reaches about 50, a bomb about 1,000."""
_SMALL = 1_000_000
"""Bytes below which the ratio of an entry does not matter."""
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "open it in the program it came from and save it again"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_KINDS = (
    (b"%PDF", "a PDF file", "name it .pdf"),
    (b"<!doctype html", "a web page", "name it .html"),
    (b"<html", "a web page", "name it .html"),
    (b"{\\rtf", "an RTF file", "open it in a word processor and save it in that format"),
)


@contextmanager
def opened(path: Path, name: str, programme: str) -> Iterator[zipfile.ZipFile]:
    """The package, its directory checked. `name` is what a person calls the format, `programme` what writes it.

    Raises InputError, here and while it is read, for an empty, encrypted, damaged, swollen or falsely named file.
    """
    _require_zip(path, name, programme)
    again = f"open it in {programme} and save it again, or fetch it again"
    try:
        with zipfile.ZipFile(path) as package:
            _require_sizes(package)
            if any(entry.flag_bits & 1 for entry in package.infolist()):
                raise InputError(f"this {name} file is protected by a password", f"open it in {programme} and save it without one")
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InputError(f"damaged {name} file: {error}", again) from None


def xml(package: zipfile.ZipFile, part: str) -> Any:
    """The root element of a part. Raises InputError where it has a document type or is no XML."""
    return parse(package.read(part), part)


def parse(data: bytes, part: str) -> Any:
    """As `xml`, of bytes."""
    import lxml.etree  # type: ignore[import-untyped]

    _refuse_doctype(data, part)
    try:
        root = lxml.etree.fromstring(data, careful_parser())
    except lxml.etree.XMLSyntaxError as error:
        raise InputError(f"damaged: {part} is not valid XML ({error.msg})", _SAVE_AGAIN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(part)
    return root


def careful_parser() -> Any:
    """A parser for the XML of a stranger: no entity is resolved, nothing is fetched, depth and length have limits."""
    import lxml.etree

    return lxml.etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def require_no_doctypes(package: zipfile.ZipFile) -> None:
    """Raises InputError where any XML part has a document type; for packages that another library parses afterwards."""
    for entry in package.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            _refuse_doctype(package.read(entry), entry.filename)


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _require_zip(path: Path, name: str, programme: str) -> None:
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        raise InputError("the file is empty", "remove it, or fetch it again")
    if head.startswith(_OLE):
        raise InputError(
            f"not an open {name} file: it is protected by a password, or in the older binary format (.doc, .hwp)",
            f"open it in {programme} and save it without a password as {name} or PDF",
        )
    if head.startswith(b"PK"):
        return
    for start, kind, advice in _KINDS:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(start.lower()):
            raise InputError(f"not a {name} file: this is {kind}", advice)
    raise InputError(f"not a {name} file, or a damaged one", "give it its right extension, or fetch it again")


def _require_sizes(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    swollen = [entry for entry in entries if entry.file_size > max(_SMALL, _HIGHEST_RATIO * entry.compress_size)]
    large = [entry for entry in entries if entry.file_size > _LARGEST_XML and entry.filename.lower().endswith((".xml", ".rels"))]
    total = sum(entry.file_size for entry in entries)
    # What is unpacked is never more than is declared here: zipfile stops there and finds the checksum wrong.
    if swollen or large or total > _MOST_UNPACKED or len(entries) > _MOST_ENTRIES:
        what = (swollen or large)[0].filename if swollen or large else f"{len(entries):,} entries"
        raise InputError(
            f"refused as a zip bomb: {what}, {total:,} bytes unpacked", "do not trust the file; ask the sender for another, or for a PDF"
        )


def _refuse_doctype(data: bytes, part: str) -> None:
    if any(doctype in data for doctype in _DOCTYPES):
        raise _doctype(part)


def _doctype(part: str) -> InputError:
    return InputError(
        f"refused: {part} declares a document type, which can hold an entity attack", "do not trust the file; ask the sender for another"
    )

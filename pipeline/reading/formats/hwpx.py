"""Hancom's HWPX (OWPML, KS X 6101): one document is one article.

Elements are known by their local names, since the namespace carries the year of the version. Sections are read one after another.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.reading import archive
from pipeline.reading.draft import Draft
from pipeline.reading.flow import Flow, Part, running_text
from pipeline.reading.options import InputOptions

EXTENSIONS = (".hwpx",)
_SECTION = re.compile(r"Contents/section(\d+)\.xml", re.IGNORECASE)
_MANIFEST = "META-INF/manifest.xml"


def read(path: Path, options: InputOptions) -> Iterator[Draft]:
    """The one article of the document. Raises InputError for an encrypted, damaged, hostile or falsely named file."""
    with archive.opened(path, "HWPX", "Hancom Office") as package:
        _refuse_encrypted(package)
        parts: list[Part] = []
        flow = Flow()
        for section in _sections(package):
            parts += flow.parts(archive.xml(package, section))
    yield Draft(running_text(parts))


def _sections(package: zipfile.ZipFile) -> list[str]:
    found = [(int(match[1]), name) for name in package.namelist() if (match := _SECTION.fullmatch(name))]
    if not found:
        word = any(name.startswith("word/") for name in package.namelist())
        raise InputError(
            f"not a HWPX file: {'this is a Word file' if word else 'it has no Contents/section0.xml'}",
            "name it .docx" if word else "open it in Hancom Office and save it as HWPX or PDF",
        )
    return [name for _, name in sorted(found)]


def _refuse_encrypted(package: zipfile.ZipFile) -> None:
    """A HWPX with a password is an ordinary zip whose manifest says how each part is encrypted."""
    if _MANIFEST not in package.namelist():
        return
    if any(archive.local(element) == "encryption-data" for element in archive.xml(package, _MANIFEST).iter()):
        raise InputError("this HWPX file is protected by a password", "open it in Hancom Office and save it without one")

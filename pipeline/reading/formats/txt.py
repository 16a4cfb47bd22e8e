"""Plain text: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.reading.draft import Draft
from pipeline.reading.encoding import decode
from pipeline.reading.options import InputOptions

EXTENSIONS = (".txt", ".text")


def read(path: Path, options: InputOptions) -> Iterator[Draft]:
    """The one article of the file. Raises InputError where the bytes are no text."""
    decoded = decode(path.read_bytes())
    yield Draft(decoded.text, encoding=decoded.encoding)

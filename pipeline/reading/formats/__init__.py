"""One file for each input format: `EXTENSIONS` and `read(path, options)`.

A format is added by putting a file here, say `rtf.py`; nothing else is touched. Its module has

    EXTENSIONS: tuple[str, ...]                                              (".docx",)
    def read(path: Path, options: InputOptions) -> Iterator[Draft | Failure]

and, where it holds one row at a time, `ROW_BY_ROW`: the extensions whose files may be larger than `input.max_bytes`. It imports heavy
libraries inside functions: all modules are imported to learn their extensions. `read` raises InputError where the whole file cannot
be read, and yields a Failure for one row, with `#row` alone as its id; the reader puts the file's id before it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from pipeline.reading.draft import Draft
from pipeline.reading.options import InputOptions
from pipeline.records import Failure


class Format(Protocol):
    """What a format module has."""

    EXTENSIONS: tuple[str, ...]

    def read(self, path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
        """The articles of a file, one at a time."""


@cache
def formats() -> Mapping[str, str]:
    """Extension, with its dot and in small letters, to the name of the format that reads it."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        for extension in load(module.name).EXTENSIONS:
            found[extension] = module.name
    return MappingProxyType(found)


def load(name: str) -> Format:
    """The module of a format."""
    return cast(Format, importlib.import_module(f"{__name__}.{name}"))

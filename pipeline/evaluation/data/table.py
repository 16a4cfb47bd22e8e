"""CSV and TSV with a header: `ko`, `en`, perhaps `article`, `kind`, `region`, `genre`, `themes`, `summary`; or `text`, `english`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.data.rows import entries, require_columns
from pipeline.evaluation.gold import Entry
from pipeline.reading.encoding import decode
from pipeline.reading.options import InputOptions

_DELIMITERS = {".csv": ",", ".tsv": "\t"}


def accepts(path: Path) -> bool:
    """A file that ends in .csv or .tsv."""
    return path.is_file() and path.suffix.lower() in _DELIMITERS


def read(path: Path, options: InputOptions) -> Iterator[Entry]:
    """Its rows, in any encoding that articles may have. Raises InputError for a row with more or fewer cells than the header."""
    yield from entries(_rows(path))


def _rows(path: Path) -> Iterator[tuple[dict[str, str | None], str]]:
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except InputError as error:
        raise InputError(f"{path}:1: {error}", error.advice) from error
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_DELIMITERS[path.suffix.lower()])
    header: list[str] | None = None
    line = 1
    for cells in reader:
        place, line = f"{path}:{line}", reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip().casefold() for cell in cells]
            require_columns(header, place)
        elif len(cells) != len(header):
            raise InputError(f"{place}: {len(cells)} cells, the header has {len(header)}; put quotes around text that holds the delimiter")
        else:
            yield {name: cell if cell.strip() else None for name, cell in zip(header, cells, strict=True)}, place

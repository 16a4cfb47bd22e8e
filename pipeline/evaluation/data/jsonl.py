"""JSON lines: a line is an article with the keys of ID.ref.json (or `text` and `english`), or a sentence pair `ko`, `en`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.data.rows import entries
from pipeline.evaluation.gold import Entry
from pipeline.reading.options import InputOptions


def accepts(path: Path) -> bool:
    """A file that ends in .jsonl or .ndjson."""
    return path.is_file() and path.suffix.lower() in (".jsonl", ".ndjson")


def read(path: Path, options: InputOptions) -> Iterator[Entry]:
    """Its lines, the empty ones passed over. Raises InputError for a line that is no JSON object."""
    yield from entries(_rows(path))


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                place = f"{path}:{number}"
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise InputError(f"{place}: not JSON: {error}") from error
                if not isinstance(row, dict):
                    raise InputError(f"{place}: a line should be a JSON object, not {type(row).__name__}")
                yield row, place
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}") from error

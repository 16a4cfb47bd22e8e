"""JSON and JSON Lines: an object is an article; a list of objects, or each line of a .jsonl, is a row.

Read with the standard library and not through `datasets`, whose JSON reader takes a whole block of lines at a time: one broken line
fails all of them, without its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.reading import columns, encoding
from pipeline.reading.draft import Draft
from pipeline.reading.options import InputOptions
from pipeline.records import Failure

EXTENSIONS = (".json", ".jsonl", ".ndjson")
ROW_BY_ROW = (".jsonl", ".ndjson")


def read(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    """The articles of the file. Raises InputError where the file as a whole is broken or has no text column."""
    if path.suffix.lower() in ROW_BY_ROW:
        yield from _json_lines(path, options)
        return
    decoded = encoding.decode(path.read_bytes())
    values = _parse(decoded.text)
    if isinstance(values, list):
        for row, value in enumerate(values, 1):
            yield _row(value, decoded.encoding, row, options)
    else:
        yield _draft(values, decoded.encoding, None, options)


def _json_lines(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    name = encoding.of_table(path)
    with path.open(encoding=name, errors="replace", newline="\n") as file:
        row = 0
        # A limit on the line keeps a file without line ends from filling the memory.
        while line := file.readline(options.max_bytes):
            row += 1
            if not line.endswith("\n") and len(line) >= options.max_bytes:
                while (more := file.readline(options.max_bytes)) and not more.endswith("\n"):
                    pass
                yield _failed(
                    row, InputError(f"a line of more than {options.max_bytes:,} characters", "raise input.max_bytes if it is meant")
                )
            elif line.strip():
                yield _row(line, name, row, options)


def _row(value: Any, name: str, row: int, options: InputOptions) -> Draft | Failure:
    try:
        if isinstance(value, str):
            if "\ufffd" in value:
                raise InputError("damaged characters in this line", "fetch the file again, or mend the line")
            value = _parse(value)
        return _draft(value, name, row, options)
    except InputError as error:
        return _failed(row, error)


def _draft(value: Any, name: str, row: int | None, options: InputOptions) -> Draft:
    if not isinstance(value, dict):
        raise InputError(f"not an object but {_kind(value)}", 'an article is an object such as {"title": ..., "body": ...}')
    return columns.draft_of(value, columns.require_body(value, options.fields), encoding=name, row=row)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON: {error.msg} (line {error.lineno}, column {error.colno})", "mend it or export it again") from None
    except RecursionError:
        raise InputError("broken JSON: nested too deeply", "export it again as one flat object for each article") from None


def _kind(value: Any) -> str:
    return {list: "a list", str: "a string", bool: "true or false", type(None): "null"}.get(type(value), "a number")


def _failed(row: int, error: InputError) -> Failure:
    return Failure(f"#{row}", "read", error.reason, error.advice)

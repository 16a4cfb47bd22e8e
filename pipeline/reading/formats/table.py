"""CSV, TSV and Parquet, streamed through `datasets`: one row is one article.

Everything is read as a string, so that a column of dates or of numbers does not change its type from one chunk to the next.
`datasets` wants a folder for its lock files even when it streams; it gets a temporary one, and writes nothing elsewhere.
"""

from __future__ import annotations

import csv
import glob
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.reading import columns, encoding
from pipeline.reading.characters import squeeze
from pipeline.reading.draft import Draft
from pipeline.reading.options import InputOptions
from pipeline.records import Failure

EXTENSIONS = (".csv", ".tsv", ".parquet")
ROW_BY_ROW = EXTENSIONS
_ROWS_AT_ONCE = 32
"""How many rows `datasets` holds; articles are long, and the next stage takes them one by one."""
_SURPLUS = "\nsurplus\n"
"""Name of a column after the last, for rows with more cells than the header; names of columns are stripped, so no other has it."""


def read(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    """The rows of the table. Raises InputError where the file is broken or no column holds the text."""
    yield from _parquet(path, options) if path.suffix.lower() == ".parquet" else _separated(path, options)


def _separated(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    name = encoding.of_table(path)
    separator, header = _header(path, name)
    found = columns.require_body(header, options.fields)
    settings = {
        "sep": separator,
        "names": [*header, _SURPLUS],
        # The header is read as a row, and left out below: told of it, pandas takes the first column for an index where the row after
        # the header has a cell too many.
        "header": None,
        "encoding": name,
        "encoding_errors": "replace",
        "keep_default_na": False,
        "chunksize": _ROWS_AT_ONCE,
        # The C parser stops at a row with too many cells; this one hands it over and goes on.
        "engine": "python",
        "on_bad_lines": lambda cells: cells[: len(header) + 1],
    }
    row = -1
    try:
        with _stream("csv", path, [*header, _SURPLUS], settings) as rows, _cells_of(options.max_bytes):
            for row, values in enumerate(rows):
                if row > 0:
                    yield _draft(values, found, name, row, len(header))
    except csv.Error as error:
        # pandas raises this for a whole chunk, rows before the place included.
        reason = f"broken after row {max(row, 0)}, nothing is read from there on: {error}"
        raise InputError(reason, "look for a quotation mark that is opened and not closed, or export the table again") from None


def _parquet(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    import pyarrow.lib
    import pyarrow.parquet

    try:
        schema = pyarrow.parquet.read_schema(path)
    except pyarrow.lib.ArrowException as error:
        raise InputError(f"not a Parquet file, or a damaged one: {str(error).splitlines()[0]}", "export it again") from None
    found = columns.require_body(schema.names, options.fields)
    with _stream("parquet", path, None, {"columns": list(found.values()), "batch_size": _ROWS_AT_ONCE}) as rows:
        for row, values in enumerate(rows, 1):
            yield _draft(values, found, None, row, len(schema.names))


def _draft(values: Mapping[str, Any], found: Mapping[str, str], name: str | None, row: int, width: int) -> Draft | Failure:
    try:
        if values.get(_SURPLUS):
            raise InputError(f"more cells than the {width} of the header", "put quotation marks around cells that hold the separator")
        if any(isinstance(value, str) and "\ufffd" in value for value in values.values()):
            raise InputError("damaged characters in this row", "export the table again, or mend the row")
        return columns.draft_of(values, found, encoding=name, row=row)
    except InputError as error:
        return Failure(f"#{row}", "read", error.reason, error.advice)


def _header(path: Path, name: str) -> tuple[str, list[str]]:
    """The separator (the likeliest of comma, semicolon and tab) and the names of the columns, made different where they repeat."""
    with path.open(encoding=name, errors="replace", newline="") as file:
        first = next((line for line in file if line.strip()), "")
        separator = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=first.count)
        file.seek(0)
        names = next((cells for cells in csv.reader(file, delimiter=separator) if any(cells)), [])
    seen: Counter[str] = Counter()
    header = []
    for number, column in enumerate(map(squeeze, names), 1):
        column = column or f"column {number}"
        seen[column] += 1
        header.append(column if seen[column] == 1 else f"{column}~{seen[column]}")
    return separator, header


@contextmanager
def _cells_of(characters: int) -> Iterator[None]:
    """Lets the csv module take cells of this many characters; its own limit of 131,072 is shorter than `input.max_chars`."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@contextmanager
def _stream(builder: str, path: Path, header: list[str] | None, settings: Mapping[str, Any]) -> Iterator[Iterator[Mapping[str, Any]]]:
    """The rows of a file as `datasets` streams them, with its bars and its log messages turned off meanwhile."""
    import datasets

    features = None if header is None else datasets.Features({column: datasets.Value("string") for column in header})
    bars, level = datasets.are_progress_bars_disabled(), datasets.logging.get_verbosity()
    with tempfile.TemporaryDirectory(prefix="eduwire-") as folder:
        datasets.disable_progress_bars()
        datasets.logging.set_verbosity(datasets.logging.CRITICAL)
        try:
            # A path is a pattern to `datasets`: square brackets, common in file names, must be escaped.
            pattern = glob.escape(str(path.resolve()))
            yield iter(
                datasets.load_dataset(
                    builder, data_files=pattern, split="train", streaming=True, cache_dir=folder, features=features, **settings
                )
            )
        finally:
            datasets.logging.set_verbosity(level)
            if not bars:
                datasets.enable_progress_bars()

"""The output folder of a run: articles.jsonl, articles/ID.md, duplicates.jsonl, failures.jsonl and run.json, each written atomically.

run.json is written first, as `unfinished`, so that a folder says what it is from the start; articles.jsonl appears when all is done.
A second run into the folder takes the place of the first, page by page; what it can reuse it finds in the cache.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from pipeline.errors import OutputError
from pipeline.records import Failure, Record
from pipeline.writing.atomic import PARTIAL, write_text
from pipeline.writing.markdown import markdown
from pipeline.writing.names import page_name

FORMAT = 1
"""Of the folder; raised when a reader of the old one would go wrong."""
MAKER = "eduwire"
RUN, ARTICLES, DUPLICATES, FAILURES, PAGES = "run.json", "articles.jsonl", "duplicates.jsonl", "failures.jsonl", "articles"


class OutputFolder:
    """Writes one run. Use as a context manager; `finish` makes the result visible. Raises OutputError where the folder is not fit."""

    def __init__(self, folder: Path, *, pages: bool, theme_names: Mapping[str, str], note: str = "") -> None:
        self.folder = folder
        self._pages = pages
        self._theme_names = theme_names
        self._note = note
        self._open: dict[str, IO[str]] = {}
        self._written: set[str] = set()
        self._before = _check(folder)

    def begin(self, run: Mapping[str, Any]) -> None:
        """Claims the folder with an unfinished run.json."""
        with self._told():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write_run(run, "unfinished")  # before anything else: it is what makes the folder ours
            if self._pages:
                (self.folder / PAGES).mkdir(exist_ok=True)
            for name in (ARTICLES, DUPLICATES, FAILURES):
                self._open[name] = _new(self.folder / (name + PARTIAL))

    def add(self, record: Record) -> None:
        """Writes one record as a line and as a page."""
        with self._told():
            self._line(ARTICLES, record.to_dict())
            if self._pages:
                name = page_name(record.article.id)
                self._written.add(name)
                write_text(self.folder / PAGES / f"{name}.md", markdown(record, self._theme_names, self._note))

    def fail(self, failure: Failure) -> None:
        """Writes one line of failures.jsonl."""
        with self._told():
            self._line(FAILURES, failure.to_dict())

    def group(self, duplicates: Mapping[str, Any]) -> None:
        """Writes one line of duplicates.jsonl: near-identical articles and the one of them to show."""
        with self._told():
            self._line(DUPLICATES, duplicates)

    def finish(self, run: Mapping[str, Any]) -> None:
        """Puts everything under its name, the pages of articles that are gone away, and run.json last: `complete`."""
        with self._told():
            for name, file in self._open.items():
                file.flush()
                os.fsync(file.fileno())
                file.close()
                (self.folder / (name + PARTIAL)).replace(self.folder / name)
            for gone in self._before - self._written if self._pages else ():
                (self.folder / PAGES / f"{gone}.md").unlink(missing_ok=True)
            self._write_run(run, "complete")

    def __enter__(self) -> OutputFolder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for file in self._open.values():
            with contextlib.suppress(OSError):
                file.close()

    def _write_run(self, run: Mapping[str, Any], state: str) -> None:
        values = {"made_by": MAKER, "format": FORMAT, "state": state, **run}
        write_text(self.folder / RUN, json.dumps(values, ensure_ascii=False, indent=1) + "\n", durable=True)

    def _line(self, name: str, values: Mapping[str, Any]) -> None:
        self._open[name].write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"cannot write to {self.folder}: {error.strerror or error}; free space or choose another folder, then run the same command "
                "again: what was computed is in the cache"
            ) from error


def _new(path: Path) -> IO[str]:
    """A UTF-8 file; half a character (a lone surrogate) becomes its JSON escape."""
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _check(folder: Path) -> set[str]:
    """Names of the pages that an earlier run wrote. Raises OutputError where the folder holds something that is not ours."""
    try:
        if not folder.exists():
            return set()
        if not folder.is_dir():
            raise OutputError(f"{folder} is a file; name a folder")
        if all(path.name == RUN + PARTIAL for path in folder.iterdir()):  # empty, or the disk was full at the first file
            return set()
    except OSError as error:
        raise OutputError(f"cannot look into {folder}: {error.strerror}; choose another folder") from error
    run = folder / RUN
    try:
        values = json.loads(run.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        values = None
    if not isinstance(values, dict) or values.get("made_by") != MAKER:
        raise OutputError(f"{folder} is not empty and holds no run of eduwire; choose another folder, or empty it yourself")
    if values.get("format") != FORMAT:
        raise OutputError(f"{folder} was written in format {values.get('format')}, this version writes {FORMAT}; choose another folder")
    try:
        return set(_pages_of(folder / ARTICLES))
    except OSError as error:
        raise OutputError(f"cannot read {folder / ARTICLES}: {error.strerror}; choose another folder") from error


def _pages_of(articles: Path) -> Iterator[str]:
    if not articles.is_file():
        return
    with articles.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                yield page_name(str(json.loads(line)["article"]["id"]))

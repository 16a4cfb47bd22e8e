"""A finished run as its folder holds it, or the reason why there is no report of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.records import Record
from pipeline.writing.folder import ARTICLES, DUPLICATES, FAILURES, FORMAT, MAKER, RUN


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """`about` is run.json, `failures` the lines of failures.jsonl, `alike` the ids of near-identical articles, the one to show first."""

    folder: Path
    about: Mapping[str, Any]
    failures: tuple[Mapping[str, str], ...]
    alike: tuple[tuple[str, ...], ...]

    @property
    def theme_names(self) -> Mapping[str, str]:
        """English names of the themes; empty for a run that did not write them down."""
        names = self.about.get("theme_names")
        return names if isinstance(names, dict) else {}

    @property
    def models(self) -> tuple[str, ...]:
        """The models that took part, each once."""
        return tuple(dict.fromkeys(str(one["id"]) for one in self.about.get("models", ()) if isinstance(one, dict) and "id" in one))

    def records(self) -> Iterator[Record]:
        """The records, one at a time. Raises OutputError, naming the line, for one that cannot be read."""
        path = self.folder / ARTICLES
        try:
            with path.open(encoding="utf-8", errors="replace") as lines:
                for number, line in enumerate(lines, 1):
                    yield _record(line, f"{path}, line {number}")
        except OSError as error:
            raise OutputError(
                f"{path} cannot be read: {error.strerror}; run eduwire run again, what was computed is in the cache"
            ) from error


def finished_run(folder: Path) -> FinishedRun:
    """The run in `folder`. Raises OutputError for a folder that is not one, not finished, or of another format."""
    path = folder / RUN
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OutputError(f"{folder} holds no run of eduwire (no {RUN}); name the folder that eduwire run -o was given") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} cannot be read ({error}); run eduwire run again, what was computed is in the cache") from error
    if not isinstance(about, dict) or about.get("made_by") != MAKER:
        raise OutputError(f"{folder} holds no run of eduwire ({RUN} is another program's); name the folder that eduwire run -o was given")
    if about.get("format") != FORMAT:
        raise OutputError(
            f"{folder} was written in format {about.get('format')}, this version reads {FORMAT}; run eduwire run again into a new folder"
        )
    if about.get("state") != "complete":
        raise OutputError(f"the run in {folder} did not finish; give the same eduwire run command again, it goes on from there")
    return FinishedRun(folder, about, tuple(_failures(folder / FAILURES)), tuple(_alike(folder / DUPLICATES)))


def _failures(path: Path) -> Iterator[Mapping[str, str]]:
    for values in _lines(path):
        yield {key: str(values.get(key, "")) for key in ("id", "stage", "reason", "advice")}


def _alike(path: Path) -> Iterator[tuple[str, ...]]:
    for values in _lines(path):
        yield (str(values.get("shown")), *(str(one.get("id")) for one in values.get("others", ())))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file, none where it is not there. Raises OutputError for a line that is none."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                values = json.loads(line)
            except ValueError:
                values = None
            if not isinstance(values, dict):
                raise OutputError(f"{path}, line {number} cannot be read; run eduwire run again to write it anew")
            yield values


def _record(line: str, where: str) -> Record:
    try:
        record = Record.from_dict(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{where} is no record of this version ({error}); run eduwire run again to write it anew") from error
    if record.translations is not None and len(record.translations) != len(record.segments or ()):
        raise OutputError(f"{where}: {len(record.segments or ())} sentences but {len(record.translations)} translations")
    return record

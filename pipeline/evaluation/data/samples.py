"""A folder of articles in any input format with references beside them: `ID.ref.json`, or `ID.ref.txt` with English that is not aligned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.gold import Entry, Where
from pipeline.positions import KeyPath
from pipeline.reading.options import InputOptions

_ENDINGS = (".ref.json", ".ref.txt")


def accepts(path: Path) -> bool:
    """A folder with at least one reference file somewhere in it."""
    return path.is_dir() and any(any(path.rglob("*" + ending)) for ending in _ENDINGS)


def read(path: Path, options: InputOptions) -> Iterator[Entry]:
    """Its articles. Raises InputError for an article without its reference, a reference without its article, and unreadable files."""
    from pipeline.reading import read as read_articles
    from pipeline.records import Failure

    references = {_stem(one.relative_to(path)): one for ending in reversed(_ENDINGS) for one in sorted(path.rglob("*" + ending))}
    used = set()
    for article in read_articles([str(path)], options):
        if isinstance(article, Failure):
            raise InputError(f"{path / article.id}: {article.reason}", article.advice)
        stem = article.id.partition("#")[0].rpartition(".")[0]
        if stem not in references:
            raise InputError(
                f"{path / article.id} has no reference: {path / stem}.ref.json is missing", "write it, or move the article away"
            )
        used.add(stem)
        values, where = _reference(references[stem])
        yield Entry(values, where, article)
    for stem, file in references.items():
        if stem not in used:
            raise InputError(
                f"{file} has no article beside it: {path / stem}.txt is missing", "put the article there, or remove the reference"
            )


def _stem(path: Path) -> str:
    return path.as_posix().rpartition(".ref.")[0]


def _reference(path: Path) -> tuple[dict[str, Any], Where]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}") from error
    if path.suffix == ".txt":
        if not text.strip():
            raise InputError(f"{path}:1: the reference is empty")
        return {"english": text}, lambda at: f"{path}:1"
    try:
        values = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path}:{getattr(error, 'lineno', 1)}: not JSON: {error}") from error
    if not isinstance(values, dict):
        raise InputError(f"{path}:1: a reference should be a JSON object, not {type(values).__name__}")
    return values, lambda at: _line(path, text, at)


def _line(path: Path, text: str, at: KeyPath) -> str:
    """Only asked where something is wrong: JSON is YAML, and YAML's reader knows lines."""
    from pipeline.errors import ConfigError
    from pipeline.positions import parse_yaml

    if not at:
        return str(path)
    try:
        return parse_yaml(text, str(path)).where(at)
    except ConfigError:
        return str(path)

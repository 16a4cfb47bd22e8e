"""References: Korean sentences with the English that a person wrote, from sample folders (*.ref.json) and corpus files (*.txt)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError

BORDER = " ||| "
KIND_MARKS = {"T ": "headline", "D ": "subheadline", "C ": "caption"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A Korean sentence, its reference translation, and the kind of block that it stands in."""

    korean: str
    english: str
    kind: str


def read_pairs(folder: Path, pattern: str = "*") -> list[Pair]:
    """The pairs of all *.ref.json and corpus *.txt files of a folder whose name without ending fits `pattern`, by file name.

    Raises InputError that names file and line where a file is no such reference, or where there is none at all.
    """
    paths = sorted(path for path in folder.glob("*") if path.name.endswith(".ref.json") and path.match(pattern + ".ref.json"))
    paths += sorted(path for path in folder.glob(pattern + ".txt") if not path.with_name(path.stem + ".ref.json").exists())
    pairs = [pair for path in paths for pair in (_from_json(path) if path.suffix == ".json" else _from_corpus(path))]
    if not pairs:
        raise InputError(
            f"{folder} holds no reference translations that fit {pattern!r}", "name a folder with *.ref.json or corpus *.txt files"
        )
    return pairs


def _from_json(path: Path) -> list[Pair]:
    try:
        segments = json.loads(path.read_text(encoding="utf-8"))["segments"]
        return [Pair(one["ko"], one["en"], one["kind"]) for one in segments]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no reference file: {error!r}") from error


def _from_corpus(path: Path) -> list[Pair]:
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        korean, border, english = line.partition(BORDER)
        if border:
            kind = KIND_MARKS.get(korean[:2], "paragraph")
            pairs.append(Pair(korean[2:] if kind != "paragraph" else korean, english, kind))
    return pairs

"""Where parallel data came from and under which licences, as a folder's SOURCES.tsv says."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelError

SOURCES = "SOURCES.tsv"
COLUMNS = ("file", "repo", "licence", "pairs")
"""Columns that are read; others may stand beside them."""


@dataclass(frozen=True, slots=True)
class DataSource:
    """A file of pairs, where it was taken from, its licence, and how many pairs it has."""

    name: str
    origin: str
    licence: str
    pairs: str


def read_sources(folder: Path, names: Collection[str]) -> list[DataSource]:
    """What SOURCES.tsv says of the named files. Raises ModelError where it is not there, lacks a column, or a file is not in it.

    Weights whose data nobody can name the licence of cannot be given away: better to stop before the training than after it.
    """
    path = folder / SOURCES
    if not path.is_file():
        raise ModelError(f"{folder} has no {SOURCES}; write one with the columns {', '.join(COLUMNS)}, a line for each file")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows and (lacking := [column for column in COLUMNS if column not in rows[0]]):
        raise ModelError(f"{path} has no column {lacking[0]}; its first line names the columns {', '.join(COLUMNS)}, with tabs between")
    found = {(name := row["file"].split(".")[0]): DataSource(name, row["repo"], row["licence"], row["pairs"]) for row in rows}
    if missing := [name for name in names if name not in found]:
        raise ModelError(f"{path} says nothing of {', '.join(sorted(missing))}; add a line for each, or take them out of the mix")
    return [found[name] for name in names]

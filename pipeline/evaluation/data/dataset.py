"""A folder that the library `datasets` saved or can load: rows as in JSON lines. Of several splits `test` is taken, else all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.data.rows import entries
from pipeline.evaluation.gold import Entry
from pipeline.reading.options import InputOptions

_SAVED = ("dataset_dict.json", "state.json")
_DATA_FILES = ("*.parquet", "*.arrow", "*.jsonl")


def accepts(path: Path) -> bool:
    """A folder that `save_to_disk` wrote, or one that holds parquet, arrow or jsonl files and no references beside articles."""
    if not path.is_dir() or any(path.rglob("*.ref.*")):
        return False
    return any((path / name).is_file() for name in _SAVED) or any(any(path.rglob(name)) for name in _DATA_FILES)


def read(path: Path, options: InputOptions) -> Iterator[Entry]:
    """Its rows, named by split and number. Raises InputError where the library cannot load it."""
    yield from entries(_rows(path))


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    import datasets

    try:
        saved = any((path / name).is_file() for name in _SAVED)
        loaded = datasets.load_from_disk(str(path)) if saved else datasets.load_dataset(str(path))
    except (OSError, ValueError, datasets.exceptions.DatasetsError) as error:
        raise InputError(f"{path} cannot be loaded as a dataset: {error}") from error
    splits = dict(loaded) if isinstance(loaded, dict) else {"rows": loaded}
    chosen = {"test": splits["test"]} if "test" in splits else splits
    for name, rows in chosen.items():
        for number, row in enumerate(rows, 1):
            yield dict(row), f"{path}: {name}, row {number}"

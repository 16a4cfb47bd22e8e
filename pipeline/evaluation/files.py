"""evaluation.json and baselines: written and read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, OutputError
from pipeline.evaluation.results import Evaluation
from pipeline.writing.atomic import write_text

EVALUATION = "evaluation.json"


def write_evaluation(evaluation: Evaluation, path: Path) -> None:
    """Writes it, whole numbers without a point. Raises OutputError."""
    values = _short(evaluation.to_dict())
    values["rows"] = _keys_once(values["rows"])
    write_file(path, json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_baseline(evaluation: Evaluation, path: Path) -> None:
    """Writes what `--no-worse-than` and the p-values of a comparison need: scores and statistics, no text. Raises OutputError."""
    write_evaluation(replace(evaluation, slices=(), sentences=(), themes=None), path)


def write_file(path: Path, text: str) -> None:
    """Writes a text, with the folders above it. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}; choose another place with -o") from error


def read_evaluation(path: Path) -> Evaluation:
    """The evaluation in a file, or in a report's folder. Raises InputError where there is none."""
    file = path / EVALUATION if path.is_dir() else path
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        values["rows"] = _keys_each(values["rows"])
        return Evaluation.from_dict(values)
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {error.strerror}", "name a report of `eduwire evaluate -o REPORT`, or its evaluation.json"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file} is no evaluation: {error}", "write it anew with `eduwire evaluate -o REPORT`") from error


def _keys_once(rows: dict[str, Any]) -> dict[str, Any]:
    """Keys that an earlier metric has as well are written as that metric's name."""
    owner: dict[tuple[str, ...], str] = {}
    return {
        name: {**one, "keys": one["keys"] if (first := owner.setdefault(tuple(one["keys"]), name)) == name else first}
        for name, one in rows.items()
    }


def _keys_each(rows: dict[str, Any]) -> dict[str, Any]:
    return {name: {**one, "keys": rows[one["keys"]]["keys"] if isinstance(one["keys"], str) else one["keys"]} for name, one in rows.items()}


def _short(value: Any) -> Any:
    """Whole floats as integers: rows are counts, and most of the file."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return [_short(one) for one in value] if isinstance(value, list | tuple) else value

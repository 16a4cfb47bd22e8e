"""The learning curves: a CSV that grows while training runs, and a picture of it."""

from __future__ import annotations

import csv
import importlib
import importlib.util
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

CSV, PNG = "curves.csv", "curves.png"


@dataclass(frozen=True, slots=True)
class Point:
    """One row; None: not measured here. `loss` is the mean since the last row, with label smoothing and sampling, `dev_loss` without."""

    step: int
    tokens: int
    minutes: float
    rate: float
    loss: float | None = None
    dev_loss: float | None = None
    dev_bleu: float | None = None
    dev_chrf: float | None = None


_NAMES = tuple(field.name for field in fields(Point))


class Curves:
    """The curves in a folder; rows behind `step`, which a run wrote that was killed before it saved, are dropped."""

    def __init__(self, folder: Path, step: int) -> None:
        self._path = folder / CSV
        kept = [point for point in read(folder) if point.step <= step]
        with self._path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_NAMES)
            writer.writerows(map(_row, kept))

    def add(self, point: Point) -> None:
        """Writes a row at once."""
        with self._path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(_row(point))


def read(folder: Path) -> list[Point]:
    """The rows of the folder's CSV; none where there is no CSV."""
    path = folder / CSV
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Point(int(row["step"]), int(row["tokens"]), *(_number(row[name]) for name in _NAMES[2:])) for row in csv.DictReader(file)]  # type: ignore[arg-type]


def draw(folder: Path) -> Path | None:
    """Draws the CSV over target tokens: losses left, dev chrF++ right. None, and no picture, where matplotlib is not installed."""
    points = read(folder)
    if importlib.util.find_spec("matplotlib") is None or not points:
        return None
    figure: Any = importlib.import_module("matplotlib.figure").Figure(figsize=(8, 4.5), layout="constrained")
    left = figure.subplots()
    for name, label in (("loss", "training loss (smoothed, sampled)"), ("dev_loss", "dev loss")):
        _line(left, points, name, label)
    left.set_xlabel("target tokens, millions")
    left.set_ylabel("nats a token")
    if any(point.dev_chrf is not None for point in points):
        right = left.twinx()
        _line(right, points, "dev_chrf", "dev chrF++", color="tab:green", marker="o")
        right.set_ylabel("chrF++")
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    path = folder / PNG
    figure.savefig(path, dpi=120)
    return path


def _line(axes: Any, points: list[Point], name: str, label: str, **style: Any) -> None:
    found = [(point.tokens / 1e6, getattr(point, name)) for point in points if getattr(point, name) is not None]
    axes.plot([tokens for tokens, _ in found], [value for _, value in found], label=label, **style)


def _row(point: Point) -> list[str]:
    return ["" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value) for value in astuple(point)]


def _number(text: str) -> float | None:
    return float(text) if text else None

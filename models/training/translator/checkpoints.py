"""What training writes to go on from: weights, tokenizer, optimizer state and position, whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from models.engines.quiet import quiet_transformers
from models.errors import ModelError
from models.training.translator.batches import Position

LAST = "last"
SNAPSHOTS = "snapshots"
STATE, OPTIMIZER, TOKENIZER = "training.json", "optimizer.pt", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class State:
    """How far training is, all runs counted: steps, target tokens seen, minutes, place in the stream of batches, the last dev loss."""

    step: int = 0
    tokens: int = 0
    minutes: float = 0.0
    position: Position = field(default_factory=Position)
    dev_loss: float | None = None
    frozen_below: int | None = None
    """Under it the optimizer's state was made; another number of frozen layers makes another state."""


def save(folder: Path, model: Any, optimizer: Any, tokenizer: Path, state: State) -> None:
    """Writes `folder`/last anew; what was there stays until the new one is whole."""
    import torch

    last, fresh = folder / LAST, folder / f"{LAST}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    with quiet_transformers():
        model.save_pretrained(fresh)
    shutil.copy(tokenizer, fresh / TOKENIZER)
    torch.save(optimizer.state_dict(), fresh / OPTIMIZER)
    (fresh / STATE).write_text(json.dumps(asdict(state)), encoding="utf-8")  # written last: where it is, the rest is
    shutil.rmtree(last, ignore_errors=True)
    fresh.rename(last)


def latest(folder: Path) -> Path | None:
    """The folder to go on from, None where training has saved none. A kill between the two renames of `save` is mended here."""
    last, fresh = folder / LAST, folder / f"{LAST}.new"
    if not (last / STATE).is_file() and (fresh / STATE).is_file():
        shutil.rmtree(last, ignore_errors=True)
        fresh.rename(last)
    return last if (last / STATE).is_file() else None


def read_state(last: Path) -> State:
    """The state in a saved folder. Raises ModelError where it cannot be read."""
    try:
        values: Mapping[str, Any] = json.loads((last / STATE).read_text(encoding="utf-8"))
        return State(**{**values, "position": Position(**values["position"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{last / STATE} cannot be read: {error!r}; remove {last} to start again") from error


def load_optimizer(last: Path, optimizer: Any, device: Any) -> None:
    """Puts the saved optimizer state back. Raises ModelError where it belongs to another model."""
    import torch

    try:
        optimizer.load_state_dict(torch.load(last / OPTIMIZER, weights_only=True, map_location=device))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(f"{last / OPTIMIZER} cannot be used: {error}; train into another folder, with {last} as the checkpoint") from error


def snapshot(folder: Path, step: int, keep: int) -> None:
    """Keeps the weights that were just saved, and of earlier snapshots the newest, `keep` in all; for averaging."""
    if keep < 2:
        return
    name = folder / SNAPSHOTS / f"{step:09d}"
    shutil.copytree(folder / LAST, name, ignore=shutil.ignore_patterns(OPTIMIZER), dirs_exist_ok=True)
    for old in snapshots(folder)[:-keep]:
        shutil.rmtree(old)


def snapshots(folder: Path) -> list[Path]:
    """The kept snapshots, the newest last."""
    return sorted(path for path in (folder / SNAPSHOTS).glob("*") if (path / STATE).is_file())

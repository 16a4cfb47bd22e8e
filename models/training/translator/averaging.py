"""The mean of several checkpoints' weights, which translates better than the last one alone (Vaswani et al. 2017, section 6.1)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from models.engines.checkpoint import WEIGHTS
from models.errors import ModelError


def average(folders: Sequence[Path], out: Path) -> None:
    """Writes to `out` the mean of the weights of `folders`, with the config of the last of them.

    Raises ModelError where there is none, a folder has no weights, or their tensors differ in name or shape.
    """
    if not folders:
        raise ModelError("no checkpoints to average; name at least one folder")
    if lacking := [folder for folder in folders if not (folder / WEIGHTS).is_file()]:
        raise ModelError(f"{lacking[0]} has no {WEIGHTS}; name folders that training wrote")
    from safetensors.torch import load_file, save_file

    total = {name: tensor.double() for name, tensor in load_file(folders[0] / WEIGHTS).items()}
    for folder in folders[1:]:
        weights = load_file(folder / WEIGHTS)
        if {name: one.shape for name, one in weights.items()} != {name: one.shape for name, one in total.items()}:
            raise ModelError(f"{folder} holds another model than {folders[0]}; average checkpoints of one training")
        for name, tensor in weights.items():
            total[name] += tensor.double()
    out.mkdir(parents=True, exist_ok=True)
    save_file({name: (one / len(folders)).float() for name, one in total.items()}, out / WEIGHTS, metadata={"format": "pt"})
    for path in folders[-1].glob("*.json"):
        shutil.copy(path, out / path.name)

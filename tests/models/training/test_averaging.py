from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import ModelError
from models.training.translator.averaging import average


def _checkpoint(folder: Path, values: list[float]) -> Path:
    import torch
    from safetensors.torch import save_file

    folder.mkdir()
    save_file({"weight": torch.tensor(values)}, folder / "model.safetensors")
    (folder / "config.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_mean_with_the_last_config(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    average([_checkpoint(tmp_path / "a", [1.0, 2.0]), _checkpoint(tmp_path / "b", [3.0, 6.0])], tmp_path / "out")
    assert load_file(tmp_path / "out" / "model.safetensors")["weight"].tolist() == [2.0, 4.0]
    assert (tmp_path / "out" / "config.json").is_file()


def test_another_model_is_refused(tmp_path: Path) -> None:
    folders = [_checkpoint(tmp_path / "a", [1.0]), _checkpoint(tmp_path / "b", [3.0, 6.0])]
    with pytest.raises(ModelError, match="another model"):
        average(folders, tmp_path / "out")


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="at least one"):
        average([], tmp_path / "out")

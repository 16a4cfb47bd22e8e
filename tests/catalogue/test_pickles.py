"""Models that have only pytorch_model.bin, in a folder of the user's: read and named, or refused where the config says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.errors import ModelError
from pipeline import load_config, run_folder
from pipeline.resolving import resolved
from tests.themes.tiny_encoders import xlm_roberta_nli


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """A config beside the folder of a tagger whose weights are a pickle of tensors."""
    import torch
    from safetensors.torch import load_file

    (tmp_path / "scratch").mkdir()
    folder = xlm_roberta_nli(tmp_path / "tagger", tmp_path / "scratch")
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    path = tmp_path / "mine.yaml"
    path.write_text("stages: [segment, tag]\ntag:\n  family: zero_shot\n  model: tagger\n  threshold_scale: 0.01\n", encoding="utf-8")
    return path


def test_run_json_names_a_pickle_that_was_used(config_file: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("학교폭력 예방\n\n학교폭력 피해 학생을 돕는다.\n", encoding="utf-8")
    settings = [f"cache.folder={tmp_path / 'cache'}", "tag.options={device: cpu}", "output.report=false"]
    run_folder(load_config(config_file, settings), [str(tmp_path / "in")], tmp_path / "out")
    models = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["models"]
    assert [(model["id"], model["weights_format"]) for model in models] == [("tagger", "bin")]
    record = json.loads((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8"))
    assert record["themes"]
    assert list((tmp_path / "cache" / "engines").iterdir()), "converted into the cache of the run"


def test_a_folder_with_only_a_pickle_is_refused_where_the_config_says_so(config_file: Path) -> None:
    resolved("tagger", load_config(config_file))
    forbidden = load_config(config_file, ["models.allow_bin=false"])
    with pytest.raises(ModelError, match=r"tagger has only pytorch_model\.bin, a pickle, and models\.allow_bin is false"):
        resolved("tagger", forbidden)
    assert resolved(str(config_file.parent / "scratch"), forbidden), "a folder without a pickle"

"""COMET through an interpreter of its own, here a stand-in that has a package `comet` with the real one's interface."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.evaluation.examples import Example, Pair
from pipeline.evaluation.metrics import Settings, metrics
from pipeline.evaluation.metrics.comet import metric
from pipeline.evaluation.results import Usage
from pipeline.evaluation.scoring import evaluated

PACKAGE = """
class Prediction(dict):
    __getattr__ = dict.get

class Model:
    def predict(self, samples, batch_size, gpus):
        print("Predicting: a bar that must not stand among the answers")
        return Prediction(scores=[1.0 if one["mt"] == one["ref"] else len(one["src"]) / 100 for one in samples])

def load_from_checkpoint(path):
    assert path.endswith("model.ckpt"), path
    return Model()
"""
EXAMPLES = [
    Example("a", (Pair(0, "책", "book", "book"), Pair(1, "급식이 바뀐다.", "Meals.", "Meals change."), Pair(2, "끝", "end", None))),
]


@pytest.fixture
def comet(tmp_path: Path) -> tuple[Path, Path]:
    """The interpreter and the model's folder."""
    (tmp_path / "site" / "comet").mkdir(parents=True)
    (tmp_path / "site" / "comet" / "__init__.py").write_text(PACKAGE)
    (tmp_path / "model" / "checkpoints").mkdir(parents=True)
    (tmp_path / "model" / "checkpoints" / "model.ckpt").touch()
    return interpreter(tmp_path / "python", f"PYTHONPATH={tmp_path / 'site'} exec {sys.executable}"), tmp_path / "model"


def interpreter(path: Path, command: str) -> Path:
    path.write_text(f'#!/bin/sh\n{command} "$@"\n')
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_an_interpreter_in_the_current_folder_is_found(comet: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    python, model = comet
    monkeypatch.chdir(python.parent)
    built = metric(Settings(comet_python=Path(python.name), comet_model=model))
    assert built is not None
    assert len(built.tally(EXAMPLES).keys) == 2


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_sentences_go_out_and_scores_come_back(comet: tuple[Path, Path]) -> None:
    python, model = comet
    chosen = [one for one in metrics(Settings(comet_python=python, comet_model=model)) if one.name == "comet"]
    found = evaluated(EXAMPLES, chosen, data="test", usage=Usage(None, 0, 0, 0, 0, None)).score("comet")
    assert found is not None
    assert found.value == pytest.approx((1.0 + 0.08) / 2)
    assert found.count == 2
    assert found.signature == "comet|model:model|mean:sentences|version:1"


def test_without_an_interpreter_there_is_no_comet() -> None:
    assert "comet" not in [one.name for one in metrics(Settings())]


def test_what_is_wrong_with_the_interpreter_is_told(comet: tuple[Path, Path], tmp_path: Path) -> None:
    python, model = comet
    with pytest.raises(ConfigError, match="needs both"):
        metric(Settings(comet_python=python))
    with pytest.raises(ConfigError, match=r"--comet-model .* is not there"):
        metric(Settings(comet_python=python, comet_model=tmp_path / "nowhere"))
    for command, says in (
        (f"PYTHONPATH= exec {sys.executable} -S", "No module named 'comet'"),
        ("exit 3 # ", "failed: exit status 3; make one with"),
        ("echo nothing # ", "something that is no score"),
        ("cat > /dev/null # ", "gave 0 COMET scores for 2 sentences"),
    ):
        built = metric(Settings(comet_python=interpreter(tmp_path / "other", command), comet_model=model))
        assert built is not None
        with pytest.raises(ConfigError, match=says):
            built.tally(EXAMPLES)

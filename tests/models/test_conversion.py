"""The conversion for CTranslate2: once, whole or not at all, also when two processes start together. On a tiny random model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from models.engines.checkpoint import Checkpoint
from models.engines.conversion import LEFT_BEHIND_S, TEMPORARY, converted
from models.errors import ModelError
from models.registry import build
from models.weights import shipped

CONVERT = """
import sys
from pathlib import Path
from models.engines.checkpoint import Checkpoint
from models.engines.conversion import converted
import ctranslate2, transformers, torch
print("ready", flush=True)
sys.stdin.read()
print(converted(Checkpoint(Path(sys.argv[1])), "int8", Path(sys.argv[2])))
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the shipped kind with one narrow layer on each side, and the shipped tokenizer."""
    from transformers import AutoConfig, BartForConditionalGeneration

    folder = tmp_path_factory.mktemp("tiny")
    source = shipped("ko-en-news")
    small = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16}
    heads = {"encoder_attention_heads": 2, "decoder_attention_heads": 2, "dtype": "float32"}
    config = AutoConfig.from_pretrained(source, **small, **heads)
    BartForConditionalGeneration(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(source / name, folder / name)
    values = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**values, "normalize_before": False, "normalize_embedding": True}))
    return folder


def works(tiny: Path, engines: Path) -> bool:
    found = build("translation", "bart", model=str(tiny), device="cpu", beam_size=1, conversions=str(engines)).translate(["학교"])
    return len(found) == 1


def test_a_second_conversion_is_the_first(tiny: Path, tmp_path: Path) -> None:
    first = converted(Checkpoint(tiny), "int8", tmp_path)
    stamp = (first / "model.bin").stat().st_mtime_ns
    assert converted(Checkpoint(tiny), "int8", tmp_path) == first
    assert (first / "model.bin").stat().st_mtime_ns == stamp
    assert converted(Checkpoint(tiny), "float32", tmp_path) != first
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_what_a_killed_conversion_left_is_harmless_and_goes_when_it_is_old(tiny: Path, tmp_path: Path) -> None:
    target = converted(Checkpoint(tiny), "int8", tmp_path)
    (target / "model.bin").unlink()
    old, fresh = tmp_path / f"{TEMPORARY}old", tmp_path / f"{TEMPORARY}fresh"
    for folder in (old, fresh):
        (folder / "model").mkdir(parents=True)
        (folder / "model" / "model.bin").write_bytes(b"half")
    past = time.time() - LEFT_BEHIND_S - 60
    os.utime(old, (past, past))
    assert works(tiny, tmp_path)
    assert not old.exists()
    assert fresh.exists()


def test_two_processes_that_start_together_both_end_well(tiny: Path, tmp_path: Path, cli_env: Mapping[str, str]) -> None:
    command = [sys.executable, "-c", CONVERT, str(tiny), str(tmp_path / "engines")]
    with subprocess.Popen(command, env=dict(cli_env), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "ready\n"
        other.stdin.close()
        mine = converted(Checkpoint(tiny), "int8", tmp_path / "engines")
        assert other.stdout.read().strip() == str(mine)
    assert other.returncode == 0
    assert [path.name for path in (tmp_path / "engines").iterdir() if path.is_dir()] == [mine.name]
    assert works(tiny, tmp_path / "engines")


def test_a_place_that_cannot_be_written_is_a_model_error(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="EDUWIRE_CACHE"):
        converted(Checkpoint(tiny), "int8", tmp_path / "file")


def test_a_full_disk_is_a_model_error_and_leaves_nothing(tiny: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(ModelError, match="free space there or set EDUWIRE_CACHE"):
            converted(Checkpoint(tiny), "float32", tmp_path / "engines")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "engines").iterdir()) == []


def test_a_damaged_conversion_says_what_to_remove(tiny: Path, tmp_path: Path) -> None:
    target = converted(Checkpoint(tiny), "int8", tmp_path)
    (target / "model.bin").write_bytes(b"half")
    with pytest.raises(ModelError, match="remove that folder and run again"):
        works(tiny, tmp_path)


def test_weights_that_do_not_fit_the_config_are_a_model_error_in_both_engines(tiny: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(tiny, tmp_path / "broken"))
    values = json.loads((broken / "config.json").read_text())
    (broken / "config.json").write_text(json.dumps({**values, "vocab_size": 99}))
    for engine in ("ctranslate2", "transformers"):
        translator = build("translation", "bart", model=str(broken), engine=engine, device="cpu", conversions=str(tmp_path / "e"))
        with pytest.raises(ModelError, match=str(broken)):
            translator.translate(["학교"])

from __future__ import annotations

from pathlib import Path

import pytest

from models import machine
from models.machine import Gpu
from pipeline.examination import preset_lines
from tests.catalogue.conftest import Snapshot

LAPTOP = 8_000_000_000


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch, hub_cache: Path) -> None:
    """A machine that the tests do not run on: 8 GB, no GPU, a small disk."""
    monkeypatch.setattr(machine, "memory", lambda: LAPTOP)
    monkeypatch.setattr(machine, "gpus", tuple)
    monkeypatch.setattr(machine, "free_disk", lambda _: 3_000_000_000)


def told(folder: Path, translate: str) -> str:
    (folder / "preset.yaml").write_text(f"stages: [segment, translate]\ntranslate: {{{translate}}}\n", encoding="utf-8")
    (line,) = preset_lines(folder)
    return line


def test_what_ships_fits(laptop: None, tmp_path: Path) -> None:
    assert told(tmp_path, "beam_size: 1") == "preset.yaml: fits"


def test_a_model_that_is_not_cached_names_the_command_and_its_size(laptop: None, tmp_path: Path) -> None:
    line = told(tmp_path, "model: Helsinki-NLP/opus-mt-tc-big-ko-en")
    assert "is not cached: eduwire models fetch Helsinki-NLP/opus-mt-tc-big-ko-en (about 0.8 GB)" in line


def test_a_cached_model_that_fits_the_memory_fits(laptop: None, tmp_path: Path, snapshot: Snapshot) -> None:
    snapshot("Helsinki-NLP/opus-mt-tc-big-ko-en")
    assert told(tmp_path, "model: Helsinki-NLP/opus-mt-tc-big-ko-en") == "preset.yaml: fits"


def test_a_model_that_is_too_large_says_by_how_much(laptop: None, tmp_path: Path, snapshot: Snapshot) -> None:
    snapshot("Qwen/Qwen3-4B-Instruct-2507")
    assert "takes about 17.0 GB of memory, and there are 8.0 GB" in told(tmp_path, "model: Qwen/Qwen3-4B-Instruct-2507")


def test_a_full_disk_and_a_gate_are_told(laptop: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "8.0 GB do not fit on the disk" in told(tmp_path, "model: google/translategemma-4b-it")
    monkeypatch.setattr(machine, "free_disk", lambda _: None)
    assert "is gated and needs HF_TOKEN" in told(tmp_path, "model: google/translategemma-4b-it")


def test_a_gpu_is_asked_for_where_the_config_wants_one(
    laptop: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    snapshot("Qwen/Qwen3-4B-Instruct-2507")
    wanted = "model: Qwen/Qwen3-4B-Instruct-2507, device: cuda"
    assert "is set to run on a GPU, and there is none" in told(tmp_path, wanted)
    monkeypatch.setattr(machine, "gpus", lambda: (Gpu("small", 6_000_000_000),))
    assert "takes about 9.0 GB of GPU memory, and there are 6.0 GB" in told(tmp_path, wanted)
    monkeypatch.setattr(machine, "gpus", lambda: (Gpu("small", 6_000_000_000), Gpu("large", 80_000_000_000)))
    assert told(tmp_path, wanted) == "preset.yaml: fits"


def test_what_is_unknown_or_wrong_is_told(laptop: None, tmp_path: Path) -> None:
    assert "org/x is not in the catalogue" in told(tmp_path, "model: org/x")
    assert "did you mean 'model'" in told(tmp_path, "modl: org/x")


def test_this_machine_can_be_asked() -> None:
    assert machine.cores() >= 1
    assert (machine.memory() or 10**9) > 100_000_000
    assert machine.free_disk(Path.cwd() / "not" / "there")


def test_the_answer_of_the_driver_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 'NVIDIA H100 80GB HBM3, 81559'\necho 'No devices were found'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert machine.gpus() == (Gpu("NVIDIA H100 80GB HBM3", 81559 * 1024**2),)
    program.write_text("#!/bin/sh\nexit 9\n")
    assert machine.gpus() == ()

"""Disks that take nothing: a file in the way, a folder that may not be written, a disk that is full. Real ones, a 2 MB tmpfs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.registry import build
from models.weights import shipped

RunCli = Callable[..., Any]
SIZE = 2_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB; skips where this user may not mount one."""
    place = tmp_path / "small-disk"
    place.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={SIZE}", "eduwire-test", str(place)], capture_output=True, text=True
    )
    if not done or done.returncode:
        pytest.skip(f"mounting a tmpfs is not permitted here: {done.stderr.strip() if done else 'no mount command'}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Articles whose records, pages or cache entries take more than the small disk has."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(40):
        body = "\n\n".join(f"학교 {n}-{m}곳이 새 도서관을 열었다고 밝혔다." for m in range(300))
        (folder / f"{n:02}.txt").write_text(f"소식 {n}\n\n{body}\n", encoding="utf-8")
    return folder


def fill(disk: Path, left: int) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - left))
    return ballast


def test_a_disk_that_fills_up_under_the_output(run_cli: RunCli, small_disk: Path, many: Path, segment_only: Path, tmp_path: Path) -> None:
    args = ("run", many, "-o", small_disk / "out", "-c", segment_only, "--cache", tmp_path / "cache")
    told = run_cli(*args).refused()
    assert "cannot write to" in told
    assert "No space left" in told
    assert "free space or choose another folder" in told
    assert not (small_disk / "out" / "articles.jsonl").exists()
    subprocess.run(["mount", "-o", f"remount,size={40 * SIZE}", str(small_disk)], check=True)
    again = run_cli(*args)
    assert again.code == 0, again.err
    run = json.loads((small_disk / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["counts"]["articles"] == 40
    assert run["counts"]["stages"]["segment"]["cached"] > 0


@pytest.mark.parametrize("left", [0, 4096, 12_288])
def test_a_disk_that_is_full_from_the_start(left: int, run_cli: RunCli, small_disk: Path, korean_folder: Path, segment_only: Path) -> None:
    ballast = fill(small_disk, left)
    args = ("run", korean_folder, "-o", small_disk / "out", "-c", segment_only)
    assert "No space left" in run_cli(*args).refused()
    ballast.unlink()
    assert run_cli(*args).code == 0


def test_a_disk_that_fills_up_under_the_cache(run_cli: RunCli, small_disk: Path, many: Path, segment_only: Path, tmp_path: Path) -> None:
    ballast = fill(small_disk, 300_000)
    args = ("run", many, "-o", tmp_path / "out", "-c", segment_only, "--cache", small_disk / "cache", "--set", "run.window_articles=5")
    told = run_cli(*args).refused()
    assert "cache" in told
    assert "free space, or name another place with --cache" in told
    ballast.unlink()
    subprocess.run(["mount", "-o", f"remount,size={40 * SIZE}", str(small_disk)], check=True)
    again = run_cli(*args)
    assert again.code == 0, again.err
    counts = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]
    assert counts["articles"] == 40
    assert counts["stages"]["segment"]["cached"] > 0


def test_a_disk_without_room_for_the_converted_model(small_disk: Path) -> None:
    folder = small_disk / "engines"
    translator = build("translation", "bart", device="cpu", conversions=str(folder))
    with pytest.raises(ModelError, match=r"cannot write the converted model to .*free space"):
        translator.translate(["학교"])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "file/deeper", "/proc/eduwire-out"])
def test_an_output_folder_that_cannot_be_made(place: str, run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    if place.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("no /proc on this system")
    told = run_cli("run", korean_folder, "-o", place, "-c", segment_only).refused()
    assert place in told


def test_an_output_folder_on_a_disk_that_is_read_only(run_cli: RunCli, small_disk: Path, korean_folder: Path, segment_only: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "Read-only" in run_cli("run", korean_folder, "-o", small_disk / "out", "-c", segment_only).refused()
    assert "--cache" in run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "--cache", small_disk / "cache").refused()


def test_a_damaged_model_is_told_before_any_work(run_cli: RunCli, korean_folder: Path, tmp_path: Path) -> None:
    model = Path(shutil.copytree(shipped("ko-en-news"), tmp_path / "my model"))
    config = tmp_path / "mine.yaml"
    config.write_text("stages: [segment, translate]\ntranslate: {model: my model}\n", encoding="utf-8")
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1_000_000])
    told = run_cli("run", korean_folder, "-o", "out", "-c", config).refused()
    assert "was cut short; copy the model folder again" in told
    weights.unlink()
    assert "has no model.safetensors" in run_cli("run", korean_folder, "-o", "out", "-c", config).refused()
    assert not (tmp_path / "out").exists()

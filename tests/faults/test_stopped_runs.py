"""A run that is stopped, by Ctrl-C or for good, and the run after it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.cache import SqliteCache
from pipeline.errors import CacheError

SLOW_STAGE = '''
import time
from pipeline.stages.segment import SegmentOptions, SegmentStage


class Slow(SegmentStage):
    """The shipped stage, half a second for each batch, which holds one block."""

    name = "segment"

    def compute(self, units):
        time.sleep(0.3)
        return super().compute(units)
'''
BLOCKS = 3 * 12
WAIT_S = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(f"소식 {n}\n\n학교 {n}곳이 문을 열었다.\n\n학생 {n}명이 왔다.\n", encoding="utf-8")
    return folder


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    (tmp_path / "slow.py").write_text(SLOW_STAGE, encoding="utf-8")
    path = tmp_path / "slow.yaml"
    path.write_text("stages: [{name: segment, file: slow.py}]\nsegment: {batch_size: 1, kiwi: never}\n", encoding="utf-8")
    return path


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    path = tmp_path / "quick.yaml"
    path.write_text("stages: [segment]\nsegment: {batch_size: 1, kiwi: never}\n", encoding="utf-8")
    return path


def entries(cache: Path) -> int:
    try:
        opened = SqliteCache(cache)
        found = sum(row.entries for row in opened.stats())
        opened.close()
    except CacheError:
        return 0
    return found


def until_some(cache: Path, process: subprocess.Popen[bytes]) -> None:
    """Waits until the run has put something into its cache, and is still at work."""
    limit = time.monotonic() + WAIT_S
    while entries(cache) < 2:
        assert process.poll() is None, process.communicate()[1].decode()
        assert time.monotonic() < limit
        time.sleep(0.05)


def result(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "run.json"
    }


def test_after_kill_9_the_next_run_goes_on_from_there(
    folder: Path, slow: Path, quick: Path, tmp_path: Path, start_cli: Callable[..., Any], run_cli: Callable[..., Any]
) -> None:
    cache, out = tmp_path / "cache", tmp_path / "out"
    process = start_cli("run", folder, "-o", out, "-c", slow, "--cache", cache)
    until_some(cache, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    known = entries(cache)
    assert 2 <= known < BLOCKS
    assert not (out / "articles.jsonl").exists()
    again = run_cli("run", folder, "-o", out, "-c", quick, "--cache", cache)
    assert again.code == 0, again.err
    assert run_cli("run", folder, "-o", tmp_path / "reference", "-c", quick, "--cache", tmp_path / "another").code == 0
    assert result(out) == result(tmp_path / "reference")
    counts = json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["stages"]["segment"]
    assert (counts["cached"], counts["computed"]) == (known, BLOCKS - known)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_finishes_the_batch_in_flight_and_says_how_to_go_on(
    number: signal.Signals, folder: Path, slow: Path, tmp_path: Path, start_cli: Callable[..., Any]
) -> None:
    cache, out = tmp_path / "cache", tmp_path / "out"
    process = start_cli("run", folder, "-o", out, "-c", slow, "--cache", cache)
    until_some(cache, process)
    before = entries(cache)
    process.send_signal(number)
    _, err = process.communicate(timeout=WAIT_S)
    told = err.decode()
    assert process.returncode == 130, told
    assert "stopping after the batch in flight" in told
    assert "The same command goes on from there" in told
    assert "Traceback" not in told
    assert before <= entries(cache) < BLOCKS
    assert not (out / "articles.jsonl").exists()


def test_ctrl_c_twice_stops_at_once(folder: Path, slow: Path, tmp_path: Path, start_cli: Callable[..., Any]) -> None:
    asleep = tmp_path / "asleep"
    slow.with_name("slow.py").write_text(SLOW_STAGE.replace("time.sleep(0.3)", f"open({str(asleep)!r}, 'w').close(); time.sleep(60)"))
    process = start_cli("run", folder, "-o", tmp_path / "out", "-c", slow, "--cache", tmp_path / "cache")
    limit = time.monotonic() + WAIT_S
    while not asleep.exists():
        assert time.monotonic() < limit
        time.sleep(0.05)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (1, 130)
    assert "Traceback" not in err.decode()

"""What the cache means for someone who runs the real pipeline twice."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import load_config, run_folder
from pipeline.cache import FILE_NAME, SqliteCache
from pipeline.runner import StageCount

OUTPUTS = ("articles.jsonl", "failures.jsonl")
Run = Callable[..., dict[str, StageCount]]


@pytest.fixture
def run(own_cache: Path, translating: Path, korean_folder: Path, tmp_path: Path) -> Run:
    """Runs the folder into OUT (or another) and gives the counts of each stage."""

    def once(*overrides: str, out: str = "out") -> dict[str, StageCount]:
        config = load_config(translating, [f"cache.folder={own_cache}", *overrides])
        return run_folder(config, [str(korean_folder)], tmp_path / out).counts.stages

    return once


def contents(folder: Path) -> dict[str, bytes]:
    pages = {path.name: path.read_bytes() for path in (folder / "articles").iterdir()}
    return pages | {name: (folder / name).read_bytes() for name in OUTPUTS}


def test_a_second_run_computes_nothing_and_writes_the_same_bytes(run: Run, korean_folder: Path, tmp_path: Path) -> None:
    (korean_folder / "empty.txt").write_text("")
    first = run()
    assert first["translate"].computed == 10
    assert first["translate"].repeated == 1
    before = contents(tmp_path / "out")
    assert len(before) == 3 + 2
    again = run()
    assert [one.computed for one in again.values()] == [0, 0]
    assert contents(tmp_path / "out") == before
    run(out="elsewhere")
    assert contents(tmp_path / "elsewhere") == before


def test_one_edited_sentence_translates_one_sentence(run: Run, korean_folder: Path) -> None:
    run()
    file = korean_folder / "library.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("교장은 기뻐했다.", "교장은 매우 기뻐했다."), encoding="utf-8")
    again = run()
    assert (again["segment"].computed, again["translate"].computed) == (1, 1)


def test_another_beam_size_translates_all_and_keeps_what_was_there(run: Run, own_cache: Path) -> None:
    run()
    assert run("translate.beam_size=2")["translate"].computed == 10
    assert run()["translate"].computed == 0
    cache = SqliteCache(own_cache)
    assert {row.stage: row.entries for row in cache.stats()}["translate"] == 20
    cache.close()


@pytest.mark.parametrize(
    "override",
    [
        "translate.batch_size=30",
        "translate.threads=1",
        "translate.unsure_below=-0.1",
        "translate.device=cpu",
        "translate.kinds=[headline, paragraph]",
        "run.window_articles=1",
        "output.markdown=false",
        "segment.batch_size=7",
    ],
)
def test_what_cannot_change_a_translation_translates_nothing(override: str, run: Run) -> None:
    run()
    again = run(override)
    assert (again["segment"].computed, again["translate"].computed) == (0, 0)


def test_the_same_sentence_in_forty_articles_is_translated_once(run: Run, korean_folder: Path) -> None:
    for file in korean_folder.rglob("*.txt"):
        file.unlink()
    for n in range(40):
        (korean_folder / f"{n}.txt").write_text(f"소식 {n}\n\n학교는 새 도서관을 열었다.\n", encoding="utf-8")
    counts = run()["translate"]
    assert (counts.units, counts.computed) == (80, 41)


def test_damaged_and_misshapen_entries_are_translated_again(run: Run, own_cache: Path, tmp_path: Path) -> None:
    exact = "translate.compute_type=float32"  # in int8 some processors round a sentence differently in another batch
    run(exact)
    before = contents(tmp_path / "out")
    with sqlite3.connect(own_cache / FILE_NAME) as other:
        rows = other.execute("SELECT key, value FROM entries WHERE stage = 'translate' ORDER BY key LIMIT 2").fetchall()
        (flipped, value), (misshapen, _) = rows
        other.execute("UPDATE entries SET value = ? WHERE key = ?", (value[:-5] + bytes([value[-5] ^ 1]) + value[-4:], flipped))
        shape = json.dumps({"texts": "another format"}).encode()
        other.execute("UPDATE entries SET value = ?, checksum = ? WHERE key = ?", (shape, zlib.crc32(misshapen + shape), misshapen))
    other.close()
    assert run(exact)["translate"].computed >= 2
    assert contents(tmp_path / "out") == before
    assert run(exact)["translate"].computed == 0


def test_without_a_cache_everything_is_computed_and_nothing_is_stored(run: Run, own_cache: Path) -> None:
    for _ in range(2):
        assert run("cache.enabled=false")["translate"].computed == 10
    assert not (own_cache / FILE_NAME).exists()


@pytest.mark.slow
def test_two_runs_at_the_same_time_share_a_cache(
    own_cache: Path,
    translating: Path,
    korean_folder: Path,
    tmp_path: Path,
    start_cli: Callable[..., subprocess.Popen[bytes]],
) -> None:
    outs = [tmp_path / "out1", tmp_path / "out2"]
    started = [start_cli("run", korean_folder, "-o", out, "-c", translating, "--cache", own_cache) for out in outs]
    for process in started:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
    assert contents(outs[0]) == contents(outs[1])
    cache = SqliteCache(own_cache)
    assert {row.stage: row.entries for row in cache.stats()}["translate"] == 10
    cache.close()

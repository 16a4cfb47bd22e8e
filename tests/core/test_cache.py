from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import DAY_S, FILE_NAME, SqliteCache, canonical, default_folder, keyer
from pipeline.errors import CacheError
from tests.core.tiny_stages import Loud

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEY = b"key" + bytes(29)


def filled(folder: Path, entries: int = 200) -> SqliteCache:
    cache = SqliteCache(folder)
    cache.put_many("loud", [(bytes([n]) * 32, f"value {n} " * 20) for n in range(entries)])
    return cache


@given(st.dictionaries(st.binary(min_size=32, max_size=32), json_values, max_size=20))
def test_values_come_back_as_they_were_put(tmp_path_factory: pytest.TempPathFactory, values: dict[bytes, Any]) -> None:
    folder = tmp_path_factory.mktemp("c")
    cache = SqliteCache(folder)
    cache.put_many("loud", list(values.items()))
    cache.close()
    again = SqliteCache(folder)
    assert again.get_many([*values, KEY]) == values
    again.close()


def test_half_a_character_is_stored_too(tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path)
    cache.put_many("loud", [(KEY, "\ud83d")])
    assert cache.get_many([KEY]) == {KEY: "\ud83d"}


def test_more_keys_than_sqlite_takes_at_once(tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path)
    items = [(n.to_bytes(32, "big"), n) for n in range(2_345)]
    cache.put_many("loud", items)
    assert cache.get_many([key for key, _ in items]) == dict(items)


@given(json_values, json_values)
def test_keys_are_equal_exactly_for_equal_json(one: Any, other: Any) -> None:
    key = keyer(Loud())
    assert (key(one) == key(other)) == (canonical(one) == canonical(other))


def test_keys_do_not_depend_on_the_order_of_a_dict() -> None:
    key = keyer(Loud())
    assert key({"a": 1, "b": 2}) == key({"b": 2, "a": 1})
    assert keyer(Loud(signature=1))("a") != keyer(Loud(signature=2))("a")


def test_a_damaged_entry_is_a_miss_and_can_be_put_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    filled(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        value = bytearray(other.execute("SELECT value FROM entries WHERE key = ?", (bytes([7]) * 32,)).fetchone()[0])
        value[3] ^= 0x20
        other.execute("UPDATE entries SET value = ? WHERE key = ?", (bytes(value), bytes([7]) * 32))
        other.execute("UPDATE entries SET value = 'text' WHERE key = ?", (bytes([8]) * 32,))
    other.close()
    cache = SqliteCache(tmp_path)
    keys = [bytes([n]) * 32 for n in (6, 7, 8)]
    assert list(cache.get_many(keys)) == keys[:1]
    assert "2 damaged" in caplog.text
    cache.put_many("loud", [(keys[1], "new")])
    assert cache.get_many(keys) == {keys[0]: "value 6 " * 20, keys[1]: "new"}


@pytest.mark.parametrize("damage", ["garbage", "cut", "zeros"])
def test_a_damaged_file_is_set_aside_with_a_message(damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    filled(tmp_path).close()
    file = tmp_path / FILE_NAME
    whole = file.read_bytes()
    broken = {
        "garbage": b"not a database, but text of some length " * 100,
        "cut": whole[: len(whole) // 2],
        "zeros": whole[:4096] + bytes(len(whole) - 4096),
    }[damage]
    file.write_bytes(broken)
    with caplog.at_level(logging.WARNING):
        cache = SqliteCache(tmp_path)
        keys = [bytes([n]) * 32 for n in range(200)]
        cache.get_many(keys)
        cache.put_many("loud", [(key, "new") for key in keys])
    assert cache.get_many(keys) == dict.fromkeys(keys, "new")
    assert "set aside" in caplog.text
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.read_bytes()[:4000] == broken[:4000]


def test_a_whole_cache_that_was_closed_is_not_taken_for_damaged(tmp_path: Path) -> None:
    cache = filled(tmp_path)
    cache.close()
    with pytest.raises(sqlite3.ProgrammingError):
        cache.get_many([KEY])
    assert not list(tmp_path.glob("*.damaged-*"))
    assert SqliteCache(tmp_path).get_many([bytes(32)])


def test_a_folder_that_cannot_be_made_or_opened_is_a_cache_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CacheError, match="--cache"):
        SqliteCache(tmp_path / "file" / "cache")
    (tmp_path / "taken" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(CacheError, match="--cache"):
        SqliteCache(tmp_path / "taken")


def test_stats_and_prune(tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path)
    cache.put_many("segment", [(bytes([n]) * 32, "x" * 1000) for n in range(200)])
    cache.put_many("translate", [(KEY, "é")])
    before = time.time()
    segment, translate = cache.stats()
    assert (segment.stage, segment.entries, segment.size_bytes) == ("segment", 200, 200 * 1002)
    assert (translate.stage, translate.entries, translate.size_bytes) == ("translate", 1, 4)
    assert before - 60 < segment.oldest_use <= segment.newest_use <= before
    assert cache.prune(unused_days=1) == 0
    cache.close()
    full = cache.path.stat().st_size
    cache = SqliteCache(tmp_path)
    assert cache.prune(stage="segment") == 200
    assert [row.stage for row in cache.stats()] == ["translate"]
    cache.close()
    assert cache.path.stat().st_size < full / 4
    cache = SqliteCache(tmp_path)
    assert cache.prune() == 1
    assert cache.stats() == []


def test_prune_by_age_keeps_what_was_looked_up(tmp_path: Path) -> None:
    cache = filled(tmp_path, 3)
    cache.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("UPDATE entries SET used = used - ?", (40 * DAY_S,))
    other.close()
    cache = SqliteCache(tmp_path)
    used = bytes([1]) * 32
    cache.get_many([used])
    assert cache.prune(unused_days=30) == 2
    assert list(cache.get_many([bytes([n]) * 32 for n in range(3)])) == [used]


def test_the_default_folder_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDUWIRE_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("EDUWIRE_CACHE")
    assert "eduwire" in default_folder().name


WRITER = """
import sys
from pathlib import Path
from pipeline.cache import SqliteCache
folder, me = Path(sys.argv[1]), int(sys.argv[2])
while not (folder / "go").exists(): pass
cache = SqliteCache(folder / "cache")
for batch in range(40):
    own = [(bytes([me, batch, n]) + bytes(29), [me, batch, n]) for n in range(20)]
    cache.put_many("loud", own + [(b"shared" + bytes(26), "same for all")])
    assert cache.get_many([key for key, _ in own]) == dict(own)
cache.close()
"""


def test_processes_share_a_cache_at_the_same_time(tmp_path: Path, cli_env: Mapping[str, str]) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(me)], stderr=subprocess.PIPE, env=dict(cli_env))
        for me in range(4)
    ]
    (tmp_path / "go").touch()
    for process in started:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err.decode()
    cache = SqliteCache(tmp_path / "cache")
    assert cache.stats()[0].entries == 4 * 40 * 20 + 1
    for me in range(4):
        assert cache.get_many([bytes([me, 39, 19]) + bytes(29)]) == {bytes([me, 39, 19]) + bytes(29): [me, 39, 19]}


def test_many_make_the_same_cache_file_at_once(tmp_path: Path) -> None:
    """SQLite refuses at once, whatever its timeout, where two change a new file to WAL: of 150 such rounds a dozen failed."""
    openers, rounds = 6, 60
    with ThreadPoolExecutor(openers) as pool:
        for n in range(rounds):
            start = Barrier(openers)

            def open_it(folder: Path = tmp_path / str(n), start: Barrier = start) -> None:
                start.wait()
                SqliteCache(folder).close()

            for opened in [pool.submit(open_it) for _ in range(openers)]:
                opened.result()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_cache_folder_without_permission_is_a_cache_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CacheError):
        SqliteCache(tmp_path)

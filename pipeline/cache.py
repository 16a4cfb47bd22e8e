"""What was computed before, in one SQLite file that several processes may share.

A key is the hash of a stage's name, version and signature and of the unit, so an entry can never answer a question that it was not
asked; nothing is ever invalidated. A value is JSON with a checksum: a damaged entry is a miss, a damaged file is set aside.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import random
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipeline.errors import CacheError
from pipeline.stage import Stage, Unit, Value

log = logging.getLogger(__name__)

FILE_NAME = "cache.sqlite"
BUSY_TIMEOUT_S = 60
LOOKUP_SIZE = 500
"""Keys in one query; SQLite's oldest default allows 999 variables."""
DAY_S = 86_400

T = TypeVar("T")


def default_folder() -> Path:
    """`EDUWIRE_CACHE`, else the user's cache directory."""
    import platformdirs

    return Path(os.environ.get("EDUWIRE_CACHE") or platformdirs.user_cache_dir("eduwire"))


def canonical(value: Any) -> bytes:
    """JSON in one spelling: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def keyer(stage: Stage) -> Callable[[Unit], bytes]:
    """A function from a unit to its key: SHA-256 over stage name, version, signature and unit."""
    prefix = hashlib.sha256(canonical([stage.name, stage.version, stage.signature()]))

    def key(unit: Unit) -> bytes:
        whole = prefix.copy()
        whole.update(canonical(unit))
        return whole.digest()

    return key


class Cache(Protocol):
    """Values by key."""

    def get_many(self, keys: Sequence[bytes]) -> Mapping[bytes, Value]:
        """The values that are there; keys without one are left out."""

    def put_many(self, stage: str, items: Sequence[tuple[bytes, Value]]) -> None:
        """Stores and commits. Raises CacheError where the disk takes no more."""

    def close(self) -> None:
        """Releases what is held."""


class NoCache:
    """Remembers nothing."""

    def get_many(self, keys: Sequence[bytes]) -> Mapping[bytes, Value]:
        """Always empty."""
        return {}

    def put_many(self, stage: str, items: Sequence[tuple[bytes, Value]]) -> None:
        """Does nothing."""

    def close(self) -> None:
        """Does nothing."""


@dataclass(frozen=True, slots=True)
class StageStats:
    """Entries of one stage: how many, bytes of their values, and the times (seconds since 1970) of the oldest and newest use."""

    stage: str
    entries: int
    size_bytes: int
    oldest_use: float
    newest_use: float


class SqliteCache:
    """The cache file `folder/cache.sqlite`, made where there is none. Raises CacheError where it cannot be opened or written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CacheError(f"cannot make the cache folder {folder}: {error.strerror}; name another with --cache") from error
        self._connection = self._open()

    def get_many(self, keys: Sequence[bytes]) -> Mapping[bytes, Value]:
        """See `Cache.get_many`; entries whose checksum does not fit are dropped, so that they are computed again."""
        return self._guarded(lambda: self._get_many(keys))

    def put_many(self, stage: str, items: Sequence[tuple[bytes, Value]]) -> None:
        """See `Cache.put_many`."""
        now = time.time()
        rows = []
        for key, value in items:
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            rows.append((key, stage, now, text, zlib.crc32(key + text)))

        def write() -> None:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)

        self._guarded(write)

    def stats(self) -> Sequence[StageStats]:
        """One row for each stage that has entries."""
        query = "SELECT stage, count(*), sum(length(value)), min(used), max(used) FROM entries GROUP BY stage ORDER BY stage"
        return self._guarded(lambda: [StageStats(*row) for row in self._connection.execute(query)])

    def prune(self, *, unused_days: float | None = None, stage: str | None = None) -> int:
        """Removes entries that were not used for so many days, of one stage or of all; returns how many, and gives the space back."""
        conditions, values = ["1"], list[Any]()
        if unused_days is not None:
            conditions.append("used < ?")
            values.append(time.time() - unused_days * DAY_S)
        if stage is not None:
            conditions.append("stage = ?")
            values.append(stage)

        def remove() -> int:
            with self._connection:
                removed = self._connection.execute(f"DELETE FROM entries WHERE {' AND '.join(conditions)}", values).rowcount  # noqa: S608 (fixed texts)
            self._connection.execute("VACUUM")
            return removed

        return self._guarded(remove)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _get_many(self, keys: Sequence[bytes]) -> dict[bytes, Value]:
        found: dict[bytes, Value] = {}
        damaged: list[bytes] = []
        stale: list[bytes] = []
        limit = time.time() - DAY_S
        for start in range(0, len(keys), LOOKUP_SIZE):
            some = keys[start : start + LOOKUP_SIZE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, value, checksum, used FROM entries WHERE key IN ({marks})"  # noqa: S608 (question marks only)
            for key, text, checksum, used in self._connection.execute(query, some):
                value = _checked(key, text, checksum)
                if value is _DAMAGED:
                    damaged.append(key)
                    continue
                found[key] = value
                if used < limit:
                    stale.append(key)
        if damaged:
            log.warning("%d damaged cache entries: they are computed again", len(damaged))
            self._each("DELETE FROM entries WHERE key = ?", damaged)
        if stale:  # written at most once a day for each entry, so that looking up does not turn into writing
            self._each(f"UPDATE entries SET used = {time.time()!r} WHERE key = ?", stale)  # noqa: S608 (a float of ours)
        return found

    def _each(self, statement: str, keys: Iterable[bytes]) -> None:
        with self._connection:
            self._connection.executemany(statement, ((key,) for key in keys))

    def _guarded(self, work: Callable[[], T]) -> T:
        """Runs `work`; where the file turns out to be damaged it is set aside and `work` runs once more on a new one."""
        try:
            return work()
        except sqlite3.OperationalError as error:
            raise CacheError(f"cache {self.path}: {error}; free space, or name another place with --cache") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # its subclasses are our mistakes (a closed file, say), not damage
                raise
            self._set_aside(error)
            return work()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect_in_turn()
        except sqlite3.OperationalError as error:
            raise CacheError(f"cannot open the cache {self.path}: {error}; name another place with --cache") from error
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
            return self._connection

    def _connect_in_turn(self) -> sqlite3.Connection:
        """Of several processes that make the same file at once SQLite refuses all but one without waiting, since they hold shared locks."""
        deadline = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                return self._connect()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:  # the low byte is the primary code
                    raise
            time.sleep(random.uniform(0.005, 0.05))

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS entries"
                    " (key BLOB PRIMARY KEY, stage TEXT, used REAL, value BLOB, checksum INTEGER) WITHOUT ROWID"
                )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        with contextlib.suppress(AttributeError, sqlite3.Error):
            self._connection.close()
        aside = self.path.with_name(f"{FILE_NAME}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        for ending in ("-wal", "-shm"):
            self.path.with_name(FILE_NAME + ending).unlink(missing_ok=True)
        try:
            self.path.replace(aside)
            self._connection = self._connect()
        except (OSError, sqlite3.Error) as again:
            raise CacheError(f"the cache {self.path} is damaged ({error}) and cannot be set aside: {again}; remove it by hand") from again
        log.warning("the cache was damaged (%s): set aside as %s, and a new one begun", error, aside.name)


_DAMAGED = object()


def _checked(key: bytes, text: Any, checksum: Any) -> Any:
    if not isinstance(text, bytes) or zlib.crc32(key + text) != checksum:
        return _DAMAGED
    try:
        return json.loads(text)
    except ValueError:
        return _DAMAGED

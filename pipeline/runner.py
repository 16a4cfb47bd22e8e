"""Records through stages: units, duplicates, cache, batches, progress, stop and faults. What is computed is the stages' affair.

Records go in windows, so that memory does not grow with the number of articles. In each window each stage names its units; equal units
are computed once, known ones are looked up, the rest is sorted by weight and computed in batches, and each batch is committed before
the next one starts. A batch that fails is halved until the one bad unit is found; its records are reported, all others go on.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.cache import Cache, keyer
from pipeline.errors import EduwireError, Interrupted
from pipeline.progress import Progress, Silent
from pipeline.records import Article, Failure, Record
from pipeline.stage import Stage, Unit, Value

log = logging.getLogger(__name__)

ADVICE = "this is a fault of eduwire or of a stage of yours: please report it with the article"


@dataclass(slots=True)
class StageCount:
    """What one stage did: units asked for, of these answered from the cache or as a duplicate, failed; seconds spent."""

    units: int = 0
    cached: int = 0
    repeated: int = 0
    computed: int = 0
    failed: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Counts:
    """What a run did so far."""

    articles: int = 0
    failures: int = 0
    stages: dict[str, StageCount] = field(default_factory=dict)


class Runner:
    """Runs articles through stages; one per run. `counts` tells how far it is."""

    def __init__(
        self,
        stages: Sequence[Stage],
        cache: Cache,
        *,
        window_articles: int,
        window_chars: int,
        on_failure: Callable[[Failure], None],
        progress: Progress | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._stages = stages
        self._cache = cache
        self._window_articles = window_articles
        self._window_chars = window_chars
        self._on_failure = on_failure
        self._progress = progress or Silent()
        self._should_stop = should_stop
        self._keys = {stage.name: keyer(stage) for stage in stages}
        self.counts = Counts(stages={stage.name: StageCount() for stage in stages})

    def run(self, articles: Iterable[Article | Failure]) -> Iterator[Record]:
        """The finished records, in the order of the articles. Raises Interrupted, between batches, once a stop was asked for."""
        for window in self._windows(articles):
            records: list[Record | None] = list(window)
            for stage in self._stages:
                began = time.perf_counter()
                self._run_stage(stage, records)
                self.counts.stages[stage.name].seconds += time.perf_counter() - began
            for record in records:
                if record is not None:
                    self.counts.articles += 1
                    self._progress.article()
                    yield record

    def _windows(self, articles: Iterable[Article | Failure]) -> Iterator[list[Record]]:
        window: list[Record] = []
        chars = 0
        for article in articles:
            if isinstance(article, Failure):
                self._fail(article)
                continue
            window.append(Record(article))
            chars += sum(len(block.text) for block in article.blocks)
            if len(window) >= self._window_articles or chars >= self._window_chars:
                yield window
                window, chars = [], 0
        if window:
            yield window

    def _run_stage(self, stage: Stage, records: list[Record | None]) -> None:
        """Fills the stage's field in each record; a record that failed becomes None."""
        self._check_stop()
        key_of, count = self._keys[stage.name], self.counts.stages[stage.name]
        units_of: dict[int, list[bytes]] = {}
        units: dict[bytes, Unit] = {}
        for index, record in enumerate(records):
            if record is None:
                continue
            try:
                wanted = stage.units(record)
                keys = [key_of(unit) for unit in wanted]
            except EduwireError:
                raise
            except Exception as error:
                self._failed(record, stage, error)
                records[index] = None
                continue
            units_of[index] = keys
            units.update(zip(keys, wanted, strict=True))
        asked = sum(map(len, units_of.values()))
        values = dict(self._cache.get_many(list(units)))
        count.units += asked
        count.cached += len(values)
        count.repeated += asked - len(units)
        self._progress.stage(stage.name, asked, asked - len(units) + len(values))
        missing = [(key, unit) for key, unit in units.items() if key not in values]
        broken = self._compute_missing(stage, missing, values)
        for index, keys in units_of.items():
            record = records[index]
            if record is not None:
                records[index] = self._assembled(stage, record, keys, units, values, broken)

    def _assembled(
        self,
        stage: Stage,
        record: Record,
        keys: Sequence[bytes],
        units: dict[bytes, Unit],
        values: dict[bytes, Value],
        broken: dict[bytes, Exception],
    ) -> Record | None:
        fault = next((broken[key] for key in keys if key in broken), None)
        if fault is not None:
            self._failed(record, stage, fault)
            return None
        try:
            return stage.assemble(record, [values[key] for key in keys])
        except EduwireError:
            raise
        except Exception as error:  # a cached value of another shape: whole but wrong, so computed once more
            log.warning("%s: cached values of %s do not fit (%s): computed again", stage.name, record.article.id, error)
        again = {key: units[key] for key in keys}
        fresh: dict[bytes, Value] = {}
        broken = self._compute_missing(stage, list(again.items()), fresh)
        if broken:
            self._failed(record, stage, next(iter(broken.values())))
            return None
        try:
            return stage.assemble(record, [fresh[key] for key in keys])
        except Exception as error:
            self._failed(record, stage, error)
            return None

    def _compute_missing(self, stage: Stage, missing: list[tuple[bytes, Unit]], values: dict[bytes, Value]) -> dict[bytes, Exception]:
        """Computes and commits in batches, longest first; puts results into `values` and returns the units that failed."""
        broken: dict[bytes, Exception] = {}
        for batch in batches(missing, stage):
            self._check_stop()
            done = self._stored(stage, self._compute(stage, batch, broken), broken)
            values.update(done)
            self.counts.stages[stage.name].computed += len(done)
            self.counts.stages[stage.name].failed += len(batch) - len(done)
            self._progress.computed(stage.name, len(batch))
        return broken

    def _compute(self, stage: Stage, batch: Sequence[tuple[bytes, Unit]], broken: dict[bytes, Exception]) -> list[tuple[bytes, Value]]:
        try:
            found = stage.compute([unit for _, unit in batch])
            return [(key, value) for (key, _), value in zip(batch, found, strict=True)]
        except (EduwireError, sqlite3.Error):
            raise
        except Exception as error:
            if len(batch) == 1:
                broken[batch[0][0]] = error
                return []
            log.debug("%s: a batch of %d failed (%s): halved", stage.name, len(batch), error)
        half = len(batch) // 2
        return self._compute(stage, batch[:half], broken) + self._compute(stage, batch[half:], broken)

    def _stored(self, stage: Stage, done: list[tuple[bytes, Value]], broken: dict[bytes, Exception]) -> list[tuple[bytes, Value]]:
        """Commits and returns what could be stored; a value that is no JSON fails its own unit only."""
        try:
            self._cache.put_many(stage.name, done)
            return done
        except (TypeError, ValueError) as error:
            if len(done) == 1:
                broken[done[0][0]] = error
                return []
        half = len(done) // 2
        return self._stored(stage, done[:half], broken) + self._stored(stage, done[half:], broken)

    def _failed(self, record: Record, stage: Stage, error: Exception) -> None:
        self._fail(Failure(record.article.id, stage.name, f"{type(error).__name__}: {error}", getattr(error, "advice", ADVICE)))

    def _fail(self, failure: Failure) -> None:
        self.counts.failures += 1
        self._progress.failure()
        self._on_failure(failure)

    def _check_stop(self) -> None:
        if self._should_stop():
            raise Interrupted("stopped as asked; what was computed is in the cache")


def batches(missing: Sequence[tuple[bytes, Unit]], stage: Stage) -> Iterator[list[tuple[bytes, Unit]]]:
    """Runs of units, heaviest first, that carry at most the stage's `batch_size` of weight, and at least one unit."""
    weighted = sorted(((stage.weight(unit), index) for index, (_, unit) in enumerate(missing)), key=lambda pair: (-pair[0], pair[1]))
    batch: list[tuple[bytes, Unit]] = []
    load = 0
    for weight, index in weighted:
        if batch and load + weight > stage.batch_size:
            yield batch
            batch, load = [], 0
        batch.append(missing[index])
        load += weight
    if batch:
        yield batch

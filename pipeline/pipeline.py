"""The library's front door: a checked config in, records out.

from pipeline import Pipeline, load_config, read
pipeline = Pipeline(load_config())
for record in pipeline.run(read(["articles/"])):
    print(record.article.headline, record.summary)
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.interfaces import ModelInfo
from pipeline.cache import Cache, NoCache, SqliteCache, default_folder
from pipeline.config import Config, StageEntry
from pipeline.errors import ConfigError
from pipeline.facts.tables import FactTables, load_tables
from pipeline.progress import Progress
from pipeline.records import Article, Failure, Record
from pipeline.resolving import resolved
from pipeline.runner import Counts, Runner
from pipeline.stage import Stage

log = logging.getLogger(__name__)

ALWAYS_THERE = frozenset({"article"})
ATTRIBUTES = ("version", "reads", "writes", "batch_size")
"""What the runner asks of a stage besides the methods that its class was checked for."""


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What a stage sees of its surroundings while it is built; see `pipeline.stage.Context`."""

    config: Config
    available: frozenset[str]
    engines: Path
    tables: FactTables

    def resolve(self, path: str) -> str:
        """A path of the config as an absolute one."""
        return self.config.resolve(path)

    def model(self, name: str) -> str:
        """What a family loads under the name: a folder's absolute path, or a shipped model's name; see `pipeline.resolving`."""
        return resolved(name, self.config)


class Pipeline:
    """Stages that are ready to run. Building it finds every mistake of the config and every damaged model; weights load at first use.

    Raises ConfigError and ModelError. Holds no global state; `close` (or a `with` block) releases the cache.
    """

    def __init__(self, config: Config, *, cache: Cache | None = None) -> None:
        self.config = config
        self._folder = Path(config.cache.folder).expanduser() if config.cache.folder else default_folder()
        self.stages: tuple[Stage, ...] = tuple(self._built())
        self._cache = cache
        self.counts = Counts()

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def cache(self) -> Cache:
        """The cache, opened at first use. Raises CacheError."""
        if self._cache is None:
            self._cache = SqliteCache(self._folder) if self.config.cache.enabled else NoCache()
        return self._cache

    def run(
        self,
        articles: Iterable[Article | Failure],
        *,
        on_failure: Callable[[Failure], None] | None = None,
        progress: Progress | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[Record]:
        """Finished records, in the order of the articles; memory does not grow with their number.

        What fails goes to `on_failure` (a log warning where there is none) and does not stop the others. `should_stop` is asked
        between batches; Interrupted is raised when it says yes. `counts` then tells what was done.
        """
        runner = Runner(
            self.stages,
            self.cache,
            window_articles=self.config.run.window_articles,
            window_chars=self.config.run.window_chars,
            on_failure=on_failure or _warn,
            progress=progress,
            should_stop=should_stop,
        )
        self.counts = runner.counts
        return runner.run(articles)

    def models(self) -> Sequence[ModelInfo]:
        """The models that the stages use."""
        return [info for stage in self.stages for info in stage.models()]

    def signature(self) -> dict[str, Any]:
        """All that the results depend on: each stage's version and signature."""
        return {stage.name: {"version": stage.version, **stage.signature()} for stage in self.stages}

    def close(self) -> None:
        """Releases the cache file."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _built(self) -> Iterator[Stage]:
        available, tables = ALWAYS_THERE, load_tables(self.config.facts, self.config.resolve)
        for entry in self.config.stages:
            context = BuildContext(self.config, available, self._folder / "engines", tables)
            found: Any = self.config.classes[entry.name]
            stage = found.from_options(self.config.sections[entry.name], context)
            lacking = [name for name in ATTRIBUTES if not hasattr(stage, name)]
            if lacking:
                raise ConfigError(f"stage {entry.name!r} lacks {', '.join(lacking)} (see pipeline/stage.py)")
            missing = [name for name in stage.reads if name not in available]
            if missing:
                raise ConfigError(_misplaced(entry, missing[0], self.config))
            available |= {stage.writes}
            yield stage


def _misplaced(entry: StageEntry, missing: str, config: Config) -> str:
    order = ", ".join(one.name for one in config.stages)
    return (
        f"stages: [{order}]: {entry.name!r} needs the field {missing!r}, which no stage before it fills; "
        f"put the stage that fills it (segments: segment, translations: translate, summary: summarize, themes: tag) before {entry.name!r}"
    )


def _warn(failure: Failure) -> None:
    log.warning("%s failed in %s: %s", failure.id, failure.stage, failure.reason)

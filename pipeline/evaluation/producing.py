"""What is evaluated: the records of a pipeline that runs now, or those of a finished run's output folder."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.costs import costs
from pipeline.errors import InputError
from pipeline.evaluation.gold import Data
from pipeline.evaluation.results import Usage
from pipeline.progress import Progress
from pipeline.records import Failure, Record
from pipeline.writing.folder import ARTICLES, RUN


@dataclass(frozen=True, slots=True)
class Prices:
    """What an endpoint asks for a million tokens, in any one currency."""

    prompt: float
    completion: float


@dataclass(frozen=True, slots=True)
class Produced:
    """Records by article id; `notes` say what went wrong on the way."""

    records: Mapping[str, Record]
    signature: Mapping[str, Any]
    versions: Mapping[str, str]
    usage: Usage
    notes: tuple[str, ...] = ()


def run_pipeline(
    config: Config,
    data: Data,
    *,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    prices: Prices | None = None,
) -> Produced:
    """Runs the articles through the pipeline of the config, with its cache. Raises what building and running it raises."""
    from pipeline.pipeline import Pipeline
    from pipeline.runs import versions

    failures: list[Failure] = []
    began = time.perf_counter()
    with Pipeline(config) as pipeline:
        articles = [one.article for one in data.articles]
        found = {
            record.article.id: record
            for record in pipeline.run(articles, on_failure=failures.append, progress=progress, should_stop=should_stop)
        }
        seconds = time.perf_counter() - began
        translate = pipeline.counts.stages.get("translate")
        computed = translate.computed if translate else 0
        usage = _usage(found.values(), seconds, computed, costs(pipeline.stages)["usage"], prices)
        signature = pipeline.signature()
    notes = tuple(f"{one.id} failed in {one.stage} and is not measured: {one.reason}" for one in failures)
    return Produced(found, signature, versions(), replace(usage, peak_memory_bytes=peak_memory_bytes()), notes)


def read_run(folder: Path, data: Data, *, prices: Prices | None = None) -> Produced:
    """The records of an output folder. Raises InputError where it is none, lacks an article of the data, or has an empty translation."""
    run = _run(folder / RUN)
    found: dict[str, Record] = {}
    notes: list[str] = []
    wanted = {one.article.id for one in data.articles}
    path = folder / ARTICLES
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                record = _record(line, f"{path}:{number}")
                if record.article.id in wanted:
                    notes += _empty(record, f"{path}:{number}")
                    found[record.article.id] = record
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", "name the folder of a finished `eduwire run`") from error
    missing = [name for name in (one.article.id for one in data.articles) if name not in found]
    if missing:
        raise InputError(
            f"{path} lacks {len(missing)} of the {len(wanted)} articles of {data.name}, {missing[0]} first",
            f"run it on the same folder: eduwire run {data.name} -o {folder}",
        )
    usage = _usage(found.values(), None, 0, run.get("usage") or (), prices)
    return Produced(found, run.get("signature") or {}, run.get("versions") or {}, usage, tuple(notes))


def peak_memory_bytes() -> int | None:
    """The most memory that this process held so far; None on systems that do not tell."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _run(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}", "--run wants the output folder of `eduwire run`") from error
    if not isinstance(values, dict) or values.get("state") != "complete":
        raise InputError(f"{path} does not tell of a complete run", "run the same command again: it goes on from the cache")
    return values


def _record(line: str, where: str) -> Record:
    try:
        return Record.from_dict(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{where}: no record of eduwire: {error!r}") from error


def _empty(record: Record, where: str) -> list[str]:
    """A note for sentences that the pipeline itself could not translate. Raises InputError for a translation that is empty unsaid."""
    notes = []
    for number, one in enumerate(record.translations or (), 1):
        if one is None or one.text.strip():
            continue
        if not any(finding.severity == "critical" for finding in one.findings):
            raise InputError(
                f"{where}: the hypothesis of sentence {number} of {record.article.id} is empty", "translate it, or drop the article"
            )
        notes.append(f"{record.article.id}: sentence {number} was not translated, and counts as empty")
    return notes


def _usage(
    records: Iterable[Record], seconds: float | None, computed: int, used: Iterable[Mapping[str, Any]], prices: Prices | None
) -> Usage:
    records = list(records)
    texts = [one.text for record in records for one in record.translations or () if one is not None]
    spent = list(used)
    prompt, completion = (sum(one[f"{kind}_tokens"] for one in spent) for kind in ("prompt", "completion"))
    cost = None if prices is None else (prompt * prices.prompt + completion * prices.completion) / 1_000_000
    words = sum(len(text.split()) for text in texts)
    return Usage(seconds, len(records), len(texts), computed, words, None, prompt, completion, cost)

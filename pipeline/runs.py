"""One whole run: inputs in, an output folder out. What `eduwire run` and `scripts/run_pipeline.py` call."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.checks.totals import Totals
from pipeline.config import Config
from pipeline.costs import costs, costs_told
from pipeline.duplicates import NearDuplicates
from pipeline.errors import OutputError
from pipeline.pipeline import Pipeline
from pipeline.progress import Progress
from pipeline.reading import read
from pipeline.records import Article, Failure
from pipeline.runner import Counts
from pipeline.writing.folder import OutputFolder
from pipeline.writing.report import renew_report

PACKAGES = ("eduwire", "ctranslate2", "tokenizers", "transformers", "torch", "kiwipiepy", "trafilatura", "datasets")


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to: `articles` finished, `failures`, `sentences` asked for, `known` of these, `themes` found, `seconds`.

    `near_identical` articles say what another one says that is shown in their place (duplicates.jsonl). `findings` are numbers of
    findings, by kind and severity, `unused_exceptions` messages for the known exceptions that covered none.
    """

    articles: int
    failures: int
    sentences: int
    known: int
    themes: int
    near_identical: int
    seconds: float
    counts: Counts
    findings: dict[str, dict[str, int]] = field(default_factory=dict)
    unused_exceptions: tuple[str, ...] = ()


def run_folder(
    config: Config,
    inputs: Sequence[str],
    out: Path,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    on_failure: Callable[[Failure], None] | None = None,
) -> RunResult:
    """Reads `inputs`, runs the pipeline of `config`, writes `out`; `limit` ends after so many articles.

    Raises ConfigError, ModelError, OutputError, CacheError, InputError before any work is done where they can be known, and Interrupted.
    """
    began = time.perf_counter()
    themes, totals = 0, Totals()
    _require_apart(inputs, out)
    with Pipeline(config) as pipeline, _output(pipeline, out) as folder, costs_told(pipeline.stages):
        about = _about(pipeline, inputs)
        _ = pipeline.cache  # opened now, so that a cache that cannot be used is found before the output is touched
        folder.begin(about)

        def failed(failure: Failure) -> None:
            folder.fail(failure)
            if on_failure is not None:
                on_failure(failure)

        alike = NearDuplicates(config.output.near_identical) if config.output.near_identical is not None else None
        articles = read(inputs, config.input)
        limited = articles if limit is None else _limited(articles, limit)
        for record in pipeline.run(limited, on_failure=failed, progress=progress, should_stop=should_stop):
            folder.add(record)
            themes += len(record.themes or ())
            totals.add_record(record)
            if alike is not None:
                alike.add(record.article)
        groups = alike.groups() if alike is not None else []
        for group in groups:
            folder.group(group.to_dict())
        seconds = time.perf_counter() - began
        result = _result(pipeline.counts, themes, sum(len(group.others) for group in groups), seconds)
        unused = tuple(line for stage in pipeline.stages for line in getattr(stage, "unused_exceptions", tuple)())
        result = replace(result, findings=totals.kinds, unused_exceptions=unused)
        folder.finish({**about, "counts": _counted(result), **costs(pipeline.stages)})
    renew_report(out, wanted=config.output.report)
    return result


def _require_apart(inputs: Sequence[str], out: Path) -> None:
    """Raises OutputError where the results would lie among the inputs: the next run would read them as articles."""
    for given in inputs:
        if given != "-" and Path(given).is_dir() and out.resolve().is_relative_to(Path(given).resolve()):
            raise OutputError(f"{out} lies inside the input folder {given}, and would be read as input; choose a folder beside it")


def _output(pipeline: Pipeline, out: Path) -> OutputFolder:
    translators = dict.fromkeys(info.id for stage in pipeline.stages if stage.writes == "translations" for info in stage.models())
    note = (
        f"Machine translation by {', '.join(translators)}, read by no one: compare with the Korean before you quote." if translators else ""
    )
    return OutputFolder(out, pages=pipeline.config.output.markdown, theme_names=theme_names(pipeline), note=note)


def theme_names(pipeline: Pipeline) -> dict[str, str]:
    """English names of the themes that the pipeline's stages can give."""
    names: dict[str, str] = {}
    for stage in pipeline.stages:
        names.update(getattr(stage, "theme_names", {}))
    return names


def versions() -> dict[str, str]:
    """Versions of the packages that can change a result."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _limited(articles: Iterable[Article | Failure], limit: int) -> Iterator[Article | Failure]:
    """The first `limit` articles, with the failures that come before the last of them."""
    count = itertools.count(1)
    if limit < 1:
        return
    for one in articles:
        yield one
        if isinstance(one, Article) and next(count) >= limit:
            return


def _about(pipeline: Pipeline, inputs: Sequence[str]) -> dict[str, Any]:
    return {
        "inputs": list(inputs),
        "versions": versions(),
        "models": [asdict(info) for info in pipeline.models()],
        "signature": pipeline.signature(),
        "theme_names": theme_names(pipeline),
        "config": pipeline.config.to_dict(),
    }


def _result(counts: Counts, themes: int, near_identical: int, seconds: float) -> RunResult:
    translate = counts.stages.get("translate") or counts.stages.get("segment")
    asked = translate.units if translate else 0
    known = translate.cached + translate.repeated if translate else 0
    return RunResult(counts.articles, counts.failures, asked, known, themes, near_identical, seconds, counts)


def _counted(result: RunResult) -> dict[str, Any]:
    values = asdict(result)
    counts = values.pop("counts")
    stages = {name: {**one, "seconds": round(one["seconds"], 3)} for name, one in counts["stages"].items()}
    return {**values, "seconds": round(result.seconds, 3), "stages": stages}

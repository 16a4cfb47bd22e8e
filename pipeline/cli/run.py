"""`eduwire run`: inputs to an output folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.levels import FOUND, FailOn
from pipeline.cli.options import CacheFolder, ConfigFile, Offline, Overrides, Quiet, overrides_with

if TYPE_CHECKING:
    from pipeline.config import Config

SOME_FAILED = 3


def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders with all beneath them, or - (standard input).")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the results go; an earlier run there is resumed.")],
    config: ConfigFile = None,
    overrides: Overrides = None,
    stages: Annotated[
        str | None, typer.Option("--stages", metavar="A,B", help="Run these stages only, for example segment,translate.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Stop after N articles.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check config, models and inputs; compute and write nothing.")] = False,
    cache: CacheFolder = None,
    offline: Offline = False,
    quiet: Quiet = False,
    fail_on: FailOn = None,
) -> None:
    """Translate, summarize and tag articles; write articles.jsonl, a page for each article, run.json and failures.jsonl."""
    from pipeline.checks.totals import by_severity, reaches
    from pipeline.cli.interrupt import stop_asked
    from pipeline.cli.screen import screen
    from pipeline.config import load_config
    from pipeline.reading import count
    from pipeline.runs import run_folder

    named = [name.strip() for name in stages.split(",") if name.strip()] if stages is not None else None
    loaded = load_config(config, overrides_with(overrides, cache, offline=offline), named)
    files = count(inputs, loaded.input)
    if dry_run:
        _dry_run(loaded, inputs, limit)
        return
    with screen(files if limit is None else min(files, limit), quiet=quiet) as shown, stop_asked(shown.note) as asked:
        result = run_folder(loaded, inputs, out, limit=limit, progress=shown.progress, should_stop=asked.is_set, on_failure=shown.failure)
    shown.table(result, out)
    if result.findings and not quiet:
        shown.note("findings: " + ", ".join(f"{count} {severity}" for severity, count in by_severity(result.findings).items()))
    for line in result.unused_exceptions:
        shown.note(line)
    if result.failures:
        raise typer.Exit(SOME_FAILED)
    if fail_on is not None and reaches(result.findings, fail_on):
        raise typer.Exit(FOUND)


def _dry_run(config: Config, inputs: list[str], limit: int | None) -> None:
    """Builds the pipeline, reads every input, and says what a run would do."""
    from pipeline.pipeline import Pipeline
    from pipeline.reading import read
    from pipeline.records import Failure

    with Pipeline(config) as built:
        models = [f"{info.id} ({info.family}, {info.licence})" for info in built.models()]
    articles = failures = chars = 0
    for one in read(inputs, config.input):
        if isinstance(one, Failure):
            failures += 1
            typer.echo(f"would fail: {one.id}: {one.reason}", err=True)
            continue
        articles += 1
        chars += sum(len(block.text) for block in one.blocks)
        if limit is not None and articles >= limit:
            break
    typer.echo(f"stages: {', '.join(entry.name for entry in config.stages)}")
    typer.echo(f"models: {', '.join(models) or 'none'}")
    typer.echo(f"{articles} articles ({chars:,} characters), {failures} inputs that fail; nothing was computed or written")
    if failures:
        raise typer.Exit(SOME_FAILED)

"""`eduwire evaluate`: how good a configuration is, against references."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import CacheFolder, ConfigFile, Offline, Overrides, Quiet, overrides_with

if TYPE_CHECKING:
    from pipeline.evaluation.producing import Prices
    from pipeline.evaluation.results import Evaluation

NOT_GOOD_ENOUGH = 4


def evaluate(
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA", help="A folder of articles with ID.ref.json beside them, a .jsonl, .csv or .tmx, or a dataset folder."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="REPORT",
            help="Folder for report.html, report.md, evaluation.json; or a .json for --no-worse-than: scores and statistics, no text.",
        ),
    ] = None,
    config: ConfigFile = None,
    overrides: Overrides = None,
    run: Annotated[
        Path | None,
        typer.Option(
            "--run", metavar="OUT", help="Measure the output folder of a finished `eduwire run` over DATA; nothing is translated."
        ),
    ] = None,
    fail_under: Annotated[
        list[str] | None, typer.Option("--fail-under", metavar="SCORE=N", help="Exit with 4 where a score is lower, for example chrf=50.")
    ] = None,
    fail_over: Annotated[
        list[str] | None, typer.Option("--fail-over", metavar="SCORE=N", help="Exit with 4 where a score is higher, for example ter=70.")
    ] = None,
    no_worse_than: Annotated[
        Path | None,
        typer.Option(
            "--no-worse-than",
            metavar="BASELINE",
            help="Exit with 4 where a score is worse than in this evaluation by more than chance would give.",
        ),
    ] = None,
    comet_python: Annotated[
        Path | None, typer.Option("--comet-python", metavar="PATH", help="An interpreter that has unbabel-comet, for COMET.")
    ] = None,
    comet_model: Annotated[Path | None, typer.Option("--comet-model", metavar="DIR", help="The folder of a COMET model.")] = None,
    price: Annotated[
        str | None, typer.Option("--price", metavar="IN,OUT", help="What an endpoint asks for a million tokens, prompt and completion.")
    ] = None,
    cache: CacheFolder = None,
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Measure translations, summaries and themes against references, with intervals; see where a configuration is weak."""
    from pipeline.cli.interrupt import stop_asked
    from pipeline.cli.screen import screen
    from pipeline.config import load_config
    from pipeline.evaluation.comparing import compare
    from pipeline.evaluation.data import load_data
    from pipeline.evaluation.evaluating import evaluate as evaluate_data
    from pipeline.evaluation.evaluating import stages_for
    from pipeline.evaluation.files import read_evaluation
    from pipeline.evaluation.gates import breaches, parsed, setbacks
    from pipeline.evaluation.metrics import Settings, metrics
    from pipeline.evaluation.report import score_lines

    # all that can be wrong is found before anything is computed
    given = overrides_with(overrides, cache, offline=offline)
    loaded = load_config(config, given)
    settings = Settings(comet_python=comet_python, comet_model=comet_model)
    measured = metrics(settings)
    measures = [measure for metric in measured for measure in metric.measures]
    gates = [*parsed(fail_under or (), measures), *parsed(fail_over or (), measures, is_upper=True)]
    baseline = read_evaluation(no_worse_than) if no_worse_than is not None else None
    prices = _prices(price)
    articles = load_data(data, loaded.input)
    if (stages := stages_for(articles, loaded)) != [entry.name for entry in loaded.stages]:
        loaded = load_config(config, given, stages)
    with screen(len(articles.articles), quiet=quiet) as shown, stop_asked(shown.note) as asked:
        found = evaluate_data(
            loaded, articles, run=run, settings=settings, prices=prices, progress=shown.progress, should_stop=asked.is_set
        )
    if out is not None:
        _write(found, out)
    if not quiet:
        for line in (*score_lines(found.scores), *(f"note: {note}" for note in found.notes)):
            typer.echo(line)
    told = list(breaches(found, gates))
    if baseline is not None:
        held = compare(baseline, found, measured)
        told += setbacks(held)
        for note in held.notes:
            typer.echo(f"note: not held against the baseline as a whole: {note}", err=True)
    for line in told:
        typer.echo(f"not good enough: {line}", err=True)
    if told:
        raise typer.Exit(NOT_GOOD_ENOUGH)


def _write(found: Evaluation, out: Path) -> None:
    from pipeline.evaluation.files import EVALUATION, write_baseline, write_evaluation, write_file
    from pipeline.evaluation.report import report
    from pipeline.evaluation.report_html import write_page

    if out.suffix == ".json":
        write_baseline(found, out)
        return
    write_evaluation(found, out / EVALUATION)
    write_file(out / "report.md", report(found))
    write_page(found, out / "report.html")


def _prices(given: str | None) -> Prices | None:
    """Raises ConfigError where these are not two numbers."""
    from pipeline.errors import ConfigError
    from pipeline.evaluation.producing import Prices

    if given is None:
        return None
    try:
        prompt, completion = map(float, given.split(","))
    except ValueError:
        raise ConfigError(f"--price {given}: write two numbers with a comma between, for example --price 0.15,0.60") from None
    return Prices(prompt, completion)

"""`eduwire`: the commands, and what becomes of errors.

Exit codes: 0 all went well, 3 some inputs failed, 4 a finding is as grave as `--fail-on` says, 2 a usage, config, model or output error,
1 a fault of eduwire's, 130 stopped by Ctrl-C, 141 the reader of our output went away.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before any engine loads: spinning threads halve everything on a shared machine

import typer

from pipeline.cli import cache, check, compare, config, doctor, evaluate, models, report, run, termbase, themes, translate
from pipeline.errors import EduwireError, InputError, Interrupted

FAULT, USAGE, SOME_FAILED, STOPPED = 1, 2, 3, 130

app = typer.Typer(
    name="eduwire",
    help="Reads Korean education news, translates it to English, summarizes it and tags policy themes. Works offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would cost a quarter of a second
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="run", no_args_is_help=True)(run.run)
app.command(name="report", no_args_is_help=True)(report.report)
app.command(name="translate")(translate.translate)
app.command(name="themes")(themes.themes)
app.command(name="check")(check.check)
app.command(name="evaluate", no_args_is_help=True)(evaluate.evaluate)
app.command(name="compare", no_args_is_help=True)(compare.compare)
app.add_typer(config.app, name="config")
app.add_typer(cache.app, name="cache")
app.add_typer(models.app, name="models")
app.add_typer(termbase.app, name="termbase")
app.command(name="doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"eduwire {version('eduwire')}")
        except PackageNotFoundError:
            typer.echo("eduwire, run from its source tree and not installed")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)] = False,
) -> None:
    pass


def main() -> None:
    """Runs the command line and ends the process with the exit code that fits."""
    try:
        app(standalone_mode=True)
    except Interrupted as stop:
        _say(f"{stop}. The same command goes on from there.")
        sys.exit(STOPPED)
    except EduwireError as error:
        advice = f" ({error.advice})" if isinstance(error, InputError) and error.advice else ""
        _say(f"eduwire: {error}{advice}")
        sys.exit(USAGE)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

"""`eduwire termbase`: check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Check termbases: Korean terms and the English they should have.", no_args_is_help=True)

CONFLICTS = 3
"""Exit code of `--strict` where there is something to look at."""


@app.callback()
def _group() -> None:
    pass  # with one command alone typer would drop its name


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A termbase: .tsv, .csv or TBX-Basic (.tbx, .xml).")],
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 where there is anything to look at.")] = False,
) -> None:
    """Check a termbase: lines that cannot be used (exit code 2), then overlaps, terms with the same English, forbidden forms in use.

    Columns: ko, en, variants and forbidden (several, with | between them), valid_from and valid_to (2024-01-18), domain, note.
    The English =TERM means: the same as TERM's, another term of the file.
    """
    from pipeline.facts.termbase import conflicts, load_termbase

    termbase = load_termbase(file)
    found = conflicts(termbase)
    for conflict in found:
        lines = ", ".join(map(str, conflict.lines))
        typer.echo(f"{file}, {'lines' if len(conflict.lines) > 1 else 'line'} {lines}: {conflict.kind}: {conflict.message}")
    typer.echo(f"{file}: {len(termbase.terms)} terms, {len(found)} to look at")
    if strict and found:
        raise typer.Exit(CONFLICTS)

"""`eduwire report`: the HTML report of a finished run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that eduwire run wrote.")]) -> None:
    """Write report/index.html of a finished run: overview, list and articles side by side; opens from disk, offline."""
    from pipeline.writing.report import write_report

    typer.echo(f"report: {write_report(out)}", err=True)

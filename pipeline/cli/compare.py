"""`eduwire compare`: whether one evaluation is better than another, and by more than chance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A report of `eduwire evaluate -o`, or its evaluation.json: the baseline.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The one that is held against it.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it as Markdown too, or as JSON for a .json.")
    ] = None,
) -> None:
    """Compare two evaluations of the same data: p-values, the sentences that moved most, a verdict in words."""
    import json

    from pipeline.evaluation.comparing import compare as compare_evaluations
    from pipeline.evaluation.files import read_evaluation, write_file
    from pipeline.evaluation.metrics import scorers
    from pipeline.evaluation.report import comparison_report

    one, two = read_evaluation(first), read_evaluation(second)
    found = compare_evaluations(one, two, scorers([*one.rows, *two.rows]), (str(first), str(second)))
    text = comparison_report(found)
    if out is not None:
        write_file(out, json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n" if out.suffix == ".json" else text)
    typer.echo(text, nl=False)
    for path in (path for path, one in ((first, one), (second, two)) if not one.sentences):
        typer.echo(
            f"note: {path} holds no sentences, so those that moved most are not known; write a folder with `eduwire evaluate -o REPORT`",
            err=True,
        )

#!/usr/bin/env python3
"""From trained folders to a translator that ships.

python scripts/export_translator.py TRAINED... --out FOLDER      several checkpoints are averaged first

FOLDER gets the weights in fp16, the tokenizer and the settings that both engines need; `translate.model: FOLDER` uses it, and
`python scripts/score_translator.py --set translate.model=FOLDER` measures it. A model card is written by hand.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.errors import ModelError
from models.training.translator.averaging import average
from models.training.translator.export import export
from models.weights import located


def main(
    trained: Annotated[list[Path], typer.Argument(help="Folders that training wrote, the newest last.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write; what is there is replaced.")],
    tokenizer: Annotated[Path | None, typer.Option(help="tokenizer.json; ko-en-news has the one that is left out.")] = None,
    targets: Annotated[int, typer.Option(help="Pieces with ids under this one may be produced.")] = 11_724,
) -> None:
    """Average where there are several, then export."""
    pieces = tokenizer or located("ko-en-news") / "tokenizer.json"
    try:
        with tempfile.TemporaryDirectory() as temporary:
            whole = trained[0]
            if len(trained) > 1:
                whole = Path(temporary) / "mean"
                average(trained, whole)
            export(whole, pieces, out, targets=targets)
    except ModelError as error:
        typer.echo(f"export_translator: {error}", err=True)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    typer.run(main)

"""`eduwire themes`: the taxonomy."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import ConfigFile, Overrides


def themes(
    config: ConfigFile = None,
    overrides: Overrides = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the policy themes that articles are tagged with."""
    import json
    from dataclasses import asdict
    from pathlib import Path

    from pipeline.config import load_config
    from pipeline.taxonomy import load_taxonomy

    loaded = load_config(config, overrides or (), ["segment", "tag"])
    taxonomy = load_taxonomy(Path(loaded.resolve(loaded.sections["tag"].taxonomy)))  # type: ignore[attr-defined]
    if as_json:
        for theme in taxonomy:
            typer.echo(json.dumps(asdict(theme), ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "English", "Korean", "what it covers", box=None)
    for theme in taxonomy:
        table.add_row(theme.id, theme.name_en, theme.name_ko, theme.definition)
    Console().print(table)

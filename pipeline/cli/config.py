"""`eduwire config`: show, schema, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigFile, Overrides

app = typer.Typer(help="Show, check and describe configs.", no_args_is_help=True)


@app.command()
def show(
    config: ConfigFile = None,
    overrides: Overrides = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of YAML.")] = False,
) -> None:
    """Print a config with every default filled in."""
    import json

    import yaml

    from pipeline.config import load_config

    values = load_config(config, overrides or ()).to_dict()
    text = json.dumps(values, ensure_ascii=False, indent=2) if as_json else yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    typer.echo(text.rstrip())


@app.command()
def schema() -> None:
    """Print the JSON Schema of a config, for editors."""
    import json

    from pipeline.config import config_schema

    typer.echo(json.dumps(config_schema(), ensure_ascii=False, indent=2))


@app.command()
def check(config: Annotated[Path, typer.Argument(metavar="FILE", help="The config to check.")], overrides: Overrides = None) -> None:
    """Check a config: keys, values, order of stages, models. Exit code 2 where something is wrong."""
    from pipeline.config import load_config
    from pipeline.pipeline import Pipeline

    with Pipeline(load_config(config, overrides or ())) as built:
        typer.echo(f"{config}: right; stages {', '.join(stage.name for stage in built.stages)}")

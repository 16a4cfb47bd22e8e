"""`eduwire doctor`: what this machine can run."""

from __future__ import annotations

import typer

from pipeline.cli.options import CacheFolder


def doctor(cache: CacheFolder = None) -> None:
    """Say what this machine has, what is cached, and which of the shipped configs fit it. Uses no network."""
    from pipeline.examination import cached_models, machine_lines, preset_lines, version_lines

    for title, lines in (
        ("machine", machine_lines(cache)),
        ("cached Hub models", cached_models()),
        ("configs", preset_lines()),
        ("versions", version_lines()),
    ):
        typer.echo(f"{title}:")
        for line in lines:
            typer.echo(f"  {line}")

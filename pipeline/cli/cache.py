"""`eduwire cache`: stats and prune."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import CacheFolder

app = typer.Typer(help="Look at and clean the cache of earlier results.", no_args_is_help=True)


@app.command()
def stats(cache: CacheFolder = None) -> None:
    """Entries and size of each stage."""
    import time

    from rich.console import Console
    from rich.table import Table

    from pipeline.cache import SqliteCache, default_folder

    opened = SqliteCache(cache or default_folder())
    table = Table("stage", "entries", "MB", "oldest use", "newest use", box=None)
    for row in opened.stats():
        days = [time.strftime("%Y-%m-%d", time.localtime(used)) for used in (row.oldest_use, row.newest_use)]
        table.add_row(row.stage, f"{row.entries:,}", f"{row.size_bytes / 1e6:.1f}", *days)
    Console().print(table)
    typer.echo(f"{opened.path}: {opened.path.stat().st_size / 1e6:.1f} MB on disk")
    opened.close()


@app.command()
def prune(
    cache: CacheFolder = None,
    unused_days: Annotated[
        float | None, typer.Option("--unused-days", min=0, metavar="DAYS", help="Remove what was not used for so many days.")
    ] = None,
    stage: Annotated[str | None, typer.Option("--stage", metavar="NAME", help="Remove entries of this stage only.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Remove all entries.")] = False,
) -> None:
    """Remove entries. Name what to remove: --unused-days, --stage or --all."""
    from pipeline.cache import SqliteCache, default_folder
    from pipeline.errors import ConfigError

    if unused_days is None and stage is None and not everything:
        raise ConfigError("say what to remove: --unused-days DAYS, --stage NAME or --all")
    opened = SqliteCache(cache or default_folder())
    known = [row.stage for row in opened.stats()]
    if stage is not None and stage not in known:
        opened.close()
        raise ConfigError(f"the cache has no entries of a stage {stage!r}; it has {', '.join(known) or 'none at all'}")
    removed = opened.prune(unused_days=unused_days, stage=stage)
    opened.close()
    typer.echo(f"removed {removed:,} entries")

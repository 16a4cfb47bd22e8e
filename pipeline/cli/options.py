"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigFile = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="A config; it names only what differs from the defaults.")
]
Overrides = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Set one option, for example --set translate.beam_size=1.")
]
CacheFolder = Annotated[Path | None, typer.Option("--cache", metavar="DIR", help="Where the cache is, instead of the user's cache folder.")]
Offline = Annotated[bool, typer.Option("--offline", help="Never download: a Hub model that is not in the cache is an error.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]


def overrides_with(given: list[str] | None, cache: Path | None, *, offline: bool = False) -> list[str]:
    """`--set` values with `--cache DIR` and `--offline` among them."""
    import json

    folder = [f"cache.folder={json.dumps(str(cache.absolute()), ensure_ascii=False)}"] if cache is not None else []
    return [*(given or ()), *folder, *(["models.offline=true"] if offline else ())]

"""`eduwire models`: list, fetch, verify, licences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import ConfigFile, Overrides

if TYPE_CHECKING:
    from pipeline.catalogue import ModelEntry
    from pipeline.config import Config

app = typer.Typer(help="The model catalogue, downloads, locked revisions and licences.", no_args_is_help=True)

DAMAGED = 3

LockFile = Annotated[Path | None, typer.Option("--lock", metavar="FILE", help="The lock, instead of the config's models.lock.")]


@app.command(name="list")
def list_models(
    task: Annotated[str | None, typer.Option("--task", metavar="TASK", help="translation, summarization or themes.")] = None,
    policy: Annotated[str, typer.Option("--policy", metavar="POLICY", help="commercial: only what allows commercial use.")] = "any",
    region: Annotated[str | None, typer.Option("--region", metavar="CODE", help="Only what may be used there: KR, US, EU ...")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with everything that is known.")] = False,
) -> None:
    """List the models that a config may name; conditional ones are listed under `any` only."""
    from pipeline.catalogue import load_catalogue, misfit
    from pipeline.config import load_config
    from pipeline.errors import ConfigError

    overrides = [f"models.policy={policy}", *([f"models.region={region}"] if region is not None else [])]
    wanted = load_config(None, overrides).models
    catalogue = load_catalogue()
    tasks = sorted({one for entry in catalogue for one in entry.tasks})
    if task is not None and task not in tasks:
        raise ConfigError(f"--task {task}: choose {', '.join(tasks)}")
    fitting = [entry for entry in catalogue if misfit(entry, wanted.policy, wanted.region) is None]
    found = [entry for entry in fitting if task is None or task in entry.tasks]
    if as_json:
        for entry in found:
            typer.echo(entry.model_dump_json())
        return
    _show(found)


def _show(entries: list[ModelEntry]) -> None:
    """A block for each model: ids are long, and a table would break them."""
    for entry in entries:
        commercial = "commercial use allowed" if entry.commercial else "no commercial use"
        if entry.condition is not None:
            commercial = f"commercial use where: {entry.condition}"
        typer.echo(entry.id)
        typer.echo(
            f"    {', '.join(entry.tasks)}; family {entry.family}; {', '.join(entry.languages)}; {_size(entry.parameters)} parameters"
        )
        extras = [f"not in {', '.join(entry.not_in)}"] if entry.not_in else []
        extras += ["gated"] if entry.gated else []
        typer.echo(f"    {'; '.join([entry.licence, commercial, *extras])}")
        if entry.score is not None:
            typer.echo(f"    {entry.score.metric} {entry.score.value:g} on {entry.score.test_set} ({entry.score.source})")


def _size(parameters: int) -> str:
    for limit, unit in ((1_000_000_000, "B"), (1_000_000, "M")):
        if parameters >= limit:
            return f"{parameters / limit:.3g}{unit}"
    return f"{parameters:,}"


@app.command()
def fetch(
    names: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Hub models, org/name or org/name@revision.")] = None,
    config: ConfigFile = None,
    overrides: Overrides = None,
    lock: LockFile = None,
) -> None:
    """Download models and write their commits and hashes to models.lock; with a config and no ID, all Hub models that it names.

    After a download that broke off, the same command fetches the files that are missing. Runs then use the locked commits, offline too.
    """
    from models.locate import hub_name
    from pipeline.config import load_config
    from pipeline.errors import ConfigError
    from pipeline.fetching import fetch_and_lock
    from pipeline.resolving import lock_path, named_models

    loaded = load_config(config, overrides or ())
    wanted = names or ([name for name in named_models(loaded) if _is_on_hub(name, loaded)] if config is not None else [])
    if not wanted:
        said = "the config names no Hub model" if config is not None else "name models (org/name), or a config with --config FILE"
        raise ConfigError(f"nothing to fetch: {said}")
    strange = next((name for name in wanted if hub_name(name) is None), None)
    if strange is not None:
        raise ConfigError(f"{strange} is no Hub model; write org/name or org/name@revision (models that ship need no fetching)")
    path = lock or lock_path(loaded)
    for line in fetch_and_lock(wanted, loaded, path):
        typer.echo(line)
    typer.echo(f"locked in {path}")


def _is_on_hub(name: str, config: Config) -> bool:
    from models.locate import hub_name
    from pipeline.resolving import own_folder

    return hub_name(name) is not None and own_folder(name, config) is None


@app.command()
def verify(config: ConfigFile = None, overrides: Overrides = None, lock: LockFile = None) -> None:
    """Hold the cached files against the hashes of the lock. Exit code 3 where one is missing or differs."""
    from pipeline.config import load_config
    from pipeline.errors import ConfigError
    from pipeline.fetching import verified
    from pipeline.resolving import lock_path

    path = lock or lock_path(load_config(config, overrides or ()))
    if not path.is_file():
        raise ConfigError(f"no lock {path}; `eduwire models fetch` writes it, --lock names another")
    damaged = False
    for name, problems in verified(path):
        damaged = damaged or bool(problems)
        typer.echo(f"{name}: {'; '.join(problems) or 'right'}")
    if damaged:
        typer.echo("fetch what is damaged again with `eduwire models fetch ID`", err=True)
        raise typer.Exit(DAMAGED)


@app.command()
def licences(config: ConfigFile = None, overrides: Overrides = None) -> None:
    """Say under which licences the models of a config stand and what they ask for. No legal advice."""
    from pipeline.config import load_config
    from pipeline.fetching import licence_of
    from pipeline.resolving import named_models

    loaded = load_config(config, overrides or ())
    for name in named_models(loaded):
        told = licence_of(name, loaded)
        typer.echo(f"{name}: {told.name}{f' ({told.url})' if told.url else ''}")
        typer.echo(f"    {told.asks}")
        for remark in told.remarks:
            typer.echo(f"    {remark}")

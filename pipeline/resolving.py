"""From the name of a model in a config to what a family loads: policy first, then a folder, a shipped name, or the Hub's cache."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import ModelError
from models.locate import HubName, hub_name
from models.weights import names as shipped_names
from pipeline.catalogue import ModelEntry, alternatives, find, load_catalogue, misfit, nearest
from pipeline.config import Config
from pipeline.errors import ConfigError
from pipeline.locking import LockedModel, damage, read_lock
from pipeline.resources import configs_folder

log = logging.getLogger(__name__)

ALTERNATIVES_SHOWN = 6
NOT_ON_HUB = frozenset({"openai"})
"""Families whose `model` is a name at an endpoint of the user's, not a checkpoint."""


def resolved(name: str, config: Config) -> str:
    """A folder's absolute path, or a shipped model's name. Downloads a Hub model only where it is not cached and the config allows it.

    Raises ConfigError where policy or region forbid the model, ModelError where it is not to be had, or has only a pickle where
    `models.allow_bin` is false.
    """
    permit(name, config)
    folder = own_folder(name, config)
    if folder is not None:
        _hold_to_safetensors(name, folder, config)
        return str(folder)
    hub = hub_name(name)
    if hub is None or name in shipped_names():
        return name
    return str(_snapshot(hub, config))


def own_folder(name: str, config: Config) -> Path | None:
    """The absolute folder of the user's that a name means; None where there is none, so that it means a shipped or a Hub model.

    A relative one starts from the config; under a shipped config, which has no models beside it and where the name was typed with --set,
    from the working directory, and there a shipped name stays what it is.
    """
    typed = config.folder == configs_folder()
    if typed and name in shipped_names():
        return None
    folder = (Path.cwd() if typed else config.folder) / Path(name).expanduser()
    return folder if folder.is_dir() else None


def permit(name: str, config: Config) -> None:
    """Holds a model against `models.policy` and `models.region`. Raises ConfigError that names the reason and what would fit."""
    policy, region, trusted = config.models.policy, config.models.region, config.models.trusted
    if policy == "any" and region is None:
        return
    hub = hub_name(name)
    catalogue = load_catalogue()
    entry = None if own_folder(name, config) is not None else find(catalogue, hub.id if hub else name)
    if entry is None:
        if policy == "commercial" and name not in trusted and (hub is None or hub.id not in trusted):
            raise ConfigError(
                f"{name} is not in the catalogue, and models.policy is commercial; read its licence, and where it allows "
                f"what you do, say so with models.trusted: [{name}]"
            )
        return
    reason = misfit(entry, policy, region, trusted)
    if reason is not None:
        raise ConfigError(f"{entry.id} {reason}; {_fitting(catalogue, entry, config)}")


def lock_path(config: Config) -> Path:
    """Where the lock of a config is: beside the config; for the shipped configs in the working directory."""
    beside = Path() if config.folder == configs_folder() else config.folder
    return beside / Path(config.models.lock).expanduser()


def named_models(config: Config) -> tuple[str, ...]:
    """The models that the stages of a config name, fallbacks among them, each once and in order."""
    found = [name for section in config.sections.values() for name in _model_values(section.model_dump(mode="json"))]
    return tuple(dict.fromkeys(found))


def _model_values(options: dict[str, Any]) -> Iterator[str]:
    if isinstance(options.get("model"), str) and options.get("family") not in NOT_ON_HUB:
        yield options["model"]
    for value in options.values():
        if isinstance(value, dict):
            yield from _model_values(value)


def _fitting(catalogue: tuple[ModelEntry, ...], entry: ModelEntry, config: Config) -> str:
    others = [one.id for one in alternatives(catalogue, entry, config.models.policy, config.models.region)]
    more = f" and {len(others) - ALTERNATIVES_SHOWN} more (`eduwire models list`)" if len(others) > ALTERNATIVES_SHOWN else ""
    return f"models for {entry.tasks[0]} that fit: {', '.join(others[:ALTERNATIVES_SHOWN]) or 'none'}{more}"


def _snapshot(hub: HubName, config: Config) -> Path:
    """The folder of a Hub model: the locked commit where there is a lock, else what is cached, else what the Hub has now."""
    from models import hub as hub_access

    options = config.models
    locked = read_lock(lock_path(config)).get(str(hub))
    folder = hub_access.cached(hub.id, locked.commit if locked else hub.revision)
    if folder is None:
        if options.offline:
            raise ModelError(_not_cached(hub, locked))
        known = [entry.id for entry in load_catalogue()]
        log.info("fetching %s from the Hub", hub)
        folder = hub_access.fetch(hub.id, locked.commit if locked else hub.revision, allow_bin=options.allow_bin, known=known)
    _hold_to_safetensors(str(hub), folder, config)
    if locked is None:
        log.info("%s is not locked; this run uses commit %s (`eduwire models fetch %s` locks it)", hub, folder.name, hub)
    elif problems := damage(locked, folder, read=False):
        raise ModelError(
            f"{hub} in {folder} is not what {lock_path(config)} says: {'; '.join(problems)}; "
            f"fetch it again with `eduwire models fetch {hub}`"
        )
    return folder


def _hold_to_safetensors(name: str, folder: Path, config: Config) -> None:
    from models.hub import bin_refused, only_bin

    if not config.models.allow_bin and only_bin(folder):
        raise ModelError(bin_refused(name))


def _not_cached(hub: HubName, locked: LockedModel | None) -> str:
    at = f" at the locked commit {locked.commit[:12]}" if locked else ""
    near = nearest(load_catalogue(), hub.id)
    hint = f"; did you mean {near}?" if near is not None and near != hub.id else ""
    return (
        f"{hub} is no folder, and not in the Hub's cache{at}, at least not whole, and downloads are forbidden (--offline, models.offline); "
        f"fetch it first with `eduwire models fetch {hub}`{hint}"
    )

"""What `eduwire models` does: download and lock, verify, and tell licences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models import hub
from models.errors import ModelError
from models.locate import hub_name
from models.weights import names as shipped_names
from models.weights import shipped
from pipeline.catalogue import ModelEntry, find, load_catalogue, load_licences
from pipeline.config import Config
from pipeline.locking import damage, locked, read_lock, write_lock
from pipeline.resolving import own_folder, permit

UNKNOWN = "unknown"
CARD_LINES = 40
"""Lines at the head of a model card within which its front matter names the licence."""


def fetch_and_lock(names: Sequence[str], config: Config, path: Path) -> Iterator[str]:
    """Downloads each model and adds it to the lock at once, so that a later failure loses nothing; yields a line for each.

    Raises ConfigError where policy or region forbid one, before anything is downloaded; ModelError; OutputError.
    """
    for name in names:
        permit(name, config)
    catalogue = load_catalogue()
    known = [entry.id for entry in catalogue]
    for name in names:
        wanted = hub_name(name)
        assert wanted is not None, "the caller checked the names"
        folder = _snapshot(wanted.id, wanted.revision, config, known)
        entry = find(catalogue, wanted.id)
        model = locked(folder, entry.licence if entry is not None else card_licence(folder))
        write_lock(path, {**read_lock(path), name: model})
        size = sum(file.size for file in model.files.values())
        yield f"{name}: commit {model.commit}, {len(model.files)} files, {size / 1e6:,.1f} MB, {model.licence}"


def _snapshot(model_id: str, revision: str | None, config: Config, known: Sequence[str]) -> Path:
    if not config.models.offline:
        return hub.fetch(model_id, revision, allow_bin=config.models.allow_bin, known=known)
    folder = hub.cached(model_id, revision)
    if folder is None:
        raise ModelError(f"{model_id} is not in the cache, at least not whole, and models.offline forbids to download it")
    return folder


def verified(path: Path) -> Iterator[tuple[str, list[str]]]:
    """For each model of the lock what is wrong with its files in the cache; an empty list where nothing is. Reads every file."""
    for name, model in read_lock(path).items():
        wanted = hub_name(name)
        folder = hub.cached(wanted.id, model.commit) if wanted is not None else None
        yield name, ["not in the cache, at least not whole"] if folder is None else damage(model, folder)


@dataclass(frozen=True, slots=True)
class ToldLicence:
    """A licence as a person reads it."""

    name: str
    url: str | None
    asks: str
    remarks: tuple[str, ...] = ()


def licence_of(name: str, config: Config) -> ToldLicence:
    """The licence of a model that a config names, from the catalogue, else from the card in its folder."""
    folder = own_folder(name, config)
    wanted = hub_name(name)
    entry = None if folder is not None else find(load_catalogue(), wanted.id if wanted else name)
    if entry is not None:
        licence = load_licences()[entry.licence]
        return ToldLicence(entry.licence, licence.url, licence.asks, tuple(_remarks(entry)))
    if folder is None and name in shipped_names():
        folder = shipped(name)
    stated = card_licence(folder) if folder is not None else UNKNOWN
    asks = "no licence is known: ask the makers" if stated == UNKNOWN else "not in the catalogue: read the model's card"
    return ToldLicence(stated, None, asks)


def _remarks(entry: ModelEntry) -> Iterator[str]:
    if entry.commercial is False:
        yield "no commercial use"
    elif entry.condition is not None:
        yield f"commercial use where: {entry.condition}"
    if entry.not_in:
        yield f"not in {', '.join(entry.not_in)}"


def card_licence(folder: Path) -> str:
    """The `license:` of a model card's front matter; `unknown` where there is none."""
    try:
        lines = (folder / "README.md").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return UNKNOWN
    stated = (line.partition(":")[2].strip() for line in lines[:CARD_LINES] if line.startswith("license:"))
    return next(stated, UNKNOWN) or UNKNOWN

"""models.lock: for each Hub model its commit, the SHA-256 of its files and its licence, so that a run next year uses the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError, OutputError
from pipeline.writing.atomic import write_text

FORMAT = 1


class LockedFile(BaseModel):
    """A file of a model: size in bytes and hash of its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class LockedModel(BaseModel):
    """A model at one commit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    licence: str
    files: dict[str, LockedFile] = Field(min_length=1)


class _LockFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = Field(ge=FORMAT, le=FORMAT)
    models: dict[str, LockedModel]


Lock = Mapping[str, LockedModel]
"""Locked models by the name that a config gives them, `org/name` or `org/name@revision`."""


def read_lock(path: Path) -> Lock:
    """The lock in a file; empty where there is none. Raises ConfigError for a file that is no lock."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    try:
        return _LockFile.model_validate_json(text).models
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise ConfigError(f"{path} is no models.lock: {place}: {first['msg']}; write it anew with `eduwire models fetch`") from error


def write_lock(path: Path, lock: Lock) -> None:
    """Writes the lock whole or not at all, in alphabetical order, so that a change is a small diff. Raises OutputError."""
    models = {name: lock[name].model_dump() for name in sorted(lock)}
    text = json.dumps({"format": FORMAT, "models": models}, indent=1, ensure_ascii=False) + "\n"
    try:
        write_text(path, text)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}; name another file with --lock") from error


def locked(folder: Path, licence: str) -> LockedModel:
    """A snapshot in the Hub's cache as the lock holds it; reads every file. The folder's name is the commit. Raises OSError."""
    files = {path.relative_to(folder).as_posix(): _hashed(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    return LockedModel(commit=folder.name, licence=licence, files=files)


def damage(model: LockedModel, folder: Path, *, read: bool = True) -> list[str]:
    """What differs between a folder and the lock, one line for each file; empty where nothing does.

    `read=False` compares sizes only, which is quick and finds what was cut short.
    """
    problems = []
    for name, wanted in model.files.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif path.stat().st_size != wanted.size:
            problems.append(f"{name} has {path.stat().st_size:,} bytes, the lock says {wanted.size:,}")
        elif read and _hashed(path).sha256 != wanted.sha256:
            problems.append(f"{name} has another content than the lock says")
    return problems


def _hashed(path: Path) -> LockedFile:
    with path.open("rb") as file:
        return LockedFile(size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest())

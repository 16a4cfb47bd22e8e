"""Values against a pydantic model, with errors for people: file and line, what was wrong, the nearest known key."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import ConfigError
from pipeline.positions import KeyPath

M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    """Base of the config's sections: frozen, unknown keys are errors, no silent conversion between types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True, validate_default=True)


def checked(model: type[M], values: Any, path: KeyPath, where: Callable[[KeyPath], str]) -> M:
    """`values` as a `model`. `path` leads from the root of the config to them. Raises ConfigError that lists every mistake."""
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise ConfigError(f"{where(path)}: {dotted(path)} should hold options (key: value), not {values!r}")
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems = [_told(model, one, path, where) for one in error.errors()]
        raise ConfigError("\n".join(problems)) from None


def unknown_key(path: KeyPath, known: Iterable[str], where: Callable[[KeyPath], str]) -> str:
    """The message for a key that means nothing."""
    names = sorted(known)
    near = difflib.get_close_matches(str(path[-1]), names, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
    return f"{where(path)}: unknown key {dotted(path)!r}; {hint}"


def dotted(path: KeyPath) -> str:
    """('translate', 'beam_size') -> translate.beam_size"""
    return ".".join(map(str, path))


def _told(model: type[BaseModel], error: Any, path: KeyPath, where: Callable[[KeyPath], str]) -> str:
    at: KeyPath = (*path, *error["loc"])
    if error["type"] == "extra_forbidden":
        return unknown_key(at, _fields(model, error["loc"][:-1]), where)
    return f"{where(at)}: {dotted(at)} is {error['input']!r}: {error['msg'].lower()}"


def _fields(model: type[BaseModel], path: tuple[str | int, ...]) -> Iterable[str]:
    """Names of the fields of the (nested) model at `path`."""
    for step in path:
        field = model.model_fields.get(str(step))
        named = field.annotation if field else None
        inner = [one for one in (named, *get_args(named)) if isinstance(one, type) and issubclass(one, BaseModel)]  # a section, or null
        if not inner:
            return ()
        model = inner[0]
    return model.model_fields

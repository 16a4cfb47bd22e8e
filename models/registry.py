"""Finds a model family by its file name and builds it; the file is imported only then.

build("translation", "bart", model="...", beam_size=4)   ->  models/translation/bart.py: build(model=..., beam_size=4)
"""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
from collections.abc import Mapping, Sequence
from typing import Any

from models.errors import ModelError

TASKS = ("translation", "summarization", "themes")


def families(task: str) -> tuple[str, ...]:
    """The families of a task, in alphabetical order, found by looking at the files and importing none of them."""
    package = importlib.import_module(f"models.{task}")
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")))


def build(task: str, family: str, *, where_taken: Mapping[str, Any] | None = None, **options: Any) -> Any:
    """The model of `family`.

    Options under `where_taken` go to families that name them and are no matter to others (a beam size to a chat model).
    Raises ModelError for an unknown family or option, naming the nearest, and whatever the family raises.
    """
    known = families(task)
    if family not in known:
        raise ModelError(f"no {task} family is called {family!r}; {_hint(family, known)}")
    function = importlib.import_module(f"models.{task}.{family}").build
    signature = inspect.signature(function)
    if not any(one.kind is one.VAR_KEYWORD for one in signature.parameters.values()):
        wrong = next((name for name in options if name not in signature.parameters), None)
        if wrong is not None:
            raise ModelError(f"the {task} family {family!r} has no option {wrong!r}; {_hint(wrong, tuple(signature.parameters))}")
        where_taken = {name: value for name, value in (where_taken or {}).items() if name in signature.parameters}
    given = {**(where_taken or {}), **options}
    try:
        signature.bind(**given)
    except TypeError as error:
        raise ModelError(f"the {task} family {family!r}: {error}") from error
    return function(**given)


def _hint(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"

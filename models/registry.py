"""Finds a model family by its file name and builds it; the file is imported only then.

build("translation", "bart", model="...", beam_size=4)   ->  models/translation/bart.py: build(model=..., beam_size=4)
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from typing import Any

from models.errors import ModelError

TASKS = ("translation", "summarization", "themes")


def families(task: str) -> tuple[str, ...]:
    """The families of a task, in alphabetical order, found by looking at the files and importing none of them."""
    package = importlib.import_module(f"models.{task}")
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")))


def build(task: str, family: str, **options: Any) -> Any:
    """The model of `family`. Raises ModelError for an unknown family, naming the nearest, and whatever the family raises."""
    known = families(task)
    if family not in known:
        near = difflib.get_close_matches(family, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        raise ModelError(f"no {task} family is called {family!r}; {hint}")
    return importlib.import_module(f"models.{task}.{family}").build(**options)

"""The models that ship with eduwire, one folder each: weights, what they need, and a model card."""

from __future__ import annotations

import difflib
from pathlib import Path

from models.errors import ModelError

FOLDER = Path(__file__).resolve().parent


def names() -> tuple[str, ...]:
    """The shipped models, in alphabetical order."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))))


def shipped(name: str) -> Path:
    """The folder of a shipped model. Raises ModelError where none has that name, naming those that ship."""
    if name in names():
        return FOLDER / name
    near = difflib.get_close_matches(name, names(), 1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise ModelError(f"no model called {name!r} ships with eduwire; {hint}shipped: {', '.join(names())}")


def located(model: str) -> Path:
    """The folder of a model that a config names: a folder of the user's, or a shipped model's name. Raises ModelError for neither."""
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    if model.startswith((".", "~", "/")) or len(path.parts) > 1:
        raise ModelError(f"model folder {model} does not exist; shipped models are called {', '.join(names())}")
    return shipped(model)

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
    """The folder of a model that a config names: a shipped model's name, or a folder of the user's. Raises ModelError for neither.

    A shipped name wins over a folder of that name in the working directory, so that a run does not depend on where it was started;
    `./NAME` names the folder.
    """
    path = Path(model).expanduser()
    named = model.startswith((".", "~")) or len(path.parts) > 1
    if not named and (model in names() or not path.is_dir()):
        return shipped(model)
    if not path.is_dir():
        raise ModelError(f"model folder {model} does not exist; shipped models are called {', '.join(names())}")
    return path

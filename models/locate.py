"""Names of models: a shipped model's name, a folder, or the Hub's `org/name` with or without `@revision`.

hub_name("facebook/m2m100_418M@main")   ->  HubName("facebook/m2m100_418M", "main")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HUB_NAME = re.compile(r"(?P<id>[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*)(?:@(?P<revision>[\w][\w./-]*))?", re.ASCII)
"""What the Hub allows as a repository's name, and a branch, tag or commit behind it."""
_CACHED = re.compile(r"models--(.+)")
"""A repository's folder in the Hub's cache: models--ORG--NAME/snapshots/COMMIT."""


@dataclass(frozen=True, slots=True)
class HubName:
    """A repository of the Hub; `revision` is a branch, a tag or a commit, None where none was named."""

    id: str
    revision: str | None = None

    def __str__(self) -> str:
        return self.id if self.revision is None else f"{self.id}@{self.revision}"


def hub_name(model: str) -> HubName | None:
    """The Hub name that `model` is, by its looks; None for other names. Whether a folder of that name exists is for the caller to ask."""
    found = _HUB_NAME.fullmatch(model)
    return None if found is None else HubName(found["id"], found["revision"])


def known_as(model: str) -> str:
    """What people call the model in a folder: `org/name` for a snapshot in the Hub's cache, else the folder's own name."""
    path = Path(model)
    if len(path.parts) > 2 and path.parent.name == "snapshots":
        found = _CACHED.fullmatch(path.parent.parent.name)
        if found is not None:
            return found[1].replace("--", "/")
    return path.name

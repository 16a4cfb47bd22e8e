"""Reads the taxonomy of themes (configs/themes.yaml) strictly: a misspelt key or a doubled id is an error that names its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from models.interfaces import ThemeDefinition
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from yaml.nodes import Node

_KEYS = ("id", "name_en", "name_ko", "definition", "cues")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHORTEST_CUE = 2
"""Characters. A single syllable stands in every second Korean word and would speak for nothing."""


def load_taxonomy(path: str | Path) -> tuple[ThemeDefinition, ...]:
    """The themes of a taxonomy file, in its order.

    Raises ConfigError, naming file and line, for a file that cannot be read, an unknown or missing key, a doubled id or cue,
    and values of the wrong kind; unknown keys come with the nearest known one.
    """
    root = _composed(Path(path))
    file = _Place(str(path))
    top = file.mapping(root, ("themes",), "a taxonomy")
    entries = file.sequence(top["themes"], "themes")
    if not entries:
        raise file.error(top["themes"], "themes is empty; list at least one theme")
    themes, lines = [], dict[str, int]()
    for entry in entries:
        theme = file.theme(entry)
        if theme.id in lines:
            raise file.error(entry, f"theme id {theme.id!r} is taken by line {lines[theme.id]}; ids must differ")
        lines[theme.id] = entry.start_mark.line + 1
        themes.append(theme)
    return tuple(themes)


def _composed(path: Path) -> Node:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: the taxonomy cannot be read: {error.strerror}; check the path under tag.taxonomy") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the taxonomy is not UTF-8; save it as UTF-8") from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}, line {line}: not valid YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from None
    if root is None:
        raise ConfigError(f"{path}: the taxonomy is empty; it wants a list under the key themes")
    return root


class _Place:
    """Takes YAML nodes of one file apart and says where one is wrong."""

    def __init__(self, path: str) -> None:
        self._path = path

    def error(self, node: Node, problem: str) -> ConfigError:
        return ConfigError(f"{self._path}, line {node.start_mark.line + 1}: {problem}")

    def mapping(self, node: Node, keys: tuple[str, ...], what: str) -> Mapping[str, Node]:
        """The values of a mapping that has exactly these keys."""
        from yaml.nodes import MappingNode

        if not isinstance(node, MappingNode):
            raise self.error(node, f"{what} must be a mapping with the keys {', '.join(keys)}")
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = self.text(key, "a key")
            if name not in keys:
                near = difflib.get_close_matches(name, keys, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(keys)}"
                raise self.error(key, f"unknown key {name!r}; {hint}")
            if name in found:
                raise self.error(key, f"the key {name!r} is given twice")
            found[name] = value
        for name in keys:
            if name not in found:
                raise self.error(node, f"{what} lacks the key {name!r}")
        return found

    def sequence(self, node: Node, what: str) -> list[Node]:
        from yaml.nodes import SequenceNode

        if not isinstance(node, SequenceNode):
            raise self.error(node, f"{what} must be a list")
        return list(node.value)

    def text(self, node: Node, what: str) -> str:
        """A text that is not blank; inner white space becomes one space."""
        from yaml.nodes import ScalarNode

        if not isinstance(node, ScalarNode) or node.tag == "tag:yaml.org,2002:null":
            raise self.error(node, f"{what} must be a text")
        text = " ".join(str(node.value).split())
        if not text:
            raise self.error(node, f"{what} must not be blank")
        return text

    def theme(self, node: Node) -> ThemeDefinition:
        values = self.mapping(node, _KEYS, "a theme")
        name = self.text(values["id"], "id")
        if not _ID.fullmatch(name):
            raise self.error(values["id"], f"id {name!r} must be made of small letters, digits and single hyphens, like school-safety")
        cues: list[str] = []
        for cue in self.sequence(values["cues"], "cues"):
            text = self.text(cue, "a cue")
            if len(text) < _SHORTEST_CUE:
                raise self.error(cue, f"the cue {text!r} is too short; a cue has at least {_SHORTEST_CUE} characters")
            if text in cues:
                raise self.error(cue, f"the cue {text!r} is given twice")
            cues.append(text)
        if not cues:
            raise self.error(values["cues"], f"the theme {name!r} has no cues; give at least one Korean word")
        name_en, name_ko, definition = (self.text(values[key], key) for key in ("name_en", "name_ko", "definition"))
        return ThemeDefinition(name, name_en, name_ko, definition, tuple(cues))

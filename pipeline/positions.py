"""YAML with positions: plain values and, for each key, the line that it stands in, so that an error can name it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """The values of a YAML file and the line (from 1) of each key path; `name` is how the file is called in messages."""

    name: str
    values: Any
    lines: dict[KeyPath, int]
    overridden: frozenset[KeyPath] = frozenset()
    """Keys whose value was given on the command line instead."""

    def where(self, path: KeyPath) -> str:
        """`file:line` of the path, or of the nearest parent that is written in the file; `--set` where it was given there."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.overridden:
                return "--set"
            if path[:length] in self.lines:
                return f"{self.name}:{self.lines[path[:length]]}"
        return "--set" if any(given[: len(path)] == path for given in self.overridden) else self.name


def read_yaml(path: Path) -> Document:
    """Reads a UTF-8 YAML file. Raises ConfigError where it is not there or not YAML, or where a key stands twice."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"no config file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as UTF-8 text: {error}") from error
    return parse_yaml(text, str(path))


def parse_yaml(text: str, name: str) -> Document:
    """The same for a text; `name` stands for the file in messages."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        raise ConfigError(f"{place}: not YAML: {getattr(error, 'problem', None) or error}") from error
    lines: dict[KeyPath, int] = {}
    if root is None:
        return Document(name, None, lines)
    _visit(root, (), lines, name)
    try:
        return Document(name, yaml.safe_load(text), lines)
    except (yaml.YAMLError, ValueError) as error:  # a tag that is not plain YAML, a key that is a list, 2025-02-30
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        raise ConfigError(f"{place}: not a plain YAML value: {getattr(error, 'problem', None) or error}") from error


def _visit(node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int], name: str) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*path, str(key.value))
            line = key.start_mark.line + 1
            if at in lines:
                raise ConfigError(f"{name}:{line}: {key.value!r} stands here a second time (first in line {lines[at]})")
            lines[at] = line
            _visit(value, at, lines, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[(*path, index)] = value.start_mark.line + 1
            _visit(value, (*path, index), lines, name)

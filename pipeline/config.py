"""The config: YAML in, strict frozen models out. `configs/default.yaml` is its manual and holds every default.

A config file names only what differs from the defaults. The sections `input`, `models`, `cache`, `output` and `run` are fixed; each
stage has a section of its own, which the stage's class checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, Field

from pipeline.errors import ConfigError
from pipeline.facts.options import FactsOptions
from pipeline.model_options import ModelsOptions
from pipeline.positions import Document, KeyPath, read_yaml
from pipeline.reading.options import InputOptions
from pipeline.registry import shipped_stages, stage_class
from pipeline.resources import configs_folder
from pipeline.stage import StageFactory
from pipeline.strict import Strict, checked, unknown_key

FIXED = ("input", "stages", "facts", "models", "cache", "output", "run")
DEFAULT_STAGES = ("segment", "translate", "summarize", "tag", "check")


class CacheOptions(Strict):
    """The section `cache`."""

    enabled: bool = True
    """false: nothing is remembered, and an interrupted run starts over."""
    folder: str | None = None
    """Where cache.sqlite and converted models are; null: EDUWIRE_CACHE, else the user's cache directory."""


class OutputOptions(Strict):
    """The section `output`."""

    markdown: bool = True
    """Write articles/ID.md, the pages for reading."""
    report: bool = True
    """Write report/index.html, the page for looking through everything; `eduwire report` writes it later."""
    near_identical: float | None = Field(default=0.6, gt=0, le=1)
    """Share of common runs of three words from which two articles are one release (duplicates.jsonl); null: not looked for."""


class RunOptions(Strict):
    """The section `run`. Nothing here can change a result."""

    window_articles: int = Field(default=200, ge=1)
    """Articles that are held in memory together."""
    window_chars: int = Field(default=500_000, ge=1)
    """Characters of them; whichever is reached first closes the window."""


@dataclass(frozen=True, slots=True)
class StageEntry:
    """One line of `stages:`: a name, and the file where it is a stage of the user's own."""

    name: str
    file: Path | None = None


@dataclass(frozen=True)
class Config:
    """A config that was checked. `folder` is what relative paths start from; `sections` and `classes` go by the names in `stages`."""

    folder: Path
    input: InputOptions
    stages: tuple[StageEntry, ...]
    sections: Mapping[str, BaseModel]
    classes: Mapping[str, type[StageFactory]]
    facts: FactsOptions
    models: ModelsOptions
    cache: CacheOptions
    output: OutputOptions
    run: RunOptions

    def to_dict(self) -> dict[str, Any]:
        """The config with every default filled in, as JSON-able values; stages of the user's own name their file."""
        return {
            "input": self.input.model_dump(mode="json"),
            "stages": [_written(entry) for entry in self.stages],
            **{name: section.model_dump(mode="json") for name, section in self.sections.items()},
            "facts": self.facts.model_dump(mode="json"),
            "models": self.models.model_dump(mode="json"),
            "cache": self.cache.model_dump(mode="json"),
            "output": self.output.model_dump(mode="json"),
            "run": self.run.model_dump(mode="json"),
        }

    def resolve(self, path: str) -> str:
        """An absolute path for one that the config names: from the config's folder, else among the shipped configs."""
        own = self.folder / Path(path).expanduser()
        return str(own if own.exists() or not (configs_folder() / path).exists() else configs_folder() / path)


def load_config(path: str | Path | None = None, overrides: Sequence[str] = (), stages: Iterable[str] | None = None) -> Config:
    """Reads and checks a config; None is the default.

    `overrides` are `section.key=value` with the value in YAML; `stages` replaces the list of the file.
    Raises ConfigError, naming file, line and the nearest known key.
    """
    source = Path(path) if path is not None else configs_folder() / "default.yaml"
    document = read_yaml(source)
    values = dict(document.values or {}) if isinstance(document.values or {}, dict) else None
    if values is None:
        raise ConfigError(f"{document.name}: a config holds sections (key: value), not {type(document.values).__name__}")
    overridden = frozenset(_override(values, override) for override in overrides)
    checked_document = Document(document.name, values, document.lines, overridden)
    folder = source.resolve().parent
    left_out: set[str] = set()
    if stages is not None:
        listed = {entry.name: entry for entry in _entries(values["stages"], checked_document, folder)} if "stages" in values else {}
        values["stages"] = [_written(listed.get(name, StageEntry(name))) for name in stages]
        left_out = set(listed)
    return _checked(values, checked_document, folder, left_out)


def _written(entry: StageEntry) -> str | dict[str, str]:
    """An entry as a config writes it."""
    return entry.name if entry.file is None else {"name": entry.name, "file": str(entry.file)}


def _override(values: dict[str, Any], override: str) -> KeyPath:
    """Puts one `section.key=value` into `values` and returns its path."""
    key, equals, text = override.partition("=")
    steps = key.strip().split(".")
    if not equals or not all(steps):
        raise ConfigError(f"--set {override}: write it as section.key=value, for example translate.beam_size=1")
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"--set {override}: {text!r} is not a YAML value") from error
    for step in steps[:-1]:
        inner = values.get(step)
        values[step] = dict(inner) if isinstance(inner, dict) else {}
        values = values[step]
    values[steps[-1]] = value
    return tuple(steps)


def _checked(values: dict[str, Any], document: Document, folder: Path, left_out: Iterable[str]) -> Config:
    """`left_out` are stages that the file lists and that do not run this time: their sections may stand there."""
    entries = _entries(values.get("stages", list(DEFAULT_STAGES)), document, folder)
    named = [entry.name for entry in entries]
    classes = {entry.name: _class_of(entry, index, document) for index, entry in enumerate(entries)}
    known = {*FIXED, *DEFAULT_STAGES, *named, *left_out}
    problems = [unknown_key((key,), known, document.where) for key in values if key not in known]
    idle = [name for name in DEFAULT_STAGES if name not in classes and values.get(name) is not None]
    for name in idle:  # a section whose stage is left out this time must be right all the same
        checked(stage_class(name).Options, values[name], (name,), document.where)
    if problems:
        raise ConfigError("\n".join(problems))

    def section(model: Any, name: str) -> Any:
        return checked(model, values.get(name), (name,), document.where)

    return Config(
        folder=folder,
        input=section(InputOptions, "input"),
        stages=entries,
        sections={name: section(found.Options, name) for name, found in classes.items()},
        classes=classes,
        facts=section(FactsOptions, "facts"),
        models=section(ModelsOptions, "models"),
        cache=section(CacheOptions, "cache"),
        output=section(OutputOptions, "output"),
        run=section(RunOptions, "run"),
    )


def _class_of(entry: StageEntry, index: int, document: Document) -> type[StageFactory]:
    try:
        return stage_class(entry.name, entry.file)
    except ConfigError as error:
        raise ConfigError(f"{document.where(('stages', index))}: {error}") from error


def _entries(listed: Any, document: Document, folder: Path) -> tuple[StageEntry, ...]:
    if not isinstance(listed, list) or not listed:
        raise ConfigError(f"{document.where(('stages',))}: stages should list at least one stage, for example [segment, translate]")
    entries = []
    for index, one in enumerate(listed):
        at: KeyPath = ("stages", index)
        if isinstance(one, str):
            entries.append(StageEntry(one))
        elif isinstance(one, dict) and set(one) == {"name", "file"} and all(isinstance(value, str) for value in one.values()):
            entries.append(StageEntry(one["name"], (folder / Path(one["file"]).expanduser()).resolve()))
        else:
            raise ConfigError(f"{document.where(at)}: a stage is a name or {{name: NAME, file: PATH}}, not {one!r}")
    names = [entry.name for entry in entries]
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        raise ConfigError(f"{document.where(('stages',))}: stage {double!r} is listed twice")
    clash = next((name for name in names if name in FIXED), None)
    if clash:
        raise ConfigError(f"{document.where(('stages',))}: a stage cannot be called {clash!r}, which is a section of the config")
    return tuple(entries)


def config_schema() -> dict[str, Any]:
    """The JSON Schema of a config with the shipped stages: every key with its meaning, type, limits and default."""
    sections: dict[str, Any] = {"input": InputOptions, "models": ModelsOptions, "cache": CacheOptions, "output": OutputOptions}
    sections |= {"facts": FactsOptions, "run": RunOptions}
    sections |= {name: stage_class(name).Options for name in shipped_stages()}
    stage: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["name", "file"], "additionalProperties": False}]}
    stage["anyOf"][1]["properties"] = {"name": {"type": "string"}, "file": {"type": "string"}}
    properties: dict[str, Any] = {"stages": {"type": "array", "items": stage, "minItems": 1, "default": list(DEFAULT_STAGES)}}
    definitions: dict[str, Any] = {}
    for name, model in sections.items():
        section = model.model_json_schema()
        definitions |= section.pop("$defs", {})
        properties[name] = section
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "eduwire config",
        "type": "object",
        "properties": properties,
        "additionalProperties": {"type": "object", "description": "Options of a stage of your own."},
        "$defs": definitions,
    }

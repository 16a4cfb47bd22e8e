"""Finds the class of a stage by its name: a file of pipeline/stages, an entry point `eduwire.stages`, or a file of the user's."""

from __future__ import annotations

import difflib
import hashlib
import importlib
import importlib.util
import inspect
import pkgutil
import sys
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import cast

from pipeline.errors import ConfigError
from pipeline.stage import StageFactory

ENTRY_POINTS = "eduwire.stages"
MEMBERS = ("from_options", "Options", "signature", "units", "weight", "compute", "assemble", "models")


def shipped_stages() -> tuple[str, ...]:
    """The stages that ship, by the names of their files."""
    package = importlib.import_module("pipeline.stages")
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")))


def stage_class(name: str, file: Path | None = None) -> type[StageFactory]:
    """The class of the stage `name`. Raises ConfigError where there is none, or where a user's file cannot be imported."""
    if file is not None:
        return _class_in(_module_of(file, name), name, str(file))
    if name in shipped_stages():
        return _class_in(importlib.import_module(f"pipeline.stages.{name}"), name, f"pipeline.stages.{name}")
    for point in entry_points(group=ENTRY_POINTS, name=name):
        try:
            found = point.load()
        except Exception as error:  # whatever the user's package raises
            raise ConfigError(f"stage {name!r}: {point.value} cannot be imported: {type(error).__name__}: {error}") from error
        return _class_in(found, name, point.value) if isinstance(found, ModuleType) else _verified(found, name, point.value)
    known = sorted({*shipped_stages(), *(point.name for point in entry_points(group=ENTRY_POINTS))})
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}; for one of your own write {{name: {name}, file: PATH}}"
    raise ConfigError(f"no stage is called {name!r}; {hint}")


def _module_of(file: Path, name: str) -> ModuleType:
    if not file.is_file():
        raise ConfigError(f"stage {name!r}: no file {file}")
    module_name = f"eduwire_stage_{hashlib.sha256(str(file).encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(module_name, file)
    if spec is None or spec.loader is None:
        raise ConfigError(f"stage {name!r}: {file} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module  # dataclasses and pydantic look there for the names in annotations
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the user's file raises
        del sys.modules[module_name]
        raise ConfigError(f"stage {name!r}: {file} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _class_in(module: ModuleType, name: str, place: str) -> type[StageFactory]:
    own = [member for _, member in inspect.getmembers(module, inspect.isclass) if member.__module__ == module.__name__]
    for member in own:
        if getattr(member, "name", None) == name:
            return _verified(member, name, place)
    raise ConfigError(f"stage {name!r}: {place} has no class with name = {name!r}")


def _verified(found: object, name: str, place: str) -> type[StageFactory]:
    missing = [one for one in MEMBERS if not hasattr(found, one)]
    if not inspect.isclass(found) or missing:
        raise ConfigError(f"stage {name!r}: {place} is no stage; it lacks {', '.join(missing) or 'a class'} (see pipeline/stage.py)")
    return cast(type[StageFactory], found)

"""Reads translations: the format of one file by its extension, or two text files line by line."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.bilingual.safe_xml import parsed
from pipeline.bilingual.unit import TranslatedUnit
from pipeline.errors import ConfigError, InputError
from pipeline.reading.encoding import decode


@cache
def extensions() -> Mapping[str, Any]:
    """Extension, with its dot and in small letters -> the module that reads it."""
    formats = import_module("pipeline.bilingual.formats")
    modules = [import_module(f"{formats.__name__}.{one.name}") for one in pkgutil.iter_modules(formats.__path__)]
    return MappingProxyType({extension: module for module in modules for extension in module.EXTENSIONS})


def read_file(path: Path) -> list[TranslatedUnit]:
    """The units of a file that holds both sides. Raises ConfigError, with the line, where it cannot be read or holds none."""
    module = extensions().get(path.suffix.lower())
    if module is None:
        known = ", ".join(sorted(extensions()))
        raise ConfigError(f"{path}: name its translation as a second file, or one file of both sides ({known})")
    units: list[TranslatedUnit] = module.read(parsed(_bytes(path), path), path)
    if not units:
        raise ConfigError(f"{path} holds no unit with Korean in it; name a file that was exported with its Korean")
    return units


def read_lines(source: Path, translation: Path) -> list[TranslatedUnit]:
    """Line n of one file with line n of the other. Raises ConfigError where they cannot be read or have unlike numbers of lines."""
    korean, english = _lines(source), _lines(translation)
    if len(korean) != len(english):
        raise ConfigError(
            f"{source} has {len(korean)} lines, {translation} {len(english)}; line n of one must translate line n of the other"
        )
    return [TranslatedUnit(*pair, line) for line, pair in enumerate(zip(korean, english, strict=True), 1)]


def _lines(path: Path) -> list[str]:
    """The lines of a file in any encoding that articles may have."""
    data = _bytes(path)
    try:
        text = decode(data).text if data else ""
    except InputError as error:
        raise ConfigError(f"{path}: {error}") from error
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error

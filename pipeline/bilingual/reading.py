"""Reads translations: the format of one file by its extension, or two text files line by line."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.bilingual.safe_xml import parsed
from pipeline.bilingual.unit import TranslatedUnit
from pipeline.errors import ConfigError, InputError
from pipeline.reading.encoding import decode

HANGUL = re.compile("[가-힣]")


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
    """Line n of one file with line n of the other. Raises ConfigError where they cannot be read or have unlike numbers of lines.

    Blank lines at the end do not count.
    """
    korean, english = _lines(source), _lines(translation)
    if len(korean) != len(english):
        raise ConfigError(
            f"{source} has {len(korean)} lines, {translation} {len(english)}; line n of one must translate line n of the other"
            f"{_where_they_part(korean, english)}"
        )
    if any(HANGUL.search(line) for line in english) and not any(HANGUL.search(line) for line in korean):
        raise ConfigError(f"{source} has no Korean, {translation} has; name the Korean first")
    return [TranslatedUnit(*pair, line) for line, pair in enumerate(zip(korean, english, strict=True), 1)]


def _lines(path: Path) -> list[str]:
    """The lines of a file in any encoding that articles may have."""
    data = _bytes(path)
    try:
        text = decode(data).text if data else ""
    except InputError as error:
        raise ConfigError(f"{path}: {error}") from error
    lines = text.replace("\r\n", "\n").split("\n") if text else []
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _where_they_part(korean: Sequence[str], english: Sequence[str]) -> str:
    """A clause that names the first line that is blank on one side only; empty where there is none."""
    for line, (one, other) in enumerate(zip(korean, english, strict=False), 1):
        if bool(one.strip()) != bool(other.strip()):
            return f". Line {line} is blank in the {'translation' if one.strip() else 'Korean'} only"
    return ""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error

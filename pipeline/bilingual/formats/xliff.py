"""Files of translation tools: XLIFF 1.2 (https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html) and 2.0 and later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.bilingual.safe_xml import children, text_of
from pipeline.bilingual.unit import TranslatedUnit
from pipeline.errors import ConfigError
from pipeline.reading.archive import local

EXTENSIONS = (".xlf", ".xliff")
CODES = frozenset(("x", "bx", "ex", "bpt", "ept", "it", "ph", "sc", "ec", "sm", "em", "cp"))
"""Inline elements whose content is markup or nothing; g, pc and mrk enclose text."""


def read(root: Any, path: Path) -> list[TranslatedUnit]:
    """The units, whichever of the sides is Korean; English is empty where there is no target. Raises ConfigError for a broken file."""
    if local(root) != "xliff":
        raise ConfigError(f"{path}, line {root.sourceline}: <{local(root)}> is no XLIFF; the file should begin with <xliff>")
    units = []
    for file in children(root, "file"):
        languages = (
            (root.get("srcLang"), root.get("trgLang"))
            if root.get("srcLang")
            else (file.get("source-language"), file.get("target-language"))
        )
        korean_first = _korean_first(languages, file, path)
        for element, name in _elements(file):
            sides = [children(element, side) for side in ("source", "target")]
            if len(sides[0]) != 1 or len(sides[1]) > 1:
                raise ConfigError(f"{path}, line {element.sourceline}: a unit needs one <source> and at most one <target>")
            source, target = (text_of(side[0], CODES) if side else "" for side in sides)
            korean, english = (source, target) if korean_first else (target, source)
            if korean:
                units.append(TranslatedUnit(korean, english, element.sourceline, name))
    return units


def _korean_first(languages: tuple[str | None, str | None], file: Any, path: Path) -> bool:
    """Whether the source is Korean. A missing target language is taken for English."""
    source, target = ((language or "").lower()[:2] for language in languages)
    if source == "ko" and target in ("en", ""):
        return True
    if (source, target) == ("en", "ko"):
        return False
    told = " to ".join(language or "?" for language in languages)
    raise ConfigError(f"{path}, line {file.sourceline}: translates {told}; only Korean (ko) and English (en) can be checked")


def _elements(file: Any) -> Iterator[tuple[Any, str]]:
    """Elements with a source and a target, and the id of their unit; what is not to be translated is passed over."""
    for element in file.iter("{*}trans-unit", "{*}unit"):
        if element.get("translate") == "no":
            continue
        name = element.get("id") or ""
        if local(element) == "trans-unit":
            yield element, name
        else:
            yield from ((segment, name) for segment in children(element, "segment"))

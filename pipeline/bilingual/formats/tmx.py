"""Translation memories: TMX 1.4 (https://www.gala-global.org/tmx-14b)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.bilingual.safe_xml import children, text_of
from pipeline.bilingual.unit import TranslatedUnit
from pipeline.errors import ConfigError
from pipeline.reading.archive import local

EXTENSIONS = (".tmx",)
CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(root: Any, path: Path) -> list[TranslatedUnit]:
    """The units that have Korean; English is empty where a unit has none. Raises ConfigError for a broken file, and without any English."""
    if local(root) != "tmx":
        raise ConfigError(f"{path}, line {root.sourceline}: <{local(root)}> is no translation memory; the file should begin with <tmx>")
    units, english_somewhere = [], False
    for unit in root.iter("{*}tu"):
        texts: dict[str, str] = {}
        for variant in children(unit, "tuv"):
            language = variant.get(LANGUAGE) or variant.get("lang")
            segments = children(variant, "seg")
            if not language or len(segments) != 1:
                raise ConfigError(f"{path}, line {variant.sourceline}: a <tuv> needs xml:lang and one <seg>")
            texts.setdefault(language.lower().split("-")[0].split("_")[0], text_of(segments[0], CODES))
        english_somewhere = english_somewhere or "en" in texts
        if "ko" in texts:
            units.append(TranslatedUnit(texts["ko"], texts.get("en", ""), unit.sourceline, unit.get("tuid") or ""))
    if units and not english_somewhere:
        raise ConfigError(f"{path} holds no English (xml:lang of a <tuv> that begins with en)")
    return units

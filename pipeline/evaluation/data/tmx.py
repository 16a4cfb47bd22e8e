"""TMX: a translation unit is a sentence pair of its own, by the languages ko and en of its variants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.bilingual.formats.tmx import CODES, LANGUAGE
from pipeline.bilingual.safe_xml import XmlError, root_of, text_of
from pipeline.errors import InputError
from pipeline.evaluation.data.rows import entries
from pipeline.evaluation.gold import Entry
from pipeline.reading.options import InputOptions


def accepts(path: Path) -> bool:
    """A file that ends in .tmx."""
    return path.is_file() and path.suffix.lower() == ".tmx"


def read(path: Path, options: InputOptions) -> Iterator[Entry]:
    """Its units. Raises InputError where it is not XML, or where a unit lacks one of the two languages."""
    yield from entries(_rows(path))


def _rows(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    try:
        root = root_of(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except XmlError as fault:
        raise InputError(f"{path}:{fault.line or 1}: not XML: {fault.reason}", fault.advice) from None
    for unit in root.iter("{*}tu"):
        found: dict[str, str] = {}
        for variant in unit.iter("{*}tuv"):
            language = str(variant.get(LANGUAGE) or variant.get("lang") or "").lower()[:2]
            segment = variant.find("{*}seg")
            if segment is not None:
                found[language] = text_of(segment, CODES)
        yield {key: found[key] for key in ("ko", "en") if key in found}, f"{path}:{unit.sourceline}"

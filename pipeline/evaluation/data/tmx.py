"""TMX: a translation unit is a sentence pair of its own, by the languages ko and en of its variants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.data.rows import entries
from pipeline.evaluation.gold import Entry
from pipeline.reading.options import InputOptions

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def accepts(path: Path) -> bool:
    """A file that ends in .tmx."""
    return path.is_file() and path.suffix.lower() == ".tmx"


def read(path: Path, options: InputOptions) -> Iterator[Entry]:
    """Its units. Raises InputError where it is not XML, or where a unit lacks one of the two languages."""
    yield from entries(_rows(path))


def _rows(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(path, parser).getroot()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}:{error.lineno or 1}: not XML: {error.msg}") from error
    for unit in root.iter("{*}tu"):
        found: dict[str, str] = {}
        for variant in unit.iter("{*}tuv"):
            language = str(variant.get(_LANGUAGE) or variant.get("lang") or "").lower()[:2]
            segment = variant.find("{*}seg")
            if segment is not None:
                found[language] = "".join(segment.itertext())
        yield {key: found[key] for key in ("ko", "en") if key in found}, f"{path}:{unit.sourceline}"

"""XML of a stranger: no entity is declared or resolved, nothing is fetched. A document type by name alone is allowed, TMX has one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError

LARGEST = 256_000_000
"""Bytes; lxml holds a tree of several times that."""
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parsed(data: bytes, path: Path) -> Any:
    """The root element. Raises ConfigError, with the line, for a file that is no XML, declares entities, or is too large."""
    import lxml.etree  # type: ignore[import-untyped]

    if len(data) > LARGEST:
        raise ConfigError(f"{path} has {len(data):,} bytes, more than {LARGEST:,}; split it")
    if any(mark in data for mark in _ENTITIES):
        raise ConfigError(f"{path} declares entities, which can hold an attack; do not trust the file, or export it again without them")
    parser = lxml.etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return lxml.etree.fromstring(data, parser)
    except lxml.etree.XMLSyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise ConfigError(f"{path}{line}: no valid XML ({error.msg}); export it again from the program it came from") from None


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """The children of that name."""
    return [child for child in element if local(child) == name]


def text_of(element: Any, codes: Collection[str]) -> str:
    """The text without markup, white space as one space; what stands within inline `codes` is markup too and is left out."""
    return " ".join("".join(_texts(element, codes)).split())


def _texts(element: Any, codes: Collection[str]) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if local(child) and local(child) not in codes:
            found += _texts(child, codes)
        found.append(child.tail or "")
    return found

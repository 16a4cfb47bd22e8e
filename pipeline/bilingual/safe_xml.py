"""XML of a stranger: no entity is declared or resolved, nothing is fetched. A document type by name alone is allowed, TMX has one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.reading.archive import careful_parser, local

LARGEST = 256_000_000
"""Bytes; lxml holds a tree of several times that."""
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class XmlError(Exception):
    """Why a file is not taken; `line` where that is known."""

    def __init__(self, reason: str, advice: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.line = reason, advice, line


def parsed(data: bytes, path: Path) -> Any:
    """The root element. Raises ConfigError, with the line, for a file that is no XML, declares entities, or is too large."""
    try:
        return root_of(data)
    except XmlError as fault:
        line = f", line {fault.line}:" if fault.line else ""
        raise ConfigError(f"{path}{line} {fault.reason}; {fault.advice}") from None


def root_of(data: bytes) -> Any:
    """As `parsed`, for callers with errors of their own. Raises XmlError."""
    import lxml.etree  # type: ignore[import-untyped]

    if len(data) > LARGEST:
        raise XmlError(f"has {len(data):,} bytes, more than {LARGEST:,}", "split it")
    if any(mark in data for mark in _ENTITIES):
        raise XmlError("declares entities, which can hold an attack", "do not trust the file, or export it again without them")
    try:
        return lxml.etree.fromstring(data, careful_parser())
    except lxml.etree.XMLSyntaxError as error:
        raise XmlError(f"no valid XML ({error.msg})", "export it again from the program it came from", error.lineno or 1) from None


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

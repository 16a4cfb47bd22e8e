"""RSS 2.0, RSS 1.0 and Atom: each entry is an article, with the text that the feed itself carries.

Nothing is fetched. The id of an entry comes from its own identifier or address, since its place in the feed changes every hour.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.reading import archive, dates
from pipeline.reading.draft import Draft
from pipeline.reading.encoding import decode
from pipeline.reading.formats.html import paragraphs_of
from pipeline.reading.options import InputOptions
from pipeline.records import Failure

EXTENSIONS = (".rss", ".atom", ".xml")

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_ROOTS = {"rss", "feed", "RDF"}
_BODIES = ("encoded", "content", "description", "summary")
"""Elements that hold the text, the fullest first; `encoded` is content:encoded of RSS."""
_ID_DIGITS = 12
"""Hexadecimal digits of an entry's id: two of a million entries meet with a chance of one in 500."""


def read(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    """The entries in the order of the feed. Raises InputError for XML that is no feed; an entry without text is a Failure."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:256])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    root = archive.parse(_DECLARATION.sub("", decoded.text).encode("utf-8"), "the file")
    if archive.local(root) not in _ROOTS:
        raise InputError(f"XML, but no RSS or Atom feed: its root is {archive.local(root)}", "remove it, or save the article as .html")
    entries = [element for element in root.iter() if archive.local(element) in {"item", "entry"}]
    if not entries:
        raise InputError("a feed without entries", "fetch it again")
    publisher = _text(next((element for element in root if archive.local(element) == "channel"), root), "title")
    for number, entry in enumerate(entries, 1):
        name = _text(entry, "guid", "id") or _link(entry)
        row = hashlib.sha256(name.encode()).hexdigest()[:_ID_DIGITS] if name else str(number)
        paragraphs = next((found for kind in _BODIES if (found := paragraphs_of(_content(entry, kind)))), [])
        if not paragraphs:
            yield Failure(f"#{row}", "read", f"entry {number} of the feed carries no text", "save the page of the article instead")
            continue
        yield Draft(
            paragraphs,
            headline=_text(entry, "title"),
            published=_iso(_text(entry, "pubDate", "published", "date", "updated")),
            publisher=_text(entry, "source") or publisher,
            url=_link(entry),
            encoding=decoded.encoding,
            row=row,
        )


def _children(entry: Any, name: str) -> list[Any]:
    return [child for child in entry if archive.local(child) == name]


def _text(entry: Any, *names: str) -> str | None:
    """The text of the first of these children that has any; markup in a title is dropped."""
    for name in names:
        for child in _children(entry, name):
            if text := " ".join(paragraphs_of("".join(child.itertext()))):
                return text
    return None


def _content(entry: Any, name: str) -> str:
    """The HTML of a child, whether it stands there escaped, in CDATA or as elements."""
    import lxml.etree  # type: ignore[import-untyped]

    parts = [child for child in _children(entry, name) if not (child.get("src") and not len(child))]
    inner = ("".join([child.text or "", *(lxml.etree.tostring(one, encoding="unicode") for one in child)]) for child in parts)
    return next((text for text in inner if text.strip()), "")


def _link(entry: Any) -> str | None:
    for link in _children(entry, "link"):
        if link.get("rel", "alternate") == "alternate" and (address := (link.get("href") or link.text or "").strip()):
            return str(address)
    return None


def _iso(date: str | None) -> str | None:
    """A date of RSS (RFC 822) or Atom (RFC 3339) as the ISO day in Korea; others as they are."""
    from email.utils import parsedate_to_datetime

    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return dates.korean_day(parse(date)) if date else None
        except (ValueError, OverflowError):
            continue
    return date

"""Makes a draft of a row, a JSON object or a front matter: which of its names holds the headline, the body, the date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.errors import InputError
from pipeline.reading.draft import Draft
from pipeline.reading.options import FieldNames

_MOST_NAMED = 12
_LONGEST_ID = 80


def match(names: Iterable[str], fields: FieldNames) -> dict[str, str]:
    """For each field the name that stands for it, as it is written in the file; fields that are missing are left out."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_folded(name), name)
    found = {}
    for field in FieldNames.model_fields:
        written = next((known[_folded(name)] for name in getattr(fields, field) if _folded(name) in known), None)
        if written is not None:
            found[field] = written
    return found


def require_body(names: Iterable[str], fields: FieldNames) -> dict[str, str]:
    """As `match`. Raises InputError where no name holds the text, saying which names there are."""
    names = list(names)
    found = match(names, fields)
    if "body" not in found:
        shown = ", ".join(names[:_MOST_NAMED]) + (f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else "")
        raise InputError(
            f"no column holds the text of the article; found: {shown or 'none'}",
            f"name it under input.fields.body in the config (now {', '.join(fields.body)})",
        )
    return found


def draft_of(values: Mapping[str, Any], columns: Mapping[str, str], *, encoding: str | None = None, row: int | None = None) -> Draft:
    """The draft of one row; the body may be a list of paragraphs. Raises InputError where the body is missing or no text."""
    cells = {field: values.get(name) for field, name in columns.items()}
    body = cells.get("body")
    if isinstance(body, list) and all(isinstance(part, str) for part in body):
        paragraphs: str | list[str] = list(body)
    elif isinstance(body, str):
        paragraphs = body
    elif body is None:
        raise InputError(f"nothing in column {columns['body']!r}", "fill it in or leave the row out")
    else:
        raise InputError(f"column {columns['body']!r} holds {type(body).__name__}, not text", "name another under input.fields.body")
    return Draft(
        paragraphs,
        headline=_text(cells.get("title")),
        subheadline=_text(cells.get("subtitle")),
        published=_text(cells.get("date")),
        publisher=_text(cells.get("source")),
        url=_text(cells.get("url")),
        encoding=encoding,
        row=None if row is None else _row_name(cells.get("id"), row),
    )


def _row_name(value: Any, row: int) -> str:
    """The row's own id where it can stand in a file name, else the number of the row."""
    name = unicodedata.normalize("NFC", str(value)).strip() if isinstance(value, str | int) else ""
    plain = name.replace("-", "").replace("_", "").replace(".", "")
    return name if plain.isalnum() and name[0] not in ".-" and len(name) <= _LONGEST_ID else str(row)


def _text(value: Any) -> str | None:
    # A missing number is NaN, the only value that is not itself.
    return None if value is None or value != value else str(value).strip() or None


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("\ufeff", "").split())

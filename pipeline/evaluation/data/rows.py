"""Rows of tables, JSON lines and datasets as entries: one row an article, or one row a sentence pair."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.gold import Entry, Where

NAMES: Mapping[str, tuple[str, ...]] = {
    "ko": ("ko", "korean", "source", "src", "한국어", "원문"),
    "en": ("en", "english", "reference", "ref", "target", "translation", "영어", "번역문"),
}
"""What the columns of a sentence pair may be called; the first that a row has counts, capitals do not."""
_ARTICLE = ("text", "segments")


def entries(rows: Iterable[tuple[Mapping[str, Any], str]]) -> Iterator[Entry]:
    """Entries of rows, each with its place. Neighbouring pairs with the same `article` are one article; other pairs stand alone."""
    for name, group in groupby(enumerate(rows), key=lambda one: _article_of(one[1][0], one[0])):
        found = [one for _, one in group]
        first, place = found[0]
        if any(first.get(key) is not None for key in _ARTICLE):
            yield Entry(first, _at(place))
        else:
            named = {"id": name} if isinstance(name, str) else {}
            yield Entry({**first, "english": None, **named, "segments": [_pair(row) for row, _ in found]}, _places([at for _, at in found]))


def require_columns(names: Collection[str], place: str) -> None:
    """Raises InputError for a header without Korean; a first row that is no header has none of the names."""
    if not any(name in names for name in (*_ARTICLE, *NAMES["ko"])):
        said = ", ".join(name if len(name) <= 20 else name[:19] + "…" for name in names)
        raise InputError(
            f"{place}: the first row should name the columns, one of them {' or '.join(NAMES['ko'][:3])}, or text; it has: {said}",
            "put a row ko,en above the others",
        )


def _article_of(row: Mapping[str, Any], number: int) -> object:
    given = row.get("article")
    return number if given in (None, "") else str(given)


def _pair(row: Mapping[str, Any]) -> dict[str, Any]:
    known = {str(key).casefold(): value for key, value in row.items()}
    pair = {key: next((known[name] for name in names if name in known), None) for key, names in NAMES.items()}
    return {**pair, "kind": row.get("kind"), "paragraph": row.get("paragraph")}


def _at(place: str) -> Where:
    return lambda path: place


def _places(places: list[str]) -> Where:
    """The place of the row that a sentence came from."""
    return lambda path: places[path[1]] if len(path) > 1 and isinstance(path[1], int) else places[0]

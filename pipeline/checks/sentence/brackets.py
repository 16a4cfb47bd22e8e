"""Brackets and double quotation marks that are opened and not closed, where those of the Korean are balanced."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.records import Finding

PAIRS = {")": "(", "]": "[", "”": "“"}


def find(pair: Pair) -> Iterator[Finding]:
    """A minor finding for the first mark without partner; none where the Korean is unbalanced too, a quotation over sentences say."""
    place = _unpaired(pair.english)
    if place is not None and _unpaired(pair.korean) is None:
        yield Finding("typographical", "minor", f"{pair.english[place]} has no partner", None, (place, place + 1))


def _unpaired(text: str) -> int | None:
    straight = [place for place, sign in enumerate(text) if sign == '"']
    if len(straight) % 2:
        return straight[-1]
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign in PAIRS.values():
            opened.append(place)
        elif sign in PAIRS:
            if not opened or text[opened[-1]] != PAIRS[sign]:
                return place
            opened.pop()
    return opened[0] if opened else None

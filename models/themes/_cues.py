"""Finds cue words in Korean text, whatever particle follows and whether or not the writer put a space inside a compound.

A cue of up to two characters must begin and end a word; only particles may follow it (예산, 예산을, but not 예산안).
A longer cue must begin a word or follow another noun of a compound, and anything may follow (학교폭력, 학교폭력예방, 전남특수학교).
Spaces: a space of the cue may be missing in the text; a space within a cue that has none is allowed from four characters on.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

_SHORT = 2
_SPACED = 4
_PARTICLES = re.compile(
    r"(?:들)?(?:에게서|에서는|에서도|으로서|으로써|으로는|이라는|이라고|에서|에게|께서|으로|이나|이란|이며|이고|까지|부터|마다|조차|처럼|보다|밖에|만의|과의|와의"
    r"|라는|라고|하고|에는|에도|로서|로써|은|는|이|가|을|를|의|에|로|와|과|도|만|나|며|인|란)?"
)
_PIECE = re.compile(r"[가-힣]+|[a-z]+|[0-9]+|\S")


class CueFinder:
    """Finds pairs of a cue and its label. Of cues that overlap for one label only the longest counts."""

    def __init__(self, cues: Iterable[tuple[str, int]]) -> None:
        self._by_start: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for cue, label in cues:
            compact = _fold(cue).replace(" ", "")
            self._by_start[compact[:2]].append((compact, cue, label))
        for found in self._by_start.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Iterator[tuple[str, int]]:
        """Each mention of a cue in the text, with its label, in reading order."""
        compact, starts = _compact(_fold(text))
        covered: dict[int, int] = {}
        for place in range(len(compact) - 1):
            for folded, cue, label in self._by_start.get(compact[place : place + 2], ()):
                end = place + len(folded)
                if covered.get(label, 0) < end and compact.startswith(folded, place) and _fits(compact, starts, place, end, cue):
                    if place < covered.get(label, 0):
                        continue
                    covered[label] = end
                    yield cue, label


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _compact(text: str) -> tuple[str, set[int]]:
    """The text without white space, and the places where a word begins; its end counts as one. Scripts and signs part words."""
    parts, starts, length = [], set[int](), 0
    for chunk in text.split():
        starts.add(length)
        for piece in _PIECE.findall(chunk):
            if not piece[0].isalnum() or not ("가" <= piece[0] <= "힣"):
                starts.update((length, length + len(piece)))
            parts.append(piece)
            length += len(piece)
    starts.add(length)
    return "".join(parts), starts


def _fits(compact: str, starts: set[int], place: int, end: int, cue: str) -> bool:
    size = end - place
    spaces = len(cue.split()) - 1
    inner = sum(1 for position in range(place + 1, end) if position in starts and "가" <= compact[position] <= "힣")
    if inner > spaces and size < _SPACED:
        return False
    if cue.isascii() and compact[place:end].isalpha():
        return place in starts and (end in starts or "가" <= compact[end] <= "힣")
    if size > _SHORT:
        return True
    if place not in starts:
        return False
    following = end
    while following < len(compact) and following not in starts:
        following += 1
    return _PARTICLES.fullmatch(compact, end, following) is not None

"""Puts rules, lists and Kiwi together: a text in, its sentences out, not a character lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pipeline.segmentation.endings import bare_endings
from pipeline.segmentation.kiwi import kiwi_borders
from pipeline.segmentation.lists import list_borders
from pipeline.segmentation.markers import markers_end
from pipeline.segmentation.quotes import find_enclosures
from pipeline.segmentation.rules import sentence_ends

KiwiUse = Literal["auto", "never", "always"]
UNMARKED_CHARS = 200
"""A sentence with more characters than this outside quotations and brackets is worth Kiwi's second look.

The longest of 3,831 reference sentences has 124 characters.
"""

_AFTER_NO_END = re.compile(r"[,，、·:;~/(\[{“‘「『《〈\"'-]\s*\Z|[.?!…。][”’\"')\]」』》〉]*\s*\Z|[”’\"')\]」』》〉]\s*\Z")
_FINAL = re.compile(r"[다요죠까오라자네냐함됨음나]\s+\Z")
_FINAL_INSIDE = re.compile(r"[다요죠까오라자네냐함됨음나]\s+(?=\S)")
_OPENING_MARKS = "“‘「『《〈([\"'"


def split_sentences(text: str, *, max_chars: int, kiwi: KiwiUse = "auto") -> list[str]:
    """The sentences of `text`, which concatenate back to it exactly; white space stays with the sentence before it.

    Quoted speech of several sentences stays with its reporting clause up to `max_chars` characters; beyond that it is split
    inside the quotation. A sentence without any border inside may still be longer: `split_clauses` is for that.
    `kiwi` says whether Kiwi looks at the sentences of which the rules are unsure, at none, or at all.
    Raises ValueError for `max_chars` below 1 and ImportError where Kiwi is asked for and not installed.
    """
    if max_chars < 1:
        raise ValueError(f"max_chars must be at least 1, not {max_chars}")
    if not text.strip():
        return [text] if text else []
    enclosures = find_enclosures(text)
    depths = enclosures.depths(len(text))
    ends = sentence_ends(text, enclosures)
    borders = [end.position for end in ends if end.depth == 0]
    inner = [(end.position, end.depth) for end in ends if end.depth > 0]
    refined: list[int] = []
    for start, end in _spans(borders, len(text)):
        items = list_borders(text, depths, start, end)
        for item_start, item_end in _spans(items, end, start):
            refined.extend((*_unmarked_borders(text, depths, item_start, item_end, kiwi), item_end))
    refined = _split_long(refined, inner, max_chars)
    return [text[start:end] for start, end in _spans(refined[:-1], len(text))]


def is_unsure(text: str, depths: list[int], start: int, end: int) -> bool:
    """Whether the rules suspect, inside one of their sentences, a border that carries no end mark."""
    if depths[start:end].count(0) > UNMARKED_CHARS and any(depths[m.end()] == 0 for m in _FINAL_INSIDE.finditer(text, start, end)):
        return True
    return next(bare_endings(text, depths, start, end), None) is not None


def _spans(borders: Sequence[int], end: int, start: int = 0) -> list[tuple[int, int]]:
    return list(pairwise([start, *borders, end]))


def _unmarked_borders(text: str, depths: list[int], start: int, end: int, kiwi: KiwiUse) -> list[int]:
    """Borders without an end mark between `start` and `end`: plain verb endings, and Kiwi's where it is asked."""
    found = {ending.position for ending in bare_endings(text, depths, start, end) if ending.plain}
    if kiwi == "always" or (kiwi == "auto" and is_unsure(text, depths, start, end)):
        for border in kiwi_borders(text[start:end]):
            position = _before_opening_mark(text, start + border)
            if depths[position] == 0 and _may_end(text, start, position):
                found.add(position)
    return sorted(position for position in found if start < position < end and position > markers_end(text, start))


def _before_opening_mark(text: str, position: int) -> int:
    """Kiwi tends to leave an opening mark with the sentence before."""
    while position and text[position - 1] in _OPENING_MARKS and text[position - 2 : position - 1].isspace():
        position -= 1
    return position


def _may_end(text: str, start: int, position: int) -> bool:
    """Kiwi's borders count after a final ending and a space. Where there is an end mark or a closing mark, the rules have decided."""
    before = text[max(start, position - 12) : position]
    return _FINAL.search(before) is not None and _AFTER_NO_END.search(before) is None


def _split_long(borders: list[int], inner: list[tuple[int, int]], max_chars: int) -> list[int]:
    """Opens quotations and brackets, the outer ones first, in sentences longer than `max_chars`."""
    result: list[int] = []
    positions = [position for position, _ in inner]
    start = 0
    for end in borders:
        if end - start > max_chars:
            within = inner[bisect_right(positions, start) : bisect_right(positions, end - 1)]
            result.extend(_opened(within, start, end, max_chars))
        result.append(end)
        start = end
    return result


def _opened(within: list[tuple[int, int]], start: int, end: int, max_chars: int) -> list[int]:
    if end - start <= max_chars or not within:
        return []
    shallowest = min(depth for _, depth in within)
    cuts = [position for position, depth in within if depth == shallowest]
    deeper = [(position, depth) for position, depth in within if depth > shallowest]
    found: list[int] = []
    for piece_start, piece_end in _spans(cuts, end, start):
        part = [(position, depth) for position, depth in deeper if piece_start < position < piece_end]
        found.extend((*_opened(part, piece_start, piece_end, max_chars), piece_end))
    return found[:-1]

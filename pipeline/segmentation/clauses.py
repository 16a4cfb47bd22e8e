"""Cuts a sentence that is too long for the translator into pieces at its best clause borders."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.segmentation.quotes import find_enclosures

# A cut costs its rank plus IMBALANCE_COST times its distance from the middle (0 in the middle, 1 at the edge): a comma a quarter
# of the piece away from the middle beats a space in the middle, one at the edge does not.
IMBALANCE_COST = 0.6
PROTECTED_COST = 0.5
"""Added where a cut runs through a bracket, a number, a date or a quotation of at most SHORT_QUOTATION_CHARS."""
SHORT_QUOTATION_CHARS = 40

# -고 있다, -고 싶다, -고 말했다 are one verb phrase; 보고, 광고, 사고 and the like are nouns.
_AUXILIARY = (
    r"(?!있|없|싶|말[았고며]|나[서면]|나니|계[시셔]|보[니면자]|봐|밝혔|밝힌|했|한다|하[며는고]|설명|강조|전했|덧붙|주장|당부"
    r"|판단|생각|지적|평가|요구)"
)
_NO_NOUN_IN_GO = "".join(f"(?<!{stem})" for stem in (*"보광사최창경권신참재화업상원여중", "학교"))
_CONNECTIVE = (
    rf"(?:{_NO_NOUN_IN_GO}고(?!\w)|[가-힣]며|면서|지만|는데|은데|던데|인데|한데|으나|아서|어서|해서|여서|니까|므로|도록|려고|거나"
    r"|더니|느라|자마자)"
)
_RANKED = (
    (0.00, re.compile(r"[.?!。…][”’\"')\]」』》〉]*\s+|[;；]\s*")),
    (0.10, re.compile(rf"{_CONNECTIVE}[,，、]\s*")),
    (0.15, re.compile(r"[,，、](?!\d)\s*|(?<=\s)(?=[▲△■◇ㅇ]\s?\S)")),
    (0.20, re.compile(rf"{_CONNECTIVE}\s+{_AUXILIARY}")),
    (0.25, re.compile(rf"[”’\"'](?:이?라)?(?:고|며|면서)도?\s+{_AUXILIARY}")),
    (0.25, re.compile(r"(?:[은는한된던]\s(?:뒤|후|반면|가운데|데다|대신|동안)|으면|[하되라다려]면)에?,?\s+")),
    (
        0.35,
        re.compile(
            r"(?:[어아해여돼와워려져],?\s+)(?!주|줄|줬|있|보|봐|봤|버|놓|두|뒀|내[고는]|냈|가[고는]|갔|오[고는]|왔|지[고는]|드|달|본|준|볼|둔)"
        ),
    ),
    (0.35, re.compile(r"\s[·ㆍ]\s+|(?<=[가-힣]{2})[·ㆍ](?=[가-힣]{2,})")),
    (0.45, re.compile(r"\s+")),
)
_TOKENS = re.compile(
    r"\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?|\d{4}년\s\d{1,2}월(?:\s\d{1,2}일)?|\d{1,2}월\s\d{1,2}일|(?:오전|오후)\s\d{1,2}시(?:\s\d{1,2}분)?"
    r"|(?:약\s)?\d[\d,.]*[천백만억조]?(?:\s?\d[\d,.]*[천백만억조]?)*\s?[가-힣%㎡㎞㎏]{0,4}|[A-Za-z0-9][\w.@:/?&=%+-]*"
)


@dataclass(frozen=True, slots=True)
class _Cut:
    position: int
    rank: float


def split_clauses(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` in pieces that each satisfy `fits` and concatenate back to it exactly; one piece where the whole fits.

    Pieces are halved at the best border near their middle: after a sentence, a semicolon, a connective ending (-고, -며, -지만,
    -는데), a comma, a closing quotation mark, between the items of a list, at a space, and in text without spaces anywhere; inside
    a number, date, bracket or short quotation only when there is no other way. White space stays with the piece before it.
    A single character that does not fit is returned as it is.
    """
    cuts = _find_cuts(text)
    positions = [cut.position for cut in cuts]
    pieces: list[str] = []
    waiting = [(0, len(text))]
    while waiting:
        start, end = waiting.pop()
        piece = text[start:end]
        if fits(piece) or end - start < 2:
            pieces.append(piece)
            continue
        middle = _best_cut(text, cuts[bisect_right(positions, start) : bisect_left(positions, end)], start, end)
        if middle is None:
            pieces.append(piece)
        else:
            waiting.extend(((middle, end), (start, middle)))
    return [piece for piece in pieces if piece]


def _find_cuts(text: str) -> list[_Cut]:
    """Every border of the text with its cost, in order; the best rank counts where several patterns meet."""
    ranks: dict[int, float] = {}
    for rank, pattern in _RANKED:
        for match in pattern.finditer(text):
            ranks.setdefault(match.end(), rank)
    for start, end in _protected(text):
        for position in [position for position in range(start + 1, end) if position in ranks]:
            ranks[position] += PROTECTED_COST
    return [_Cut(position, rank) for position, rank in sorted(ranks.items()) if 0 < position < len(text)]


def _protected(text: str) -> list[tuple[int, int]]:
    """Spans that should stay whole, disjoint and in order, so that nested brackets add their cost once."""
    spans = [match.span() for match in _TOKENS.finditer(text)]
    for span in find_enclosures(text).spans:
        if span.kind == "bracket" or span.end - span.start <= SHORT_QUOTATION_CHARS:
            spans.append((span.start, span.end + 1))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best_cut(text: str, cuts: list[_Cut], start: int, end: int) -> int | None:
    """The cheapest border of text[start:end]; where there is none, a cut between characters near the middle."""
    middle, half = (start + end) / 2, (end - start) / 2
    best, cost = None, float("inf")
    for cut in cuts:
        total = cut.rank + IMBALANCE_COST * abs(cut.position - middle) / half
        if total < cost:
            best, cost = cut.position, total
    return best if best is not None else _between_characters(text, start, end)


def _between_characters(text: str, start: int, end: int) -> int | None:
    """The border nearest to the middle that does not part a base character from its marks, nor an emoji or a number."""
    middle = (start + end) // 2
    for distance in range((end - start) // 2 + 1):
        for position in (middle - distance, middle + distance):
            if start < position < end and _separable(text[position - 1], text[position]):
                return position
    return middle if start < middle < end else None


def _separable(before: str, after: str) -> bool:
    if unicodedata.combining(after) or after in "\u200d\ufe0f" or before == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum()) and not after.isspace()

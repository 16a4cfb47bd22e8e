"""Dots that end no sentence: list markers, question-and-answer labels, dates, numbers, abbreviations, initials, addresses."""

from __future__ import annotations

import re

_ORDER = "가나다라마바사아자차카타파하"
_MARKERS = re.compile(
    rf"(?:\s*(?:[(\[]?(?:\d{{1,3}}|[{_ORDER}]|[A-Za-z]|[IVXⅠ-Ⅻ]{{1,4}})[.):\]]"
    r"|[QA문답]\s?\d{0,2}[.:]|제\s?\d+\s?(?:장|절|조|항|호|편|부|회|과)\.|[①-⑳❶-❿▲△▶▷■□◆◇○●ㅇ◦※☞―—–-])(?=[\s“”\"'‘(「『\[가-힣A-Z0-9]))+"
)
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "st no nos vs mr mrs ms dr prof jr sr inc ltd co corp vol fig pp etc cf eg ie al approx dept est gen gov hon rep rev sen"
        " jan feb mar apr jun jul aug sep sept oct nov dec mt ft ave blvd ed eds ver ph tel",
    )
)
_LATIN_TOKEN = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DATE_BEFORE = re.compile(r"(?:\d{4}|['’]\d{2}|\d{1,2})\.\s?\d{1,2}\Z")
_SMALL_NUMBER = re.compile(r"(?<![\d.,:/-])\d{1,2}\Z")
_LOOK_BACK = 24


def markers_end(text: str, start: int) -> int:
    """Where the list markers, bullets and labels that begin a segment at `start` are over: `start` itself if there are none."""
    match = _MARKERS.match(text, start)
    return start if match is None else match.end()


def dot_belongs_to_token(text: str, dot: int, after: int) -> bool:
    """Whether the single full stop at `dot` is part of a number, date, abbreviation, initial or address.

    `after` is the position of the next character that is no space.
    """
    before = text[max(0, dot - _LOOK_BACK) : dot]
    spaced = after > dot + 1
    following = text[after : after + 1]
    if before[-1:].isdigit():
        return _dot_belongs_to_number(before, following, spaced)
    latin = _LATIN_TOKEN.search(before)
    if latin is None:
        return False
    token = latin.group()
    if not spaced and following.isascii():
        return True
    return (len(token) == 1 and token.isupper()) or "." in token or token.lower() in _ABBREVIATIONS


def _dot_belongs_to_number(before: str, following: str, spaced: bool) -> bool:
    """A number ends a sentence only where it can be no date, no marker and no decimal: `점수는 95. 다음은`."""
    if not spaced or following.isdigit():
        return True
    return bool(_YEAR.search(before) or _DATE_BEFORE.search(before)) or (
        _SMALL_NUMBER.search(before) is not None and int(re.findall(r"\d+", before)[-1]) <= 31
    )

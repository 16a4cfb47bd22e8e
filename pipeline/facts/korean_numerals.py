"""Korean numerals: Arabic with Korean units (3만5천), Sino-Korean (이십오), native (스물세), estimates (두세, 수백), ranges (2~3만)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Script = Literal["digits", "sino", "native", "estimate", "vague"]
Link = Literal["", "to", "or", "and"]

# Full-width forms are read as the ASCII characters that they stand for; one character stays one, so spans hold.
WIDE = "０１２３４５６７８９．，％：－（）～"
NARROW = str.maketrans(WIDE, "0123456789.,%:-()~")
DIGIT = re.compile("[0-9]")
# More figures than any number of the news has: an account, an identifier.
TOO_LONG = re.compile(r"\d{17}|(?:\d,?){17}|\.\d{9}")
ANY_WIDE = re.compile(f"[{WIDE}]")

SINO_DIGITS = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
SMALL_UNITS = {"십": 10, "백": 100, "천": 1_000}
LARGE_UNITS = {"만": 10**4, "억": 10**8, "조": 10**12}
ONES = (
    ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"),
    ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"),
)
TENS = {"열": 10, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}
ESTIMATES = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "너댓": (4, 5), "네댓": (4, 5), "네다섯": (4, 5),
    "너더댓": (4, 5), "대여섯": (5, 6), "대엿": (5, 6), "예닐곱": (6, 7), "일고여덟": (7, 8), "일여덟": (7, 8), "여덟아홉": (8, 9),
}  # fmt: skip

_ones = {word: value for words in ONES for value, word in enumerate(words, 1)}
NATIVE = {
    **_ones,
    "석": 3,
    "넉": 4,
    **TENS,
    "스무": 20,
    **{ten + one: value + ones for ten, value in TENS.items() for one, ones in _ones.items()},
}

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# A space may stand before 만, 억 or 조 where a counter follows, after them where another unit or the last three or four digits follow.
_MIXED = (
    rf"{_ARABIC}(?:(?:[십백천]여(?=[만억조])|[십백천만억조]|\s(?=[만억조]\s?(?:원|달러|명)))[십백천만억조]*"
    rf"(?:\s?{_ARABIC}(?=[십백천만억조])|(?<=[만억조])\s(?:\d,\d{{3}}|\d{{3,4}})(?![\d.,년월일시%])|{_ARABIC})?)*"
)
_RANGE = rf"{_MIXED}(?:(?P<link>\s?[~∼〜]\s?|[-–·ㆍ・])(?P<last>{_MIXED})|(?P<list>(?:[·ㆍ・]\d+){{2,}}))?"
DIGITS = re.compile(rf"(?<![\d.,])(?<![A-Za-z])(?<![A-Za-z]-){_RANGE}(?![\d])")
_alternatives = "|".join(sorted((*NATIVE, *ESTIMATES), key=len, reverse=True))
WORDS = re.compile(
    rf"(?<![가-힣\d])(?:(?P<vague>(?:수|몇)\s?(?:[십백천]+[만억조]?|[만억조]))|(?P<native>{_alternatives})"
    r"|(?P<sino>[일이삼사오육칠팔구십백천만억조]+))"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a sentence: characters `start` to `end`, its values (two for a range or an estimate), how they are linked.

    The values of a vague numeral (수백, 몇십) are the unit counted: 100 for 수백.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    script: Script
    link: Link = ""


@lru_cache(maxsize=64)
def narrowed(text: str) -> str:
    """The text with full-width figures and signs as ASCII, character by character; the same object where there are none."""
    return text.translate(NARROW) if ANY_WIDE.search(text) else text


def arabic_value(text: str) -> Decimal:
    """The value of an Arabic numeral with or without Korean units: 35000 for `3만5천`, 15000 for `1.5만`."""
    total = section = Decimal(0)
    digits = ""
    for character in re.sub(r"[,\s여]", "", text):
        if character in LARGE_UNITS:
            group = section + Decimal(digits or 0)
            total += (group or 1) * LARGE_UNITS[character]
            section, digits = Decimal(0), ""
        elif character in SMALL_UNITS:
            section += Decimal(digits or 1) * SMALL_UNITS[character]
            digits = ""
        else:
            digits += character
    return total + section + Decimal(digits or 0)


def sino_value(text: str) -> Decimal | None:
    """The value of a Sino-Korean numeral, None where the characters are no well-formed one (`일일`, `만조`)."""
    total = section = digit = 0
    last_large, last_small, pending = 10**16, 10**4, False
    for character in text:
        if character in SINO_DIGITS:
            if pending:
                return None
            digit, pending = SINO_DIGITS[character], True
        elif character in SMALL_UNITS:
            unit = SMALL_UNITS[character]
            if unit >= last_small:
                return None
            section, last_small, digit, pending = section + (digit if pending else 1) * unit, unit, 0, False
        elif character in LARGE_UNITS:
            large = LARGE_UNITS[character]
            if large >= last_large or (total and not (section or pending)):
                return None
            total += (section + digit or 1) * large
            section, digit, last_large, last_small, pending = 0, 0, large, 10**4, False
        else:
            return None
    return Decimal(total + section + digit)


def _digits(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    whole, last = match[0], match["last"]
    if match["list"]:
        return Numeral(start, end, tuple(Decimal(part) for part in re.split("[·ㆍ・]", whole) if part.isdigit()), "digits", "and")
    if last is None:
        return Numeral(start, end, (arabic_value(whole),), "digits")
    left = whole[: match.start("link") - start]
    first, second = arabic_value(left), arabic_value(last)
    if (scaled := re.fullmatch(r"([\d.,]+)([십백천만억조]+)", last)) and re.fullmatch(r"[\d.,]+", left) and first < arabic_value(scaled[1]):
        first *= arabic_value(f"1{scaled[2]}")  # 10~20만 is 100,000 to 200,000
    return Numeral(start, end, (first, second), "digits", "and" if match["link"] in "·ㆍ・" else "to")


def _word(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if text := match["vague"]:
        return Numeral(start, end, (sino_value(text[1:].strip()) or Decimal(1),), "vague")
    if (text := match["native"]) in ESTIMATES:
        return Numeral(start, end, tuple(Decimal(value) for value in ESTIMATES[text]), "estimate", "or")
    if text:
        return Numeral(start, end, (Decimal(NATIVE[text]),), "native")
    value = sino_value(match["sino"])
    return None if value is None else Numeral(start, end, (value,), "sino")


def _scan(text: str) -> Iterator[Numeral]:
    if DIGIT.search(text):
        found = (match for match in DIGITS.finditer(text) if not TOO_LONG.search(match[0]))
        yield from map(_digits, found)
    for match in WORDS.finditer(text):
        if (numeral := _word(match)) is not None:
            yield numeral


@lru_cache(maxsize=64)
def numerals(text: str) -> tuple[Numeral, ...]:
    """Everything in the sentence that can be read as a numeral; what stands behind a word decides whether it is one."""
    return tuple(_scan(text))

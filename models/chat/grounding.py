"""Whether a summary sentence rests on what it cites: every number and every name in it must stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_][\w’']*")
_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_UNITS = _UNIT_WORDS.split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED = {word: number for number, word in enumerate(_UNITS)} | {
    ten + (f"-{_UNITS[unit]}" if unit else ""): 20 + 10 * place + unit for place, ten in enumerate(_TENS) for unit in range(10)
}
_SPELLED_OUT = re.compile(
    rf"\b(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b", re.I
)
_OPENING_WORDS = (
    "a an the this that these those it its he she they we i his her their there here in on at by for from to of with without under over"
    " after before since until during while when where as if although though because and but or so yet not no all both each every some"
    " many most more another other such also however meanwhile instead despite among amid about according starting beginning only even"
    " what who how why former"
)
_OPENERS = frozenset(_OPENING_WORDS.split())
"""Words that open a sentence with a capital and are no names."""
_ENDINGS = ("s", "ing", "ed", "ly", "tion", "ment")
"""A capitalized first word of five letters or more that ends so is a common word (Students, Starting): romanized names do not."""
_KOREAN_NAME = re.compile(
    r"[가-힣]{2,4}\s?(?:교육감|교육장|교장|교감|장관|차관|총장|교수|대표|회장|의원|국장|과장|위원장|교사|씨|군|양)(?![가-힣]{2})"
)


SMALLEST_SPELLED = 10


def is_grounded(sentence: str, cited: Iterable[str], headline: str | None = None) -> bool:
    """Whether the numbers and names of `sentence` all stand in the cited sentences; names may also stand in the headline.

    Numbers are compared without thousands separators, up to 99 also as words; words up to ten are not asked for (one of them, both
    sides: counting is no quoting). Names are capitalized words inside an English
    sentence, Latin words in a Korean one, and Korean names before a title.
    """
    sources = " ".join(cited)
    around = f"{sources} {headline or ''}"
    said = _numbers(sentence) | {number for number in _spelled(sentence) if int(number) > SMALLEST_SPELLED}
    if not said <= _numbers(sources) | _spelled(sources):
        return False
    known = {_stem(word) for word in _WORD.findall(around)}
    if any(_stem(word) not in known for word in _names(sentence)):
        return False
    joined = "".join(around.split())
    return all("".join(found[0].split()) in joined for found in _KOREAN_NAME.finditer(sentence))


def _numbers(text: str) -> set[str]:
    return {_plain(found) for found in _NUMBER.findall(text)}


def _plain(number: str) -> str:
    """1,200 and 1200 are one number; 1.50 and 1.5 too."""
    bare = re.sub(r",(?=\d{3}(?:\D|\Z))", "", number)
    whole, point, rest = bare.partition(".")
    return (whole.lstrip("0") or "0") + (f".{rest.rstrip('0')}" if point and rest.strip("0") else "")


def _spelled(text: str) -> set[str]:
    return {str(_SPELLED[found.lower()]) for found in _SPELLED_OUT.findall(text)}


def _names(sentence: str) -> list[str]:
    """Capitalized words, less those that only open a sentence or a quotation."""
    found = []
    for match in _WORD.finditer(_SPELLED_OUT.sub(lambda found: found[0].lower(), sentence)):
        word = match[0]
        if not word[0].isupper():
            continue
        if _opens(sentence[: match.start()]) and _is_common(word):
            continue
        found.append(word)
    return found


def _opens(before: str) -> bool:
    return not before.strip(" \"'“”‘’([") or before.rstrip(" \"'“‘([").endswith((".", "?", "!", ":"))


def _is_common(word: str) -> bool:
    lower = word.lower()
    return lower in _OPENERS or (len(word) >= 5 and _without_possessive(lower).endswith(_ENDINGS))


def _stem(word: str) -> str:
    """Lower case, without a possessive and without a plural ending."""
    bare = _without_possessive(word.lower())
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") else bare


def _without_possessive(word: str) -> str:
    return re.sub(r"[’']s?\Z", "", word)

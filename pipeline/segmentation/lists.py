"""Finds the items of a list that was flattened into one block: `▲기간: 3월 2일 ▲대상: 초등학생`, `1. 개요 ... 2. 대상 ...`.

An enumeration in running text (`▲교육과정 ▲시설 ▲예산 등 세 분야를 점검한다`) is one sentence and stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BULLET = re.compile(r"(?:(?<=\s)|\A)(?:[▲△▶▷■□◆◇►▪•※☞](?![▲△▶▷■□◆◇])\s?|[○●ㅇ◦∙]\s|[-–—―]\s?)(?=\S)")
_DASHES = "-–—―"
_NUMBER = re.compile(
    r"(?:(?<=\s)|\A)(?:(\d{1,2})[.)]|\((\d{1,2})\)|([①-⑳])|([가나다라마바사아자차카타파하])[.)])\s?(?=[가-힣A-Z“‘\"'(<「『\[])"
)
_ORDER = "가나다라마바사아자차카타파하"
_RUNNING = re.compile(r"[^:.?!]{1,30}?\s?등(?:[\s.,]|[을의은이에도](?:\s|$)|$)")
_LABEL = re.compile(r"[^:：]{1,20}[:：]\s")
LONG_ITEM = 12
"""Characters from which an item is a statement rather than a word in an enumeration; the median length of items decides."""


def list_borders(text: str, depths: Sequence[int], start: int, end: int) -> list[int]:
    """The positions in text[start:end] where a further item of a list begins; empty where the segment is no clear list."""
    for positions in (_bullets(text, depths, start, end), _numbers(text, depths, start, end)):
        if len(positions) > 1 and _is_list(text, positions, start, end):
            return [position for position in positions if position > start]
    return []


def _bullets(text: str, depths: Sequence[int], start: int, end: int) -> list[int]:
    found = [match.start() for match in _BULLET.finditer(text, start, end) if depths[match.start()] == 0]
    if found and text[found[0]] in _DASHES and found[0] == start:
        return [position for position in found if text[position] in (text[start], "※")]
    return [position for position in found if text[position] not in _DASHES]


def _numbers(text: str, depths: Sequence[int], start: int, end: int) -> list[int]:
    """Numbers of one style in sequence: 1. 2. 3. or 가. 나. 다. or ①②③."""
    found: list[int] = []
    style, expected = 0, 1
    for match in _NUMBER.finditer(text, start, end):
        number = _value(match)
        if depths[match.start()] or number != expected or (found and match.lastindex != style):
            continue
        if not found:
            style = match.lastindex or 0
        found.append(match.start())
        expected += 1
    return found


def _value(match: re.Match[str]) -> int:
    number, bracketed, circled, letter = match.groups()
    if circled:
        return ord(circled) - ord("①") + 1
    return _ORDER.index(letter) + 1 if letter else int(number or bracketed)


def _is_list(text: str, positions: list[int], start: int, end: int) -> bool:
    items = [text[a:b] for a, b in zip(positions, [*positions[1:], end], strict=True)]
    bodies = [item.lstrip("▲△▶▷■□◆◇►▪•※☞○●ㅇ◦∙-–—― ") for item in items]
    labelled = sum(_LABEL.match(body) is not None for body in bodies)
    if _RUNNING.match(bodies[-1]) or (positions[0] > start and labelled < len(items)):
        return False
    lengths = sorted(len(body.strip()) for body in bodies)
    return labelled * 2 >= len(items) or lengths[len(lengths) // 2] >= LONG_ITEM

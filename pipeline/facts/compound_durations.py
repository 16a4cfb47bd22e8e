"""Lengths of time in two units: `2시간 30분`, `1년 6개월`, `2박 3일`, `두 시간 반`."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.facts.counted import rendered
from pipeline.facts.counters import DURATIONS
from pipeline.facts.korean_numerals import Numeral

COMPOUND = re.compile(
    r"\s?(?:(?P<value>\d+)\s?(?P<unit>분|초|개월|일)(?!의\s?\d)|(?P<half>반)(?![가-힣])|(?P<half_of>반(?:이나|을|의|이|에|간|가량|쯤)))"
)
LINKS = (" and ", " ", ", ")


def compound(numeral: Numeral, unit: str, more: re.Match[str]) -> tuple[str, ...]:
    """English forms of a numeral with its unit and what follows it (a match of `COMPOUND`), also in one unit where halves allow it."""
    noun, value = DURATIONS[unit][0], numeral.values[0]
    first = rendered(numeral, unit)[1]
    if not more["value"]:
        return _and_a_half(first, noun, value)
    second = rendered(Numeral(0, 0, (Decimal(more["value"]),), "digits"), more["unit"])[1]
    both = tuple(f"{left}{link}{right}" for link in LINKS for left, right in zip(first[:2], second[:2], strict=False))
    if noun == "night":
        return (*both, *second)
    if noun == "year" and more["unit"] == "개월":
        return (*both, f"{value * 12 + int(more['value'])} months")
    if more["value"] == "30" and (noun, more["unit"]) in (("hour", "분"), ("minute", "초")):
        return (*both, *_and_a_half(first, noun, value))
    return both


def _and_a_half(first: tuple[str, ...], noun: str, value: Decimal) -> tuple[str, ...]:
    amount = first[0].rsplit(" ", 1)[0]
    article = "an" if noun == "hour" else "a"
    spoken = (f"{article} {noun} and a half",) if value == 1 else (f"{amount} and a half {noun}s", f"{amount} {noun}s and a half")
    smaller = {"year": (f"{value * 12 + 6} months",), "hour": (f"{value * 60 + 30} minutes",)}.get(noun, ())
    return (*spoken, f"{value}.5 {noun}s", *smaller)

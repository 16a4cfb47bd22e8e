"""A Korean text and its English, with the place where a person finds them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TranslatedUnit:
    """`line` counts from 1, in the file that was read; `id` is the unit's own name where the format has one."""

    korean: str
    english: str
    line: int
    id: str = ""

"""A Korean city, county, province or ministry in the English that the Korean does not name: another stands in its place.

Looks from the English side: a place of another office is found although the sentence has the words `Office of Education`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checks.pair import Pair
from pipeline.facts.agencies import AGENCIES
from pipeline.facts.places import CITIES, COUNTIES, FULL_FORMS, PROVINCES
from pipeline.facts.romanize import romanize
from pipeline.records import Finding

HANGUL = re.compile("[가-힣]{2,}")
OTHER_NAMES = {"Gyeongsang": "경상", "Jeolla": "전라", "Chungcheong": "충청", "Seoul": "수도권"}
"""Old provinces, and the capital area."""
LONGEST_NAME = 4


def find(pair: Pair) -> Iterator[Finding]:
    """A major finding for each place or ministry without source, at its first mention."""
    told = set[str]()
    for match in _pattern().finditer(pair.english):
        name = match[0]
        if name not in told and not any(one in pair.korean for one in _korean_names()[name]) and not _spelled(name, pair.korean):
            told.add(name)
            yield Finding("inconsistent-entities", "major", f"{name} is not in the Korean", None, match.span())


@cache
def _korean_names() -> dict[str, tuple[str, ...]]:
    """English -> the Korean words that it may stand for."""
    found: dict[str, list[str]] = {}
    for korean, forms in PROVINCES.items():
        for form in forms:
            full = [name for name, short in FULL_FORMS.items() if short == korean]
            found.setdefault(form, []).extend((korean, *full))
    for korean in sorted(CITIES | COUNTIES):
        found.setdefault(romanize(korean).capitalize(), []).append(korean)
    for korean, forms in AGENCIES.items():
        for form in (form for form in forms if "Ministry" in form):
            found.setdefault(form, []).append(korean)
    for english, korean in OTHER_NAMES.items():
        found.setdefault(english, []).append(korean)
    return {english: tuple(names) for english, names in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_korean_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def _spelled(name: str, korean: str) -> bool:
    """Whether a piece of the Korean is romanized so: another place, or a school, of the same spelling."""
    small = name.lower()
    for run in HANGUL.findall(korean):
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + LONGEST_NAME) + 1):
                if romanize(run[start:end]) == small:
                    return True
    return False

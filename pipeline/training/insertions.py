"""The facts of a Korean sentence that training may write in English into it: those whose English its reference really has.

They come in the form in which translate inserts them, for a model copies what it has seen copied.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.facts import Fact, recognize

_LATIN = re.compile(r"[A-Za-z0-9](?:[^가-힣]*[A-Za-z0-9%])?")


@lru_cache(maxsize=100_000)  # a pair of the corpus is drawn dozens of times
def insertions(korean: str, english: str) -> tuple[tuple[int, int, str], ...]:
    """(from, to, inserted) for each fact that has a form to insert and all of whose English stands in `english`."""
    found = []
    for fact in recognize(korean):
        if fact.insert is not None and all(_stands(part, english) for part in _english_parts(fact, fact.insert)):
            found.append((fact.start, fact.end, fact.insert))
    return tuple(found)


def _english_parts(fact: Fact, inserted: str) -> list[str]:
    """What of `inserted` is English: a rendering in it, and the rest's Latin parts (`Kim Daejung`, `Superintendent`; `12 billion`)."""
    whole = max((form for form in fact.renderings if form in inserted), key=len, default="")
    rest = inserted.replace(whole, "가", 1) if whole else inserted
    return [*([whole] if whole else []), *(match[0] for match in _LATIN.finditer(rest))]


def _stands(part: str, english: str) -> bool:
    """Whole words, figures and all; capitals count, for a copy has them."""
    return re.search(rf"(?<![\w.,]){re.escape(part)}(?![\w]|[.,]\d)", english) is not None

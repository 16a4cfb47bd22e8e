"""A translation that says something twice: words that run in circles, or a sentence that stands there again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.records import Finding
from pipeline.repetition import repeated_span

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?![\s\"”'’)]*(?:\s|$))[^.!?]*)*[.!?]*[\"”'’)]*")
FEWEST_WORDS = 4
"""Of a sentence that counts as said twice; "Yes. Yes." is a way of speaking."""


def find(pair: Pair) -> Iterator[Finding]:
    """At most one major finding, over what stands twice."""
    if circle := repeated_span(pair.english):
        yield Finding("duplication", "major", "the translation repeats itself", None, circle)
    elif again := _doubled(pair.english):
        yield Finding("duplication", "major", "a sentence of the translation stands there twice", None, again)


def _doubled(english: str) -> tuple[int, int] | None:
    seen = set[tuple[str, ...]]()
    for match in SENTENCE.finditer(english):
        words = tuple(re.findall(r"\w+", match[0].lower()))
        if len(words) >= FEWEST_WORDS and words in seen:
            return match.span()
        seen.add(words)
    return None

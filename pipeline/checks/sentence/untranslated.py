"""A sentence that was left in Korean, or for which there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.records import Finding

HANGUL = re.compile("[가-힣]")
LETTER = re.compile("[가-힣A-Za-z]")
MOST_HANGUL = 0.5
"""Share of Hangul among the letters from which on a text is no English with a name in it but Korean."""


def find(pair: Pair) -> Iterator[Finding]:
    """At most one finding, critical, over the whole sentence."""
    if not HANGUL.search(pair.korean):
        return
    letters = LETTER.findall(pair.english)
    if not pair.english.strip():
        yield Finding("untranslated", "critical", "there is no translation of this sentence", (0, len(pair.korean)))
    elif letters and len(HANGUL.findall(pair.english)) >= MOST_HANGUL * len(letters):
        yield Finding("untranslated", "critical", "the sentence is still Korean", (0, len(pair.korean)), (0, len(pair.english)))

"""Hangul in the English, except in brackets behind a word in Latin letters: `Hanbit (한빛)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.records import Finding

LEFT = re.compile("[가-힣ㄱ-ㆎ]+(?: [가-힣ㄱ-ㆎ]+)*")
GLOSS = re.compile(r"(?<=[A-Za-z'’\"”] )\([^()A-Za-z]*\)")


def find(pair: Pair) -> Iterator[Finding]:
    """A major finding for each run of Hangul; its place in the Korean where it stands there as it is."""
    glosses = [match.span() for match in GLOSS.finditer(pair.english)]
    for match in LEFT.finditer(pair.english):
        if any(start <= match.start() and match.end() <= end for start, end in glosses):
            continue
        at = pair.korean.find(match[0])
        source = (at, at + len(match[0])) if at >= 0 else None
        yield Finding("untranslated", "major", f"{match[0]} was left in Korean", source, match.span())

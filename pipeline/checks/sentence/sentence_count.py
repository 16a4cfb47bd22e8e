"""Many more or far fewer sentences in the English than in the Korean.

Translators split and join sentences, but none of the 4,280 human-translated pairs of data/corpus/articles differs by three or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.records import Finding

END = re.compile(r"[.?!…]+[\"”'’)]*(?=\s|$)")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|No|St|vs|a\.m|p\.m|U\.S|e\.g|i\.e)\.$")
MOST_APART = 2


def find(pair: Pair) -> Iterator[Finding]:
    """At most one minor finding."""
    korean, english = _sentences(pair.korean), _sentences(pair.english)
    if abs(korean - english) > MOST_APART:
        message = f"the Korean has {korean} sentences, the translation {english}"
        kind = "omission" if english < korean else "addition"
        yield Finding(kind, "minor", message, (0, len(pair.korean)), (0, len(pair.english)))


def _sentences(text: str) -> int:
    ends = [match for match in END.finditer(text.rstrip()) if not ABBREVIATION.search(text[: match.start() + 1])]
    return len(ends) + (1 if not ends or ends[-1].end() < len(text.rstrip()) else 0)

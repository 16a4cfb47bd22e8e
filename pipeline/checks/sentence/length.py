"""Far less or far more English than the Korean asks for: something was left out, or put in.

The bounds are passed by about one in five hundred of the human-translated pairs of data/corpus/articles of that length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.checks.expected_length import HANGUL, length_share
from pipeline.checks.pair import Pair
from pipeline.records import Finding

LENGTHS = (15, 30, 50, 80)
"""Characters of Korean, white space aside, at which the bounds change; shorter sentences are not judged."""
LEAST = (0.55, 0.63, 0.74, 0.8)
MOST = (1.8, 1.65, 1.5, 1.45)
"""English characters as a share of those expected."""


def find(pair: Pair) -> Iterator[Finding]:
    """At most one major finding."""
    size = bisect_right(LENGTHS, len("".join(pair.korean.split()))) - 1
    if size < 0 or not HANGUL.search(pair.korean) or not pair.english.strip():
        return
    share = length_share(pair)
    if LEAST[size] <= share <= MOST[size]:
        return
    kind, what = ("omission", "left out") if share < LEAST[size] else ("addition", "added")
    message = f"the translation has {share:.0%} of the length that the Korean asks for; something may be {what}"
    yield Finding(kind, "major", message, (0, len(pair.korean)), (0, len(pair.english)))

"""A change the other way round: more for less, against for for, at most for at least.

The English has a plain word of one side, the Korean nothing of that side, not even vaguely, and a plain word of the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.opposites import OPPOSITES
from pipeline.checks.pair import Pair
from pipeline.records import Finding


def find(pair: Pair) -> Iterator[Finding]:
    """At most one critical finding for each pair of opposites."""
    for name, one, other in OPPOSITES:
        for here, there in ((one, other), (other, one)):
            wrong = there.english.search(pair.english)
            if wrong is None or there.may.search(pair.korean):
                continue
            if said := here.says.search(pair.korean):
                message = f"{name}: the Korean says {said[0].strip()}, the translation {wrong[0]}"
                yield Finding("mistranslation", "critical", message, said.span(), wrong.span())
                break

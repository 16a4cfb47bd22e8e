"""A form that the termbase forbids for a term of the Korean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.terms import forbidden
from pipeline.records import Finding


def find(pair: Pair) -> Iterator[Finding]:
    """A major finding for each term whose English is forbidden and whose right English is not there."""
    for fact, wrong in forbidden(pair.korean, pair.english, pair.published, pair.tables.termbase):
        at = re.search(re.escape(wrong), pair.english, re.IGNORECASE)
        message = f"{wrong} is not to be used for {fact.text}: expected {fact.renderings[0]}"
        yield Finding("terminology", "major", message, (fact.start, fact.end), at.span() if at else None)

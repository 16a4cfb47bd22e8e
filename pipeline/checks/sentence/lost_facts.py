"""Numbers, dates, names, offices and terms of the Korean that the English does not have, or has another of.

Stricter than the stage that translates, which lets a short form pass as a second mention: a system that translates sentence by sentence
writes names and terms in full, and where only the last word of a term is there (`school`), mostly another stands in its place. People
do shorten: of the 4,280 human-translated pairs of data/corpus/articles 17 are told, 5 of them for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.accepting import ACCEPTED, accepted
from pipeline.facts.findings import expected, lost_fact
from pipeline.facts.losses import lost
from pipeline.records import Finding

BY_ITS_KIND = re.compile(
    r"\b(?:ministr(?:y|ies)|minister|office|offices|council|government|agency|department|city|county|district|hall)\b"
    r"|\bMinistry\b(?! of)|\bCouncil's\b"
)
"""An office as an English text names it again: in small letters, not as `Office of Education` of another place."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each lost fact, as the stage that translates tells it."""
    named_again = BY_ITS_KIND.search(pair.english) is not None
    for fact in pair.facts:
        shortened = fact.kind in ACCEPTED and not (fact.kind == "office" and named_again) and not accepted(fact, pair.english)
        if shortened or lost((fact,), pair.english):
            yield lost_fact(fact.kind, fact.text, expected(fact), (fact.start, fact.end))

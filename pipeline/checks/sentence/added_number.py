"""A number in the English that the Korean does not have: it was changed, or made up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.english_mentions import Mention, mentions
from pipeline.facts.korean_numerals import numerals
from pipeline.records import Finding

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
SMALLEST_WORD = 3
"""English says one and two where Korean does not; from three on a number in words counts as well."""
UNCOUNTED = re.compile(r"ten\b|(?:pre)?teen(?:age)?|\w+ties\b|centur|half|third|quarter|fourth|fifth|\w+th\b|decade", re.IGNORECASE)
"""Words that are names (Ten), ages of man, parts and ranks: English likes them where Korean says no number."""
NUMBERED = re.compile(r"(?:COVID-|Form |Gate )\d+|[A-Za-z]+-\d+", re.IGNORECASE)
"""Names with a number: the number is part of the name, and Korean may leave it out (코로나)."""
GRADE = re.compile(r"([중고])\s?([1-3])")
FIRST_GRADE = {"중": 6, "고": 9}
"""고2 may become an 11th grader."""


def find(pair: Pair) -> Iterator[Finding]:
    """A major finding for each number without source."""
    offered = sorted(mentions(pair.english), key=lambda one: one.start)
    if not offered:
        return
    known = _known(pair)
    names = [match.span() for match in NUMBERED.finditer(pair.english)]
    told = -1
    for mention in offered:
        if mention.start < told or not _counts(mention, pair.english) or _inside(mention, names):
            continue
        readings = [one for one in offered if one.start < mention.end and mention.start < one.end]
        if not any(one.value in known for one in readings):
            told = mention.end
            message = f"{pair.english[mention.start : mention.end].strip()} is not in the Korean"
            yield Finding("numbers", "major", message, None, (mention.start, mention.end))


def _counts(mention: Mention, english: str) -> bool:
    if mention.kind not in ("plain", "percent", "money"):
        return False
    text = english[mention.start : mention.end]
    if re.search(r"\d", text):
        return True
    return mention.value >= SMALLEST_WORD and not UNCOUNTED.match(text)


def _inside(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _known(pair: Pair) -> set[float]:
    """Every value that the Korean can be read as."""
    known = {one.value for fact in pair.facts for form in fact.renderings for one in mentions(form)}
    known |= {one.value for one in mentions(pair.korean)}
    known |= {float(value) for numeral in numerals(pair.korean) for value in numeral.values}
    known |= {float(match[0].replace(",", "")) for match in FIGURE.finditer(pair.korean)}
    known |= {float(FIRST_GRADE[match[1]] + int(match[2])) for match in GRADE.finditer(pair.korean)}
    return known

"""One person whose name the English of an article spells in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.whole import Checked, Located
from pipeline.facts.names import spellings
from pipeline.facts.surnames import SURNAMES
from pipeline.records import Finding

NAME = re.compile("[가-힣]{3,4}")
WORDS = re.compile(r"\b(?P<first>[A-Z][\w'’-]*)(?= (?P<second>[A-Z][\w'’-]*))")
"""Two words; the second may be the first of the next two."""


def find(checked: Checked) -> Iterator[Located]:
    """A major finding at each sentence with another spelling than the first one of the article."""
    first: dict[str, tuple[int, str]] = {}
    for number, pair in enumerate(checked.pairs):
        for fact in pair.facts if pair is not None else ():
            if pair is None or fact.kind != "person" or (korean := NAME.match(fact.text)) is None:
                continue
            if (span := _mention(korean[0], pair)) is None:
                continue
            here = pair.english[slice(*span)]
            place, spelled = first.setdefault(korean[0], (number, here))
            if _plain(here) != _plain(spelled):
                message = f"{korean[0]} is {here} here and {spelled} in sentence {place + 1}"
                yield Located(number, Finding("inconsistent-entities", "major", message, (fact.start, fact.end), span))


def _mention(korean: str, pair: Pair) -> tuple[int, int] | None:
    """Where the English has the full name, family name first or last."""
    for length in (1, 2):
        if korean[:length] not in SURNAMES or len(korean) - length < 1:
            continue
        families, givens = spellings(korean[:length], korean[length:])
        for match in WORDS.finditer(pair.english):
            one, two = _plain(match["first"]), _plain(match["second"])
            if (one in families and two in givens) or (two in families and one in givens):
                return match.start(), match.end("second")
    return None


def _plain(name: str) -> str:
    return re.sub(r"['’]s$|[-'’]", "", name.lower())

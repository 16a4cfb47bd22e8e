"""Telephone numbers, web addresses and e-mail addresses: copied as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.fact import Fact, Kind
from pipeline.facts.korean_numerals import narrowed

# Area and mobile numbers (02, 061, 010), nationwide service numbers (1588-0000); ITU-T E.123 allows brackets, dots and blanks.
PHONE = re.compile(
    r"(?<![\d-])(?:\+82[-\s]?\d{1,2}[-.\s]\d{3,4}[-.]\d{4}|(?:\(0\d{1,2}\)|0\d{1,2}[-.)\s])\s?\d{3,4}[-.]\d{4}|1[568]\d{2}-\d{4})(?:[~/]\d{1,4})?(?![\d-])"
)
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
URL = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9/?#@!$&*+;=%~._:-]*[A-Za-z0-9/]"
    r"|(?<![A-Za-z0-9@.-])(?:[a-z0-9-]+\.)+(?:go\.kr|or\.kr|ac\.kr|co\.kr|re\.kr|es\.kr|ms\.kr|hs\.kr|kr|com|net|org)(?:/[A-Za-z0-9/?&=%._-]*[A-Za-z0-9/])?(?![A-Za-z0-9])"
)
# Kind, what a sentence must have before the pattern is tried, the pattern.
PATTERNS: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...] = (
    ("email", re.compile("@"), EMAIL),
    ("url", re.compile(r"://|[a-z]\."), URL),
    ("phone", re.compile(r"\d{3}"), PHONE),
)


def find(text: str, published: str | None) -> Iterator[Fact]:
    """Telephone numbers, web and e-mail addresses of a sentence."""
    narrow = narrowed(text)
    for kind, needed, pattern in PATTERNS:
        for match in pattern.finditer(narrow) if needed.search(narrow) else ():
            yield Fact(kind, *match.span(), text[match.start() : match.end()], (match[0],))

"""A Korean person's name in the English that no name of the Korean spells: it was altered, or made up.

Looks from the English side, so that a name is held to the Korean even where the Korean gives no title to recognize it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.checks.everyday_words import EVERYDAY_WORDS
from pipeline.checks.pair import Pair
from pipeline.facts.names import spellings
from pipeline.facts.romanize import INITIALS, VOWELS, romanize
from pipeline.facts.surnames import SURNAMES
from pipeline.records import Finding

CAPITALIZED = re.compile(r"\b(?P<family>[A-Z][a-z]+)(?= (?P<given>[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)\b)")
"""Two words; the second may be the first of the next two."""
_initial = "|".join(sorted(filter(None, INITIALS), key=len, reverse=True))
_vowel = "|".join(sorted(VOWELS, key=len, reverse=True))
GIVEN = re.compile(rf"(?:(?:{_initial}|sh|l)?(?:{_vowel})(?:ng|[kntlmp](?![aeiouwy])|l(?=l)|r(?=r)|n(?=n)|m(?=m))?){{2,3}}")
NO_NAMES = EVERYDAY_WORDS | {"korean", "koreans", "gala", "men", "asian", "saemaeul"}
"""English words that could be given names."""
NO_NAME_ENDS = "ing"
"""No given name ends like `During`."""
NO_FAMILIES = frozenset(("in", "an", "no", "so", "on"))
"""Family names that open English sentences more often than names."""
HANGUL = re.compile("[가-힣]{2,}")
LONGEST_NAME = 5


def find(pair: Pair) -> Iterator[Finding]:
    """A major finding for the first such name."""
    for match in CAPITALIZED.finditer(pair.english):
        family, given = match["family"].lower(), match["given"].lower().replace("-", "")
        if family in _families() and _could_be_given(given) and not _has_source(family, given, pair):
            span = (match.start(), match.end("given"))
            message = f"{pair.english[slice(*span)]} is not in the Korean: no name there is spelled so"
            yield Finding("inconsistent-entities", "major", message, None, span)
            return


def _could_be_given(word: str) -> bool:
    return word not in NO_NAMES and not word.endswith(NO_NAME_ENDS) and GIVEN.fullmatch(word) is not None


@cache
def _families() -> frozenset[str]:
    """Every spelling of every family name."""
    return frozenset(spelled for family in SURNAMES for spelled in spellings(family, "")[0]) - NO_FAMILIES


def _has_source(family: str, given: str, pair: Pair) -> bool:
    """Whether the two words spell a name, or a piece of a word, of the Korean."""
    joined = family + given
    for run in HANGUL.findall(pair.korean):
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + LONGEST_NAME) + 1):
                piece = run[start:end]
                if _is_spelled(piece, family, given) or romanize(piece) == joined:
                    return True
    return any(
        name in pair.korean and english.lower().replace("-", "").replace(" ", "") == joined for name, english in pair.tables.names.items()
    )


@lru_cache(maxsize=8192)
def _is_spelled(piece: str, family: str, given: str) -> bool:
    for length in (1, 2):
        if piece[:length] in SURNAMES and len(piece) > length:
            families, givens = spellings(piece[:length], piece[length:])
            if family in families and given in givens:
                return True
    return False

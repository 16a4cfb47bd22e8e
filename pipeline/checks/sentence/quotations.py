"""A quotation of the Korean that the English does not have.

Of what somebody said (double marks) every quotation must be marked; of the 4,280 human-translated pairs of data/corpus/articles 17 are
told. Single marks set off names and words, too, which English does with capitals: there a mark is missed only
where the English is shorter than the Korean asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.expected_length import length_share
from pipeline.checks.pair import Pair
from pipeline.records import Finding

SAID = re.compile('“[^”]*”?|"[^"]*"')
SET_OFF = re.compile("‘[^’]*’|(?<![\\w'])'[^']+'")
MARK = re.compile(r"“|\"[^\"]*\"?|(?<!\w)['‘]")
"""A mark that opens a quotation, or the whole of one; headlines have single ones."""
SHORT = 0.83
"""Share of the expected length below which a missing mark says that its words are missing, too."""


def find(pair: Pair) -> Iterator[Finding]:
    """At most one major finding, over the quotations of the Korean."""
    said, set_off = list(SAID.finditer(pair.korean)), list(SET_OFF.finditer(pair.korean))
    marked = len(MARK.findall(pair.english))
    if marked >= len(said) + len(set_off):
        return
    missed = said if len(said) > marked else said + set_off if length_share(pair) < SHORT else []
    if missed:
        span = (min(one.start() for one in missed), max(one.end() for one in missed))
        yield Finding("omission", "major", "the Korean has a quotation that the translation does not have or mark", span)

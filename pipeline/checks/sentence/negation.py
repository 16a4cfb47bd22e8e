"""A sentence that says the contrary: the Korean denies and the English does not, or the other way round.

Korean denies with the predicate (않다, 못하다, 없다, 아니다), English in a hundred ways (`left blank`, `stay home`), so only sentences
with a plain negation on one side and none of the many cues on the other are told: 4 of the 4,280 human-translated pairs of
data/corpus/articles, and 0.3 percent of those of data/corpus/sentences, on whose wording the lists of cues rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.denials import DENIED, ENGLISH_CUE, KOREAN_CUE, NO_DENIAL, NOT
from pipeline.checks.pair import Pair
from pipeline.records import Finding


def find(pair: Pair) -> Iterator[Finding]:
    """At most one critical finding."""
    denials = [] if NO_DENIAL.search(pair.korean) else list(DENIED.finditer(pair.korean))
    nots = list(NOT.finditer(pair.english))
    if denials and not nots and not ENGLISH_CUE.search(pair.english):
        message = f"the Korean denies ({denials[0][0].strip()}), the translation does not"
        yield Finding("mistranslation", "critical", message, denials[0].span())
    elif nots and not KOREAN_CUE.search(pair.korean):
        message = f"the translation denies ({nots[0][0]}), the Korean does not"
        yield Finding("mistranslation", "critical", message, None, nots[0].span())

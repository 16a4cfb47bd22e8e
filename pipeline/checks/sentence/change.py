"""A change by a number the other way round: `0.9%포인트 낮아졌다` as "up 0.9 percentage points", `1천509명 많은` as "1,509 fewer".

The verb must stand right behind the number in the Korean and beside it in the English, so that it is told even in a sentence where
something else goes the other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.amounts import single_amounts
from pipeline.checks.pair import Pair
from pipeline.records import Finding

_GAP = r"(?:\s?포인트|\s?원|\s?명|\s?곳)?(?:[이가을를]|[이나]나|씩|\s?(?:가까이|가량|정도|넘게|이상))*\s?"
_UP = re.compile(_GAP + r"(?:늘[어었고려릴린리]|증가|올[랐라려린]|오른|상승|높아|높았|높은|높인|많[아은았]|급증|뛰었|뛴|뛰어|불어났)")
_DOWN = re.compile(_GAP + r"(?:줄[어었고이인일]|감소|내[렸린려]|떨어|하락|낮아|낮았|낮은|낮췄|적[은었]|급감|깎|삭감)")
_BEFORE_UP = re.compile(
    r"\b(?:up|(?:rose|risen|rising|increased|grew|grown|climbed|jumped|gained)(?:\sby)?|increase\sof|rise\sof)\s$", re.IGNORECASE
)
_BEFORE_DOWN = re.compile(
    r"\b(?:down|(?:fell|fallen|falling|decreased|declined|dropped|shrank|slipped)(?:\sby)?|decrease\sof|decline\sof|drop\sof)\s$",
    re.IGNORECASE,
)
_UNIT = r"(?:\s(?:won|people|students|percent|percentage|points?|schools|teachers))*"
_AFTER_UP = re.compile(_UNIT + r"\s(?:more|higher|above)\b", re.IGNORECASE)
_AFTER_DOWN = re.compile(_UNIT + r"\s(?:less|fewer|lower|below)\b", re.IGNORECASE)


def find(pair: Pair) -> Iterator[Finding]:
    """A critical finding for each such number."""
    for fact, place in single_amounts(pair):
        before, at = pair.english[: place.start], place.end
        if said := _UP.match(pair.korean, fact.end):
            wrong, right = _BEFORE_DOWN.search(before) or _AFTER_DOWN.match(pair.english, at), _DOWN
        elif said := _DOWN.match(pair.korean, fact.end):
            wrong, right = _BEFORE_UP.search(before) or _AFTER_UP.match(pair.english, at), _UP
        else:
            continue
        if wrong is None or right.match(pair.korean, fact.end):
            continue
        span = (min(place.start, wrong.start()), max(at, wrong.end()))
        message = f"the Korean says “{fact.text}{said[0]}”, the translation “{pair.english[slice(*span)]}”"
        yield Finding("mistranslation", "critical", message, (fact.start, said.end()), span)

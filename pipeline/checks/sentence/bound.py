"""A bound on the wrong side of a number: `9만 명 가까이` as "more than 90,000", `절반을 넘는` as "nearly half"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.amounts import single_amounts
from pipeline.checks.pair import Pair
from pipeline.records import Finding

_SHORT_OF = re.compile(r"(?:\s?원|\s?명)?[을를이가에]?\s?(?:가까[이운]|육박|채\s?(?:안|못)|못\s?미[치친쳤]|미치지\s?못|미만|이하)")
_BEYOND = re.compile(r"(?:\s?원|\s?명)?[을를이가]?\s?(?:넘[는은었어]|넘긴|초과|웃[도돈돌]|상회|이상)")
_NOT = r"(?<!no )(?<!not )"
_LESS = re.compile(
    rf"{_NOT}\b(?:nearly|almost|close to|just under|less than|fewer than|no more than|short of|approaching|below|under)\s(?:an?\s)?$",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"{_NOT}\b(?:more than|over|above|exceed(?:ed|ing|s)?|at least|upwards of|surpass(?:ed|ing|es)?|topp(?:ed|ing))\s(?:an?\s)?$",
    re.IGNORECASE,
)


def find(pair: Pair) -> Iterator[Finding]:
    """One finding for each number whose bound is turned round."""
    for fact, place in single_amounts(pair):
        before, after = pair.english[: place.start], pair.korean[fact.end :]
        less, more = _LESS.search(before), _MORE.search(before)
        if less is None and more is not None and (said := _SHORT_OF.match(after)):
            wrong = more
        elif less is not None and (said := _BEYOND.match(after)):
            wrong = less
        else:
            continue
        message = f"the Korean says {fact.text}{said[0]}, the translation {wrong[0].strip()} {pair.english[place.start : place.end]}"
        yield Finding("mistranslation", "critical", message, (fact.start, fact.end + len(said[0])), (wrong.start(), place.end))

"""A bound on the wrong side of a number: `9만 명 가까이` as "more than 90,000", `절반을 넘는` as "nearly half".

Only where the number stands once in the Korean and once in the English, so that the words beside it are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts import Fact
from pipeline.facts.english_mentions import Mention, mentions
from pipeline.facts.verifying import needs, same
from pipeline.records import Finding

KINDS = frozenset(["number", "money", "percent", "duration"])
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
    offered = mentions(pair.english)
    for fact in pair.facts:
        if fact.kind not in KINDS or not fact.renderings or (place := only_mention(fact, pair, offered)) is None:
            continue
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


def only_mention(fact: Fact, pair: Pair, offered: tuple[Mention, ...]) -> Mention | None:
    """The one mention of the fact's value; None where there are several, or several such facts."""
    needed = needs(fact.renderings[0])
    if len(needed) != 1:
        return None
    alike = [one for one in pair.facts if one.kind in KINDS and one.renderings and needs(one.renderings[0]) == needed]
    found = [one for one in offered if same(needed[0], one)]
    return found[0] if len(found) == 1 and len(alike) == 1 else None

"""A change the other way round: more for less, against for for, at most for at least.

The English has a plain word of one side, the Korean nothing of that side, not even vaguely, and a plain word of the other; or the
English has two of one side and none of the other, and the Korean one of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.opposites import OPPOSITES, Side
from pipeline.checks.pair import Pair
from pipeline.records import Finding

WORD_END = re.compile(r"[\w,%]*\w|")


def find(pair: Pair) -> Iterator[Finding]:
    """At most one critical finding for each pair of opposites."""
    for name, one, other in OPPOSITES:
        for here, there in ((one, other), (other, one)):
            wrong = there.english.search(pair.english)
            if wrong is None or (there.may.search(pair.korean) and not _outnumbers(there, here, pair)):
                continue
            if said := here.says.search(pair.korean):
                source, target = _words(pair.korean, said.span()), _words(pair.english, wrong.span())
                message = f"{name}: the Korean says “{pair.korean[slice(*source)]}”, the translation “{pair.english[slice(*target)]}”"
                yield Finding("mistranslation", "critical", message, source, target)
                break


def _outnumbers(there: Side, here: Side, pair: Pair) -> bool:
    """Whether the English says one side twice and the other never, where the Korean says that side but once, at the most."""
    english, korean = len(there.english.findall(pair.english)), len(there.may.findall(pair.korean))
    return english > max(1, korean) and here.english.search(pair.english) is None


def _words(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span up to the end of its last word, without white space around: a person is shown 깎았다, not 깎."""
    start, end = span
    while text[start].isspace():
        start += 1
    if text[start:end].rstrip() != text[start:end]:
        return start, start + len(text[start:end].rstrip())
    rest = WORD_END.match(text, end)
    return start, rest.end() if rest else end

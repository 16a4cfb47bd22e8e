"""Numbers, times, months and weekdays of an English sentence that nothing in its Korean stands behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite

from pipeline.facts.english_mentions import Mention, mentions
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import narrowed
from pipeline.facts.verifying import needs, same

# English says one where Korean says nothing (a single, another, first, daily), and two for couples and halves (both, either).
SMALLEST = 3


def unsourced(korean: str, facts: Sequence[Fact], english: str) -> tuple[Mention, ...]:
    """The mentions in reading order, one for each place, that meet no rendering of a fact and whose figures are not in the Korean.

    Plain numbers below three are left out. Where one place can be read in several ways and one of them has a source, it has one;
    otherwise the longest reading is kept.
    """
    found = [one for one in mentions(english) if isfinite(one.value)]
    times = [one for one in found if one.kind == "time"]
    offered = [
        one
        for one in found
        if one.kind != "plain"
        or ((one.value >= SMALLEST or _is_figure(english, one)) and all(one.end <= time.start or time.end <= one.start for time in times))
    ]
    if not offered:
        return ()
    wanted = {need for fact in facts for form in fact.renderings for need in needs(form)}
    in_figures = {float(figure.replace(",", "")) for figure in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", narrowed(korean))}
    sourced = [one for one in offered if (one.kind != "time" and one.value in in_figures) or any(same(need, one) for need in wanted)]
    open_ = [one for one in offered if all(one.end <= other.start or other.end <= one.start for other in sourced)]
    kept: list[Mention] = []
    for one in sorted(open_, key=lambda mention: mention.start - mention.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _is_figure(english: str, one: Mention) -> bool:
    return one.value >= 2 and english[one.start].isdigit()

"""A number or a name in the summary that stands in none of the Korean sentences which the summary cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.checks.sentence import added_number, unknown_name, unknown_place
from pipeline.checks.whole import Checked, Located
from pipeline.records import Finding

SEARCHES = (added_number.find, unknown_name.find, unknown_place.find)


def find(checked: Checked) -> Iterator[Located]:
    """A major finding for each; the span counts characters of the sentence of the summary that the message names."""
    for number, (text, cites) in enumerate(checked.summary, 1):
        cited = [pair for cite in cites if (pair := checked.pairs[cite]) is not None]
        if not cited:
            message = f"sentence {number} of the summary cites no translated sentence"
            yield Located(None, Finding("addition", "minor", message, None, (0, len(text))))
            continue
        korean = "\n".join(pair.korean for pair in cited)
        source = replace(cited[0], korean=korean, english=text, facts=tuple(fact for pair in cited for fact in pair.facts))
        for search in SEARCHES:
            for one in search(source):
                yield Located(None, replace(one, message=f"summary, sentence {number}: {one.message} that it cites"))

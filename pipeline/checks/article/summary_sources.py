"""A number or a name in the summary that stands in none of the Korean sentences which the summary cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.checks.pair import Pair
from pipeline.checks.sentence import added_number, unknown_name, unknown_place
from pipeline.checks.whole import Checked, Located
from pipeline.facts import recognize
from pipeline.facts.korean_numerals import numerals
from pipeline.records import Finding

SEARCHES = (added_number.find, unknown_name.find, unknown_place.find)
"""Of an English summary."""


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
        searches = SEARCHES if checked.language == "en" else (_unlike_the_korean,)
        for search in searches:
            for one in search(source):
                yield Located(None, replace(one, message=f"summary, sentence {number}: {one.message} that it cites"))


def _unlike_the_korean(pair: Pair) -> Iterator[Finding]:
    """Numbers by their value and persons by their name; here what `pair` calls English is Korean, too."""
    known = {value for numeral in numerals(pair.korean) for value in numeral.values}
    for numeral in numerals(pair.english):
        if max(numeral.values) >= added_number.SMALLEST_WORD and not known.intersection(numeral.values):
            yield _without_source("numbers", pair.english, (numeral.start, numeral.end))
    for fact in recognize(pair.english, published=pair.published, tables=pair.tables):
        if fact.kind == "person" and fact.text.split()[0] not in pair.korean:
            yield _without_source("inconsistent-entities", pair.english, (fact.start, fact.end))


def _without_source(kind: str, text: str, span: tuple[int, int]) -> Finding:
    return Finding(kind, "major", f"{text[slice(*span)]} is not in the Korean", None, span)

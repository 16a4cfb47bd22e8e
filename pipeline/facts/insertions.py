"""Sources for a model that copies what stands in English: the facts written into the Korean, in several forms.

Which form a model copies best differs from sentence to sentence; what failed in one form is tried in another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.facts.fact import Fact


def switched(text: str, facts: Sequence[Fact]) -> str:
    """The Korean with those facts in English that have a form to insert; particles stay. This is what the shipped model was trained on."""
    return _written(text, facts, lambda fact: fact.insert)


def in_english(text: str, facts: Sequence[Fact]) -> str:
    """Every fact in English as a newspaper prints it, counters and native numerals too (열아흐레 as `19 days`)."""
    return _written(text, facts, lambda fact: fact.renderings[0] if fact.renderings else fact.insert)


def quoted(text: str, facts: Sequence[Fact], lost: Sequence[Fact]) -> str:
    """Those that are lost in English and in quotation marks, which the model copies most faithfully; the others as in `switched`."""
    return _written(text, facts, lambda fact: f"'{fact.renderings[0]}'" if fact in lost and fact.renderings else fact.insert)


def _written(text: str, facts: Sequence[Fact], form: Callable[[Fact], str | None]) -> str:
    for fact in sorted(facts, key=lambda one: -one.start):
        if english := form(fact):
            text = text[: fact.start] + english + text[fact.end :]
    return text

"""The last touch on a translation: names as the user's table spells them, the user's terms for the shipped ones, dates with their month.

What is written otherwise here is right already or the same thing under another name, so that no fact can be lost by it: a model that was
trained on one spelling, one term or literal days does not have to learn another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.facts import terms
from pipeline.facts.calendar_names import MONTHS
from pipeline.facts.fact import Fact
from pipeline.facts.names import english_name
from pipeline.facts.repairing import Repair
from pipeline.facts.tables import FactTables
from pipeline.facts.termbase import Term, shipped_termbase
from pipeline.facts.titles import TITLES

_DAY_ENDS = (
    r"(?=$|[.,;:!?)\"”’]|\s(?:to|and|or|at|in|on|that|with|by|for|from|through|until|after|before|as|when|while|under|amid|it|he|she|they|we"
    r"|the|a|an|its|their|will|would|was|were|said)\b)"
)
"""What follows a day of the month and not an ordinal (the 27th festival)."""
_SECOND_DAY = re.compile(rf"\b((?:{'|'.join(MONTHS)})\s\d{{1,2}}(?:\sto\s|\sand\s|,\s))(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)\b")


def in_house_style(english: str, facts: Sequence[Fact], tables: FactTables) -> tuple[str, list[Repair]]:
    """The English as the tables want it, and those changes that put one term into the place of another."""
    replaced: list[Repair] = []
    for fact in facts:
        if fact.kind == "person" and fact.certain:
            english = _spelled(english, fact)
        elif fact.kind == "date" and tables.dates == "resolved":
            english = _with_month(english, fact)
        elif fact.renderings and not terms.accepted(fact, english):
            for form in _other_forms(fact, tables):
                english, wrong = _replaced(english, form, fact.renderings[0])
                if wrong:
                    replaced.append(Repair(fact, wrong, fact.renderings[0]))
                    break
    return english, replaced


def _spelled(english: str, fact: Fact) -> str:
    """The name as the table has it, where it stands with other hyphens or capitals or as it would be romanized by rule."""
    wanted = fact.renderings[-1]
    korean = " ".join(word for word in fact.text.split() if word not in TITLES)
    for form in () if wanted in english else (wanted, english_name(korean)[0]):
        words = ["-?".join(map(re.escape, word.replace("-", ""))) for word in form.split()]
        found = re.search(rf"(?<!\w){' '.join(words)}(?!\w)", english, re.IGNORECASE)
        if found:
            return english[: found.start()] + wanted + english[found.end() :]
    return english


def _with_month(english: str, fact: Fact) -> str:
    """`the 27th` as the day of the month that the article's date gives it."""
    resolved = fact.renderings[0]
    if not resolved.startswith(tuple(MONTHS)) or resolved in english:
        return english
    for literal in sorted((form for form in fact.renderings if form.startswith("the ")), key=len, reverse=True):
        changed = re.sub(rf"\b{re.escape(literal)}\b{_DAY_ENDS}", resolved, english, count=1, flags=re.IGNORECASE)
        if changed != english:
            return _SECOND_DAY.sub(r"\1\2", changed)
    return english


def _other_forms(fact: Fact, tables: FactTables) -> Iterator[str]:
    """The English that the shipped termbase gives a term of the user's, and the forms that its own line forbids."""
    for term in _named(fact, tables.termbase.ends(fact.text, 0)):
        yield from term.forbidden
    for term in _named(fact, shipped_termbase().ends(fact.text, 0)):
        yield from (term.en, *term.variants)


def _named(fact: Fact, ends: Iterator[tuple[int, Sequence[Term]]]) -> Iterator[Term]:
    return (term for end, found in ends if end == len(fact.text) for term in found)


def _replaced(english: str, form: str, right: str) -> tuple[str, str]:
    """The English with `right` for the one place where `form` stands, in its number and with its article; and what stood there."""
    places = list(re.finditer(rf"(?<!\w){re.escape(form)}(?P<plural>s?)(?!\w)", english, re.IGNORECASE))
    if len(places) != 1:
        return english, ""
    start, end = places[0].span()
    new = right + ("s" if places[0]["plural"] and not right.endswith("s") else "")
    if start == 0 or english[start - 2 : start] in (". ", '. "'):
        new = new[0].upper() + new[1:]
    before = re.sub(r"\b([Aa])n?\s$", lambda match: match[1] + ("n " if new[0].lower() in "aeiou" else " "), english[:start])
    return before + new + english[end:], english[start:end]

"""Whether an English text has a person, school, office, place, programme or term, by the kind of the fact."""

from __future__ import annotations

from typing import Protocol

from pipeline.facts import names, offices, places, programmes, schools, terms
from pipeline.facts.fact import Fact, Kind


class Accepts(Protocol):
    """What the modules of the kinds offer under the name `accepted`."""

    def __call__(self, fact: Fact, english: str, /, *, mentioned: bool = False) -> bool:
        """Whether the English has the fact; `mentioned`: it stood earlier in the article, so that a short form is enough."""


ACCEPTED: dict[Kind, Accepts] = {
    "person": names.accepted,
    "school": schools.accepted,
    "office": offices.accepted,
    "place": places.accepted,
    "programme": programmes.accepted,
    "term": terms.accepted,
}


def accepted(fact: Fact, english: str, *, mentioned: bool = False) -> bool:
    """Whether the English has the fact. Raises KeyError for a kind that is verified by value (numbers, dates, times)."""
    return ACCEPTED[fact.kind](fact, english, mentioned=mentioned)

"""What a check of one sentence is given."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.facts import Fact, recognize
from pipeline.facts.tables import FactTables, shipped_tables


@dataclass(frozen=True, slots=True)
class Pair:
    """A Korean sentence, its English, the facts of the Korean, recognized once for all checks, and what they were recognized by."""

    korean: str
    english: str
    facts: tuple[Fact, ...]
    published: str | None
    tables: FactTables


def paired(
    korean: str, english: str, published: str | None = None, tables: FactTables | None = None, named: frozenset[str] = frozenset()
) -> Pair:
    """The pair with its facts. `published` is the article's ISO date; `tables` None: the shipped ones; `named` as in `recognize`."""
    known = tables or shipped_tables()
    return Pair(korean, english, recognize(korean, published=published, tables=known, named=named), published, known)

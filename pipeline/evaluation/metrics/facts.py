"""Fidelity: the share of the facts of the Korean that are in the English. Needs no reference.

`numbers` are amounts, money, percentages, ordinals, grades and what is copied (addresses, phone numbers); `dates` dates, times and
durations; `names` persons, schools, offices, places and programmes; `terms` those of the termbase; `facts` all of them. A short
form that a second mention may have counts as right, as it does where the pipeline marks lost facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings, sentence_key
from pipeline.evaluation.results import Rows
from pipeline.facts import Fact, recognize
from pipeline.facts.accepting import ACCEPTED
from pipeline.facts.fact import Kind
from pipeline.facts.losses import lost
from pipeline.facts.tables import FactTables, shipped_tables
from pipeline.facts.verifying import BY_VALUE, COPIED

_DATES: frozenset[Kind] = frozenset(("date", "time", "duration"))
GROUPS: Mapping[str, frozenset[Kind]] = {
    "numbers": (BY_VALUE | COPIED) - _DATES,
    "dates": _DATES,
    "names": frozenset(("person", "school", "office", "place", "programme")),
    "terms": frozenset(("term",)),
}
ALL = "facts"


def facts_of(korean: str, published: str | None = None, tables: FactTables | None = None) -> tuple[Fact, ...]:
    """The facts that can be held against a translation; the date and the tables as in `recognize`."""
    found = recognize(korean, published=published, tables=tables or shipped_tables())
    return tuple(fact for fact in found if fact.certain or fact.kind in ACCEPTED)


class Facts:
    """See the module."""

    name = ALL
    needs: Needs = "nothing"
    measures = tuple(Measure(name, 1, "higher") for name in (*GROUPS, ALL))

    def __init__(self, tables: FactTables) -> None:
        self._tables = tables

    def tally(self, examples: Sequence[Example]) -> Rows:
        """For each group facts there and facts kept, a row a sentence."""
        keys, rows = [], []
        for one in examples:
            for pair in one.pairs:
                there = facts_of(pair.korean, one.published, self._tables)
                gone = lost(there, pair.hypothesis)
                row: list[float] = []
                for kinds in GROUPS.values():
                    count = sum(fact.kind in kinds for fact in there)
                    row += [count, count - sum(fact.kind in kinds for fact in gone)]
                keys.append(sentence_key(one, pair))
                rows.append(tuple(map(float, row)))
        return Rows(tuple(keys), tuple(rows))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The shares; a group without a fact is left out."""
        pairs = {name: (total[2 * place], total[2 * place + 1]) for place, name in enumerate(GROUPS)}
        pairs[ALL] = (sum(there for there, _ in pairs.values()), sum(kept for _, kept in pairs.values()))
        return {name: float(kept / there) for name, (there, kept) in pairs.items() if there}

    def signature(self) -> str:
        """Version and the tables of names and terms."""
        tables = "|".join(f"{name}:{value}" for name, value in self._tables.signature().items())
        return f"facts|unit:fact|{tables}|version:1"


def metric(settings: Settings) -> Facts:
    """The metric with the tables of the settings, else the shipped ones."""
    return Facts(settings.tables or shipped_tables())

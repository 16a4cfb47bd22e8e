"""The cascade: a second translator that is asked only for the sentences of which the first one is unsure.

Scores of two models do not compare: each is a mean log probability under its own vocabulary and calibration, and an endpoint may give
none at all. So the second translation is held against the first by what can be seen in both, in this order:

1. there is English at all (not empty, not still Korean);
2. fewer facts lost (numbers, dates, names, offices, terms, and signs that the model cannot read);
3. it does not run in circles;
4. fewer major findings of the checks (`pipeline.checks`): Korean left over, far too short, a number made up, a quotation unmarked.

Where they are equal in all of these, the second one is taken if the first model's own score was below `below`: it said itself that it
was unsure. It stays with the first one otherwise: it was sure, and the second gained nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.chat.faults import RequestRefused
from models.interfaces import Json, Translator
from pipeline.checks.pairs import pair_findings
from pipeline.checks.registry import VERSION as CHECKS
from pipeline.facts.tables import FactTables
from pipeline.repetition import repeated_span
from pipeline.stage import Unit, Value
from pipeline.translating import translate_units
from pipeline.translator_options import FallbackOptions

log = logging.getLogger(__name__)

Rank = tuple[bool, int, bool, int]
"""The four points above; more is better."""
FAULTLESS: Rank = (True, 0, True, 0)
VERSION = 1
"""Raised when the code of this file decides otherwise; what the checks decide has a version of its own."""


@dataclass(slots=True)
class FallbackCount:
    """Sentences that were computed with the fallback, those of them whose English it wrote, and the seconds that it took."""

    asked: int = 0
    kept: int = 0
    seconds: float = 0.0


class Fallback:
    """A translator for second opinions. It is checked like the first when the stage is built, and loaded when it is first asked."""

    def __init__(self, translator: Translator, options: FallbackOptions, *, facts: bool, tables: FactTables | None = None) -> None:
        self.translator = translator
        self.count = FallbackCount()
        self._below, self._on_findings = options.below, options.on_findings
        self._facts, self._tables = facts, tables

    def signature(self) -> Mapping[str, Json]:
        """The model's, and when it is asked."""
        return {**self.translator.signature(), "below": self._below, "on_findings": self._on_findings, "version": VERSION, "checks": CHECKS}

    def improved(self, units: Sequence[Unit], values: Sequence[Value]) -> list[Value]:
        """The first translator's `values`, with a better one of the fallback's where there is one: then its `origin` is "fallback".

        `attempts` counts those of both, whoever wrote the English that stays.
        """
        out = list(values)
        places = [place for place, (unit, value) in enumerate(zip(units, values, strict=True)) if self._wanted(unit, value)]
        if not places:
            return out
        began = time.perf_counter()
        try:
            second = self._asked([units[place] for place in places])
        finally:
            self.count.seconds += time.perf_counter() - began
        self.count.asked += len(places)
        for place, other in zip(places, second, strict=True):
            if other is None:
                continue
            first = out[place]
            better = self._is_better(units[place], first, other)
            self.count.kept += better
            out[place] = {**first, **(other if better else {}), "attempts": first["attempts"] + other["attempts"]}
            if better:
                out[place]["origin"] = "fallback"
        return out

    def _asked(self, units: Sequence[Unit]) -> list[Value | None]:
        """The fallback's values; None where its endpoint refuses the request for good: then there is still the first translation.

        Any other failure goes up, as with the first model: the article is reported, and the next run asks again.
        """
        try:
            return list(translate_units(self.translator, units, facts=self._facts, tables=self._tables))
        except RequestRefused as refusal:
            if len(units) == 1:
                log.warning("fallback: %s; the first translation stays", refusal)
                return [None]
        half = len(units) // 2
        return self._asked(units[:half]) + self._asked(units[half:])

    def _wanted(self, unit: Unit, value: Value) -> bool:
        if self._is_unsure(value) or not self._on_findings:
            return self._is_unsure(value)
        rank = _rank(unit, value, self._tables)
        return not rank[0] if self._on_findings == "critical" else rank != FAULTLESS

    def _is_unsure(self, value: Value) -> bool:
        return self._below is not None and bool(value["score"] < self._below)

    def _is_better(self, unit: Unit, first: Value, other: Value) -> bool:
        before, after = (_rank(unit, one, self._tables) for one in (first, other))
        return after > before or (after == before and after[0] and self._is_unsure(first))


def _rank(unit: Unit, value: Value, tables: FactTables | None) -> Rank:
    english = value["text"]
    found = pair_findings(unit["text"], english, published=unit.get("published"), tables=tables)
    return (
        bool(english) and not any(one.severity == "critical" for one in found),
        -len(value["lost"]) - len(value["unreadable"]),
        repeated_span(english) is None,
        -sum(one.severity == "major" for one in found),
    )

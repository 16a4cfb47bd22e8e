"""References with one error a sentence put in by rule, and what the checks say of them: the measure of how much they catch.

The rules read Korean and English themselves and ask no recognizer, so what the checks overlook is seeded as well. The same pairs and
the same seed give the same errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from pipeline.evaluation.references import Pair
from pipeline.evaluation.seeded_meaning import (
    clause_dropped,
    direction_flipped,
    hangul_left_in,
    mark_lost,
    negation_flipped,
    quotation_dropped,
    sentence_doubled,
)
from pipeline.evaluation.seeded_names import name_altered, office_replaced, term_replaced
from pipeline.evaluation.seeded_values import date_changed, number_added, number_changed
from pipeline.records import Finding

Find = Callable[[str, str], Iterable[Finding]]
Seed = Callable[[Pair, Random], str | None]


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """A kind of error. `critical`: a reader would believe something false and not notice; other kinds are seen at once."""

    name: str
    critical: bool
    seed: Seed


KINDS = (
    ErrorKind("number changed", True, number_changed),
    ErrorKind("date changed", True, date_changed),
    ErrorKind("number added", True, number_added),
    ErrorKind("name altered", True, name_altered),
    ErrorKind("office replaced", True, office_replaced),
    ErrorKind("term replaced", True, term_replaced),
    ErrorKind("clause dropped", True, clause_dropped),
    ErrorKind("quotation dropped", True, quotation_dropped),
    ErrorKind("negation flipped", True, negation_flipped),
    ErrorKind("direction flipped", True, direction_flipped),
    ErrorKind("sentence doubled", False, sentence_doubled),
    ErrorKind("Hangul left in", False, hangul_left_in),
    ErrorKind("mark lost", False, mark_lost),
)


@dataclass(frozen=True, slots=True)
class SeededError:
    """A pair whose English has one error; `pair` is without it."""

    kind: ErrorKind
    pair: Pair
    english: str


def seeded_errors(pairs: Sequence[Pair], *, per_kind: int, seed: int = 0) -> list[SeededError]:
    """At most `per_kind` errors of each kind, each in a sentence of its own as far as the kind goes, chosen by `seed`."""
    found = []
    for kind in KINDS:
        chance = Random(f"{seed} {kind.name}")
        order = list(pairs)
        chance.shuffle(order)
        made = 0
        for pair in order:
            if made == per_kind:
                break
            english = kind.seed(pair, chance)
            if english is not None and english != pair.english:
                found.append(SeededError(kind, pair, english))
                made += 1
    return found


def is_caught(error: SeededError, find: Find) -> bool:
    """Whether there is a finding that the reference without the error does not have."""
    return bool(_told(find(error.pair.korean, error.english)) - _told(find(error.pair.korean, error.pair.english)))


def _told(findings: Iterable[Finding]) -> Counter[tuple[str, str, tuple[int, int] | None]]:
    """Findings without their place in the English, which moves with the error."""
    return Counter((one.kind, one.message, one.source_span) for one in findings)

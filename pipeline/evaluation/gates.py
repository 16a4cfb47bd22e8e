"""Conditions that decide whether a configuration may ship: bounds on scores, and being no worse than a baseline."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import ConfigError
from pipeline.evaluation.comparing import gain
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.metrics import Measure
from pipeline.evaluation.results import Evaluation

SURELY = 0.01
"""p-value below which a score counts as worse than the baseline's, corrected for the number of scores: one run in a hundred may fail
by chance. Processors round int8 in their own ways, so that a few sentences differ from machine to machine; that must not fail a build."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on a score, the lowest that passes or, where `is_upper`, the highest."""

    metric: str
    bound: float
    is_upper: bool = False


def parsed(given: Iterable[str], measures: Sequence[Measure], *, is_upper: bool = False) -> list[Gate]:
    """`chrf=50` as a gate. Raises ConfigError for an unknown score, a bound that is no number, or a bound on the wrong side."""
    return [_gate(one, {measure.name: measure for measure in measures}, is_upper) for one in given]


def breaches(evaluation: Evaluation, gates: Iterable[Gate]) -> Iterator[str]:
    """A line for each gate that does not pass; a score that was not computed does not."""
    for gate in gates:
        score = evaluation.score(gate.metric)
        if score is None:
            yield f"{gate.metric} was not computed, and {_side(gate)} {gate.bound:g} is asked for"
        elif (score.value > gate.bound) if gate.is_upper else (score.value < gate.bound):
            yield f"{gate.metric} is {score.value:.4g}, and {_side(gate)} {gate.bound:g} is asked for"


def setbacks(comparison: Comparison) -> Iterator[str]:
    """A line for each score that is worse than the baseline's (the first) by more than chance would give."""
    for one in comparison.differences:
        if gain(one) < 0 and one.corrected is not None and one.corrected < SURELY:
            yield f"{one.metric} is {one.second:.4g}, the baseline's is {one.first:.4g} (corrected p {one.corrected:.4f})"


def _side(gate: Gate) -> str:
    return "at most" if gate.is_upper else "at least"


def _gate(given: str, measures: dict[str, Measure], is_upper: bool) -> Gate:
    option = "--fail-over" if is_upper else "--fail-under"
    name, equals, text = (part.strip() for part in given.partition("="))
    try:
        bound = float(text)
    except ValueError:
        bound = math.nan
    if not equals or not math.isfinite(bound):
        raise ConfigError(f"{option} {given}: write it as SCORE=NUMBER, for example {option} chrf=50")
    if name not in measures:
        near = difflib.get_close_matches(name, measures, 1)
        raise ConfigError(f"{option}: no score {name!r}; {f'did you mean {near[0]!r}?' if near else 'known: ' + ', '.join(measures)}")
    wrong = "higher" if is_upper else "lower"
    if measures[name].better == wrong:
        other = "--fail-under" if is_upper else "--fail-over"
        raise ConfigError(f"{option} {given}: {name} is better the {wrong} it is; use {other} {given}")
    return Gate(name, bound, is_upper)

"""Findings that say the same thing of the same place are told once."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Finding

Span = tuple[int, int]


def without_doubles(findings: Iterable[Finding | None]) -> tuple[Finding, ...]:
    """The findings, in their order, those of the same kind over the same place once; None is left out.

    The earlier is kept, but for one as grave that shows its place on both sides.
    """
    kept: list[Finding] = []
    for one in findings:
        if one is None:
            continue
        place = next((place for place, other in enumerate(kept) if _same(one, other)), None)
        if place is None:
            kept.append(one)
        elif _places(one) > _places(kept[place]) and one.severity == kept[place].severity:
            kept[place] = one
    return tuple(kept)


def _places(one: Finding) -> int:
    return (one.source_span is not None) + (one.target_span is not None)


def _same(one: Finding, other: Finding) -> bool:
    """Same kind, and nowhere apart: where both have a span on a side, the spans meet, and on one side at least both have one."""
    if one.kind != other.kind:
        return False
    sides = ((one.source_span, other.source_span), (one.target_span, other.target_span))
    both = [(mine, theirs) for mine, theirs in sides if mine is not None and theirs is not None]
    if not both:
        return one.message == other.message or one.kind == "untranslated"
    return all((mine[0] < theirs[1] and theirs[0] < mine[1]) or mine == theirs for mine, theirs in both)

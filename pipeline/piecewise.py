"""A sentence in pieces: a model that loses a fact of a long sentence keeps it in a short one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.interfaces import Hypothesis
from pipeline.facts import Fact
from pipeline.segmentation import split_clauses

SHORTEST_PIECE = 12
"""Tokens; shorter pieces are no clauses, and what the model makes of them is invented."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence, without white space around it, and the facts that lie wholly within."""

    text: str
    facts: tuple[Fact, ...]


def pieces(text: str, facts: Sequence[Fact], share: float, count_tokens: Callable[[str], int]) -> list[Piece]:
    """`text` cut at clause borders into pieces of at most `share` of its tokens; a single one where it is too short to be cut."""
    limit = max(SHORTEST_PIECE, count_tokens(text) * share)
    found, at = list[Piece](), 0
    for part in split_clauses(text, lambda one: count_tokens(one) <= limit):
        if stripped := part.strip():
            start = text.index(stripped, at)
            end = start + len(stripped)
            inside = [fact for fact in facts if start <= fact.start and fact.end <= end]
            found.append(Piece(stripped, tuple(replace(fact, start=fact.start - start, end=fact.end - start) for fact in inside)))
            at = end
    return found


def joined(hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """The pieces' English in their order; the score is the mean of theirs by the length of the English."""
    lengths = [len(one.text) + 1 for one in hypotheses]
    score = sum(one.score * length for one, length in zip(hypotheses, lengths, strict=True)) / sum(lengths)
    return Hypothesis(" ".join(one.text for one in hypotheses if one.text), score)

"""A sentence in pieces: a model that loses a fact of a long sentence keeps it in a short one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.interfaces import Hypothesis
from pipeline.facts import Fact
from pipeline.segmentation import split_clauses

_OPENING = """
    a about according after all also although an and another as at because before both but by during each eight every few five following
    for four from he her his however if in into it its many more most nine on one other over seven she since six so some such ten that
    the their then there these they this those three through two under until we when where which while with without
"""
OPENING_WORDS = frozenset(_OPENING.split())
"""Words that have a capital only because the model took its piece for a whole sentence; others may be names."""
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
    """The pieces' English in their order, with the mean of their scores."""
    return Hypothesis(_in_one_sentence([one.text for one in hypotheses if one.text]), mean_score(hypotheses))


def mean_score(hypotheses: Sequence[Hypothesis]) -> float:
    """Of the parts of a sentence, by the length of their English."""
    lengths = [len(one.text) + 1 for one in hypotheses]
    return sum(one.score * length for one, length in zip(hypotheses, lengths, strict=True)) / sum(lengths)


def _in_one_sentence(parts: Sequence[str]) -> str:
    """The parts behind one another; where one ends without a stop a comma stands, and the next goes on in small letters if it can."""
    text = "".join(parts[:1])
    for part in parts[1:]:
        if text[-1].isalnum():
            first, space, rest = part.partition(" ")
            part = first.lower() + space + rest if first.lower() in OPENING_WORDS else part
            text += ","
        text += f" {part}"
    return text

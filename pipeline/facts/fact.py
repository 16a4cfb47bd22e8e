"""What a fact of a sentence is: a span of the Korean and the English that may stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number",
    "money",
    "percent",
    "date",
    "time",
    "duration",
    "ordinal",
    "grade",
    "score",
    "phone",
    "url",
    "email",
    "person",
    "school",
    "office",
    "place",
    "term",
    "programme",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a Korean sentence.

    `start` and `end` count characters of the sentence and leave the particle out; `text` is the sentence between them.
    `renderings` are English forms that a newspaper may print, the preferred one first. `insert` is what stands in
    for the whole span in a source given to a model trained on code-switched sentences, and None where the model should
    see the Korean. `certain` is False where another reading of the span is possible.
    """

    kind: Kind
    start: int
    end: int
    text: str
    renderings: tuple[str, ...]
    insert: str | None = None
    certain: bool = True

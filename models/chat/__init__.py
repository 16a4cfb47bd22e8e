"""What the families `chat` and `openai` share: prompts, strict reading of answers, local generation, the HTTP client.

A chat model gets messages and gives one reply each. What is asked and what counts as an answer is decided here, once for both families.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from models.interfaces import Json, ModelInfo

Message = Mapping[str, Any]
"""`role` (system, user) and `content`: a string, or a list of parts where a model's template wants that."""

UNKNOWN_SCORE = -0.5
"""The score of an answer whose probabilities the endpoint does not give, and of a rejected answer.

A number must stand there, and 0 would say "certain". -0.5 is a mean probability of 0.61 a piece: above the line (-0.6) under which the
translate stage calls a sentence unsure, so a silent endpoint does not mark every sentence, and below what a sure model gives.
"""


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """Messages, and the most tokens that their answer may take; it depends on this request alone, not on its batch."""

    messages: tuple[Message, ...]
    max_tokens: int
    against_loops: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, unread. `score` is the mean natural-log probability of its pieces; `finished` is False where it was cut off."""

    text: str
    score: float
    finished: bool


class ChatModel(Protocol):
    """Answers requests, greedily: the same request gets the same reply."""

    control_tokens: Sequence[str]
    """Strings that the model reads as signals rather than as text; they must not reach it in an article."""

    def info(self, family: str) -> ModelInfo:
        """Identity of the model."""

    def signature(self) -> Mapping[str, Json]:
        """All that can change a reply; never a key."""

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """Length of each text in tokens, or an upper estimate where the tokenizer is out of reach."""

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """Spans that the tokenizer has no piece for."""

    def answer(self, requests: Sequence[ChatRequest]) -> Sequence[Reply]:
        """One reply for each request. Raises ValueError for a request that is longer than the model takes: nothing is cut off."""

"""The body of an OpenAI-compatible chat completion: what is asked, and what comes back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.chat import UNKNOWN_SCORE, ChatRequest, Reply

OPTIONAL = ("logprobs", "seed", "frequency_penalty", "temperature")
"""Fields that some servers and models refuse; a refused one is left out from then on."""
LOOP_PENALTY = 0.5
"""`frequency_penalty` of a second attempt: enough to break a loop, mild on words that recur."""


class NotACompletion(Exception):  # noqa: N818 (what the answer is, not an error by itself)
    """JSON of another shape."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A reply, and the tokens that were paid for."""

    reply: Reply
    prompt_tokens: int
    completion_tokens: int


def body_of(request: ChatRequest, model: str, seed: int, limit_field: str, refused: frozenset[str]) -> dict[str, Any]:
    """The JSON body, without the refused fields. Temperature 0 and a seed: the same request should get the same reply."""
    body: dict[str, Any] = {"model": model, "messages": list(request.messages), limit_field: request.max_tokens, "stream": False}
    optional: dict[str, Any] = {"temperature": 0, "seed": seed, "logprobs": True}
    if request.against_loops:
        optional["frequency_penalty"] = LOOP_PENALTY
    return body | {name: value for name, value in optional.items() if name not in refused}


def read_completion(values: Any) -> Completion:
    """Raises NotACompletion for JSON that is no chat completion."""
    try:
        choice = values["choices"][0]
        text = choice["message"].get("content")
        reason = choice.get("finish_reason")
    except (TypeError, KeyError, IndexError, AttributeError):
        raise NotACompletion("no choices[0].message.content") from None
    if text is not None and not isinstance(text, str):
        raise NotACompletion("choices[0].message.content is no text")
    usage = values.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    reply = Reply(text or "", _score(choice), finished=reason not in ("length", "content_filter"))
    return Completion(reply, _count(counts, "prompt_tokens"), _count(counts, "completion_tokens"))


def error_message(values: Any) -> str:
    """The server's own words in an error body, in any of the shapes in use; empty where there are none."""
    if not isinstance(values, dict):
        return ""
    error = values.get("error", values.get("detail", values.get("message", "")))
    if isinstance(error, dict):
        parts = [str(error[name]) for name in ("message", "code", "type") if error.get(name) and not isinstance(error[name], (dict, list))]
        return "; ".join(dict.fromkeys(parts))
    return error if isinstance(error, str) else ""


def _score(choice: Mapping[str, Any]) -> float:
    """The mean over the pieces' log probabilities; `UNKNOWN_SCORE` where the endpoint does not give them."""
    logprobs = choice.get("logprobs")
    pieces = logprobs.get("content") if isinstance(logprobs, dict) else None
    if not isinstance(pieces, list) or not pieces:
        return UNKNOWN_SCORE
    found = [piece.get("logprob") for piece in pieces if isinstance(piece, dict)]
    numbers = [float(one) for one in found if isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one)]
    return min(0.0, sum(numbers) / len(numbers)) if len(numbers) == len(pieces) else UNKNOWN_SCORE


def _count(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

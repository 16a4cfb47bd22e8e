"""How an endpoint is reached, and what was paid for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.errors import ModelError
from models.interfaces import Json

_OWN_FIELDS = ("messages", "model", "stream", "n")


@dataclass(frozen=True, slots=True)
class Usage:
    """Requests answered, and tokens as the endpoint counts them; zero where it does not."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """How an endpoint is reached. `api_key_env` names the environment variable with the key (None: no key is sent).

    `timeout_s` is for one attempt; `backoff_s` the first wait between attempts, then doubled; `extra_body` are further fields of the
    request, such as vLLM's `chat_template_kwargs: {enable_thinking: false}`. Raises ModelError for values out of range.
    """

    base_url: str
    model: str
    api_key_env: str | None = None
    timeout_s: float = 120.0
    max_retries: int = 5
    backoff_s: float = 1.0
    concurrency: int = 8
    seed: int = 0
    extra_body: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise ModelError("model must be the name under which the endpoint serves the model")
        for name, least in (("timeout_s", 0.001), ("max_retries", 0), ("backoff_s", 0), ("concurrency", 1)):
            if not getattr(self, name) >= least:
                raise ModelError(f"{name} must be at least {least}, not {getattr(self, name)}")
        own = [name for name in self.extra_body if name in _OWN_FIELDS]
        if own:
            raise ModelError(f"extra_body must not hold {', '.join(own)}: eduwire sets these itself")

"""Themes by an OpenAI-compatible endpoint; the taxonomy is in the prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.chat.endpoint import EndpointChat
from models.chat.endpoint_options import EndpointOptions, Usage
from models.chat.tagger import ChatTagger
from models.interfaces import Json, ThemeDefinition


def build(
    *,
    themes: Sequence[ThemeDefinition],
    base_url: str,
    model: str,
    api_key_env: str | None = None,
    threshold_scale: float = 1.0,
    max_themes: int = 3,
    chunk_tokens: int = 6000,
    reasoning_tokens: int = 0,
    timeout_s: float = 120.0,
    max_retries: int = 5,
    backoff_s: float = 1.0,
    concurrency: int = 8,
    seed: int = 0,
    extra_body: Mapping[str, Json] | None = None,
) -> EndpointTagger:
    """A tagger on an endpoint; see `models.translation.openai.build` for the endpoint, `models.themes.chat.build` for the rest.

    `chunk_tokens` are estimated as characters here. Raises ModelError for options that do not fit.
    """
    options = EndpointOptions(base_url, model, api_key_env, timeout_s, max_retries, backoff_s, concurrency, seed, extra_body or {})
    return EndpointTagger(
        EndpointChat(options),
        "openai",
        themes=themes,
        max_themes=max_themes,
        threshold_scale=threshold_scale,
        chunk_tokens=chunk_tokens,
        spare_tokens=reasoning_tokens,
    )


class EndpointTagger(ChatTagger):
    """A ChatTagger that knows what it cost."""

    chat: EndpointChat

    @property
    def usage(self) -> Usage:
        """Requests and tokens so far."""
        return self.chat.usage

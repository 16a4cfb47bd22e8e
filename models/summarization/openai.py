"""Summaries by an OpenAI-compatible endpoint, each sentence with the sentences it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from models.chat.endpoint import EndpointChat
from models.chat.endpoint_options import EndpointOptions, Usage
from models.chat.summarizer import ChatSummarizer
from models.interfaces import Json


def build(
    *,
    base_url: str,
    model: str,
    api_key_env: str | None = None,
    language: str = "auto",
    max_sentences: int = 2,
    max_words: int = 70,
    chunk_tokens: int = 6000,
    reasoning_tokens: int = 0,
    timeout_s: float = 120.0,
    max_retries: int = 5,
    backoff_s: float = 1.0,
    concurrency: int = 8,
    seed: int = 0,
    extra_body: Mapping[str, Json] | None = None,
) -> EndpointSummarizer:
    """A summarizer on an endpoint; see `models.translation.openai.build` for the endpoint, `models.summarization.chat.build` for the rest.

    `chunk_tokens` are estimated as characters here. Raises ModelError for options that do not fit.
    """
    options = EndpointOptions(base_url, model, api_key_env, timeout_s, max_retries, backoff_s, concurrency, seed, extra_body or {})
    return EndpointSummarizer(
        EndpointChat(options),
        "openai",
        language=language,
        max_sentences=max_sentences,
        max_words=max_words,
        chunk_tokens=chunk_tokens,
        spare_tokens=reasoning_tokens,
    )


class EndpointSummarizer(ChatSummarizer):
    """A ChatSummarizer that knows what it cost."""

    chat: EndpointChat

    @property
    def usage(self) -> Usage:
        """Requests and tokens so far."""
        return self.chat.usage

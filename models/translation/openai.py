"""Any OpenAI-compatible chat endpoint that the user runs or rents: vLLM, llama.cpp, Ollama.

build(base_url="http://127.0.0.1:8000/v1", model="Qwen/Qwen3-4B-Instruct-2507").translate(["학교는 문을 닫았다."])
"""

from __future__ import annotations

from collections.abc import Mapping

from models.chat.endpoint import EndpointChat
from models.chat.endpoint_options import EndpointOptions, Usage
from models.chat.templates import recognized, template_named
from models.chat.translator import Asking, ChatTranslator
from models.engines import Decoding
from models.interfaces import Json


def build(
    *,
    base_url: str,
    model: str,
    api_key_env: str | None = None,
    template: str = "auto",
    context_sentences: int = 3,
    context_tokens: int = 1024,
    segments_per_request: int = 1,
    reasoning_tokens: int = 0,
    timeout_s: float = 120.0,
    max_retries: int = 5,
    backoff_s: float = 1.0,
    concurrency: int = 8,
    seed: int = 0,
    extra_body: Mapping[str, Json] | None = None,
    max_source_tokens: int = 1000,
    max_length_factor: float = 2.0,
    max_length_extra: int = 64,
) -> EndpointTranslator:
    """A translator on an endpoint. Temperature is 0; nothing is sent before the first sentence.

    `api_key_env` names the environment variable that holds the key; the key itself is in no config, log, error or signature.
    Tokens are estimated as characters here (`max_source_tokens`, `context_tokens`), since the tokenizer is out of reach.
    `reasoning_tokens` is room for models that think before they answer. `extra_body` are further fields of each request.
    The score is the mean log probability where the endpoint gives log probabilities, else `models.chat.UNKNOWN_SCORE`.
    Raises ModelError for options that do not fit and for an environment variable that is not set.
    """
    options = EndpointOptions(base_url, model, api_key_env, timeout_s, max_retries, backoff_s, concurrency, seed, extra_body or {})
    name = recognized("", model.rpartition("/")[2]) if template == "auto" else template
    asking = Asking(
        context_sentences,
        context_tokens,
        segments_per_request,
        spare_tokens=reasoning_tokens,
        limits=Decoding(beam_size=1, max_length_factor=max_length_factor, max_length_extra=max_length_extra),
    )
    return EndpointTranslator(EndpointChat(options), "openai", template_named(name), asking, max_source_tokens)


class EndpointTranslator(ChatTranslator):
    """A ChatTranslator that knows what it cost."""

    chat: EndpointChat

    @property
    def usage(self) -> Usage:
        """Requests and tokens so far."""
        return self.chat.usage

"""A chat model behind an OpenAI-compatible endpoint (vLLM, llama.cpp, Ollama, rented ones): retries, concurrency, what it cost."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import asdict
from typing import Any

from models.chat import UNKNOWN_SCORE, ChatRequest, Reply
from models.chat.completions import OPTIONAL, Completion, NotACompletion, body_of, error_message, read_completion
from models.chat.endpoint_options import EndpointOptions, Usage
from models.chat.exchange import Exchange, HttpAnswer, Unreachable, completions_url
from models.chat.faults import EndpointError, RequestFailed, RequestRefused
from models.chat.retries import LONGEST_RETRY_AFTER_S, RETRIED, Backoff, Gate, retry_after_s
from models.chat.secrets import Key, key_from_environment
from models.interfaces import Json, ModelInfo

log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 3
"""So many different requests that fail one after the other mean that the endpoint is gone, not that a request is bad."""
REMEMBERED = 4096
"""Replies kept in memory, so that a batch that is halved around a bad request is not paid for twice."""
_FILTERED = ("content_filter", "content management policy", "content_policy_violation")
_NO_QUOTA = ("insufficient_quota", "billing", "exceeded your current quota")


class EndpointChat:
    """See `models.chat.ChatModel`. Nothing is sent before the first `answer`.

    An endpoint that cannot be used raises EndpointError. A request that fails while others succeed raises RequestFailed after all others
    were answered; what was answered is remembered, so the caller may ask for the rest again without paying twice.
    """

    control_tokens: Sequence[str] = ()

    def __init__(self, options: EndpointOptions) -> None:
        self._options = options
        self._url = completions_url(options.base_url)
        self._key: Key = key_from_environment(options.api_key_env)
        self._backoff, self._gate, self._lock = Backoff(options.backoff_s), Gate(), threading.Lock()
        self._refused: frozenset[str] = frozenset()
        self._limit_field = "max_tokens"
        self._usage = Usage()
        self._failures_in_a_row = 0
        self._answered: dict[bytes, Reply] = {}
        self._failed: dict[bytes, RequestFailed] = {}

    @property
    def usage(self) -> Usage:
        """What was asked and paid for so far."""
        return self._usage

    def info(self, family: str) -> ModelInfo:
        """The model's name; its weights are out of sight."""
        return ModelInfo(self._options.model, family, self._options.base_url, "unknown", "unknown")

    def signature(self) -> Mapping[str, Json]:
        """Address, model, seed and further fields; never the key nor where it comes from. Temperature is always 0."""
        options = self._options
        return {"base_url": options.base_url, "model": options.model, "seed": options.seed, "extra_body": dict(options.extra_body)}

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """Characters: the endpoint's tokenizer is out of reach, and vocabularies of today need about one token for a Korean syllable."""
        return [len(text) for text in texts]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """None: models that are served so fall back on bytes."""
        return [()] * len(texts)

    def answer(self, requests: Sequence[ChatRequest]) -> Sequence[Reply]:
        """See `ChatModel.answer`; `concurrency` requests at a time. Raises EndpointError or RequestFailed."""
        if not requests:
            return []
        workers = min(self._options.concurrency, len(requests))
        self._gate.reopen()
        with Exchange(self._url, self._key, self._options.timeout_s, workers) as exchange, ThreadPoolExecutor(workers) as pool:
            asked = [pool.submit(self._ask, exchange, request) for request in requests]
            try:
                for done in as_completed(asked):
                    done.result()
            except BaseException:
                self._gate.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return _all_replies(asked)

    def _ask(self, exchange: Exchange, request: ChatRequest) -> Reply | RequestFailed:
        key = hashlib.sha256(json.dumps(asdict(request), sort_keys=True).encode()).digest()
        with self._lock:
            known = self._answered.get(key) or self._failed.get(key)
        if known is not None:
            return known
        try:
            completion = self._insist(exchange, request)
        except RequestFailed as failure:
            return self._count_failure(key, failure)
        with self._lock:
            used = self._usage
            self._usage = Usage(
                used.requests + 1, used.prompt_tokens + completion.prompt_tokens, used.completion_tokens + completion.completion_tokens
            )
            self._failures_in_a_row = 0
            self._answered[key] = completion.reply
            while len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        return completion.reply

    def _count_failure(self, key: bytes, failure: RequestFailed) -> RequestFailed:
        with self._lock:
            self._failed[key] = failure
            self._failures_in_a_row += 1
            gone = self._usage.requests == 0 or self._failures_in_a_row >= FAILURES_IN_A_ROW
        if gone:
            raise EndpointError(f"{failure}; check the endpoint, then run again: what was answered is in the cache") from None
        log.warning("%s", failure)
        return failure

    def _insist(self, exchange: Exchange, request: ChatRequest) -> Completion:
        """Asks until there is an answer or `max_retries` is used up. Raises RequestFailed, or EndpointError where asking on is useless."""
        attempt, wait, trouble = 0, 0.0, ""
        while attempt <= self._options.max_retries:
            if not self._gate.passes(wait):
                raise EndpointError(f"{self._options.base_url}: stopped asking")
            attempt += 1
            wait = self._backoff.wait_s(attempt)
            body = self._body(request)
            try:
                answer = exchange.post(body)
            except Unreachable as error:
                trouble = str(error)
                continue
            if answer.status == 200:
                try:
                    return read_completion(answer.values)
                except NotACompletion as error:
                    trouble = f"an answer that is no chat completion ({error}) {self._words(answer)}".strip()
                    continue
            words = self._words(answer)
            if answer.status in RETRIED and not any(sign in words.lower() for sign in _NO_QUOTA):
                trouble, wait = f"HTTP {answer.status} {words}".strip(), max(wait, self._asked_pause(answer, words))
            elif (filtered := self._settled(answer, words, body)) is not None:
                return filtered
            else:
                attempt -= 1  # a field was refused and is left out from now on: no failure
                wait = 0.0
        raise RequestFailed(f"{self._options.base_url}: {trouble} ({attempt} attempts)")

    def _body(self, request: ChatRequest) -> dict[str, Any]:
        own = body_of(request, self._options.model, self._options.seed, self._limit_field, self._refused)
        return {**own, **self._options.extra_body}

    def _words(self, answer: HttpAnswer) -> str:
        """The server's explanation, in one short line."""
        return " ".join(error_message(answer.values).split())[:300]

    def _asked_pause(self, answer: HttpAnswer, words: str) -> float:
        pause = retry_after_s(answer.headers) or 0.0
        if pause > LONGEST_RETRY_AFTER_S:
            raise EndpointError(f"{self._options.base_url} wants a pause of {pause:.0f} s (HTTP {answer.status} {words}); run again later")
        if answer.status == 429:
            self._gate.pause(pause)
        return pause

    def _settled(self, answer: HttpAnswer, words: str, body: Mapping[str, Any]) -> Completion | None:
        """An answer that no repetition changes: an empty reply where the content was refused, None where a field was; else an error."""
        status, base_url = answer.status, self._options.base_url
        if status in (400, 422, 403) and any(sign in words.lower() for sign in _FILTERED):
            return Completion(Reply("", UNKNOWN_SCORE, finished=False), 0, 0)
        if status in (400, 422) and self._leave_out(words, body):
            return None
        said = f"{base_url}: HTTP {status} {words}".strip()
        if status in (401, 403):
            named = self._options.api_key_env
            raise EndpointError(
                f"{said}; " + (f"check the key in {named}" if named else "name the key's environment variable in api_key_env")
            )
        if status in (404, 405):
            raise EndpointError(f"{said}; check base_url (it usually ends in /v1) and model ({self._options.model!r})")
        if status in (402, 429) or status < 400:
            raise EndpointError(said + ("; base_url has moved" if status < 400 else "; the endpoint's quota is used up"))
        raise RequestRefused(said)

    def _leave_out(self, words: str, body: Mapping[str, Any]) -> bool:
        """Whether the server refuses a field of `body` that is not needed; that field is left out from then on."""
        if "max_completion_tokens" in words and "max_tokens" in body:  # reasoning models of OpenAI
            self._limit_field = "max_completion_tokens"
            return True
        named = {name for name in OPTIONAL if name in words and name in body and name not in self._options.extra_body}
        with self._lock:
            new = named - self._refused
            self._refused |= named
        for name in sorted(new):
            log.warning("%s does not take %r: left out", self._options.base_url, name)
        return bool(named)


def _all_replies(asked: Sequence[Future[Reply | RequestFailed]]) -> list[Reply]:
    results = [future.result() for future in asked]
    for result in results:
        if isinstance(result, RequestFailed):
            raise result
    return [result for result in results if isinstance(result, Reply)]

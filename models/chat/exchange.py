"""One HTTP exchange with an endpoint: a POST with a deadline, an answer of bounded size, and nothing of the key in what it raises."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from models.chat.secrets import Key
from models.errors import ModelError

LARGEST_ANSWER_BYTES = 16 * 1024 * 1024
"""No chat completion with log probabilities comes near; a server that sends more is broken."""
SHOWN_HEADERS = ("retry-after",)
INSTALL = "pip install 'eduwire[endpoint]'"


class Unreachable(Exception):  # noqa: N818 (becomes an error after the last retry)
    """No whole answer came. The message holds neither the URL's secrets nor headers."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status, the headers that are read, and the JSON of the body (None where it is none); the key is hidden in all of it."""

    status: int
    headers: Mapping[str, str]
    values: Any


def completions_url(base_url: str) -> str:
    """`base_url` with `/chat/completions`. Raises ModelError for what is no such address, and where a password or key stands in it."""
    try:
        parts = urlsplit(base_url)
        parts.port  # noqa: B018 (raises ValueError where it is none)
    except ValueError as error:
        raise ModelError(f"base_url is no address: {error}; write it like http://127.0.0.1:8000/v1") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ModelError("base_url must not hold a user name, password, query or fragment; give the key through api_key_env")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelError(f"base_url must be like http://127.0.0.1:8000/v1, not {base_url!r}")
    return base_url.rstrip("/") + "/chat/completions"


class Exchange:
    """A client to post with, from several threads; a context manager. `timeout_s` bounds connecting, waiting and reading together."""

    def __init__(self, url: str, key: Key, timeout_s: float, concurrency: int) -> None:
        try:
            import httpx2
        except ImportError as error:
            raise ModelError(f"endpoints need the package httpx2, which is not installed: {INSTALL}") from error
        self._httpx = httpx2
        _quieten()
        self._url, self._key, self._timeout_s = url, key, timeout_s
        limits = httpx2.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
        self._client = httpx2.Client(timeout=timeout_s, limits=limits, follow_redirects=False, verify=_tls())

    def __enter__(self) -> Exchange:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def post(self, body: Mapping[str, Any]) -> HttpAnswer:
        """Raises Unreachable where the connection fails, ends early, takes longer than `timeout_s` or brings too much."""
        content = json.dumps(body).encode("ascii")
        deadline = time.monotonic() + self._timeout_s
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            with self._client.stream("POST", self._url, content=content, headers=headers, auth=self._key.sign) as response:
                raw = bytearray()
                for part in response.iter_bytes():
                    raw += part
                    if time.monotonic() > deadline:
                        raise Unreachable(f"no whole answer within {self._timeout_s:g} s")
                    if len(raw) > LARGEST_ANSWER_BYTES:
                        raise Unreachable(f"an answer of more than {LARGEST_ANSWER_BYTES:,} bytes")
                shown = {name: self._key.hidden_in(response.headers[name]) for name in SHOWN_HEADERS if name in response.headers}
                return HttpAnswer(response.status_code, shown, _json(self._key.hidden_in(raw.decode("utf-8", "replace"))))
        except self._httpx.TimeoutException:
            raise Unreachable(f"no answer within {self._timeout_s:g} s") from None
        except (self._httpx.HTTPError, self._httpx.InvalidURL, self._httpx.StreamError) as error:
            # Not chained: the original holds the request, and that holds the key.
            raise Unreachable(self._key.hidden_in(f"{type(error).__name__}: {error}")) from None


@cache
def _quieten() -> None:
    """The client tells of each request at INFO, thousands in a run; who wants that sets the level of its logger first."""
    logger = logging.getLogger("httpx2")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.WARNING)


@cache
def _tls() -> Any:
    """Reading the machine's certificates takes a tenth of a second: once a process is enough."""
    import httpx2

    return httpx2.create_ssl_context()


def _json(raw: str) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None

"""When to ask an endpoint again, and how long to wait before."""

from __future__ import annotations

import email.utils
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""Statuses that may be gone at the next attempt: RFC 9110 and RFC 6585, and what proxies and hosted models answer when overloaded."""
LONGEST_BACKOFF_S = 60.0
LONGEST_RETRY_AFTER_S = 300.0
"""An endpoint that wants a longer pause has stopped us for the day: better said at once than waited for."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits of `first_s`, doubled at each attempt, at most `LONGEST_BACKOFF_S`; each between half of that and all of it, at random."""

    first_s: float = 1.0

    def wait_s(self, attempt: int) -> float:
        """Seconds before attempt number `attempt`, counted from 1 for the first retry."""
        return float(min(LONGEST_BACKOFF_S, self.first_s * 2.0 ** min(attempt - 1, 30)) * random.uniform(0.5, 1.0))


def retry_after_s(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """What `Retry-After` asks for, in seconds: a number or a date (RFC 9110, 10.2.3). None where it is missing or makes no sense."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        wait = float(value)
    except ValueError:
        try:
            wait = email.utils.parsedate_to_datetime(value).timestamp() - (time.time() if now is None else now)
        except (TypeError, ValueError, OverflowError):
            return None
    return max(0.0, wait) if wait == wait and wait != float("inf") else None


class Gate:
    """A pause that all workers keep, so that one answer "too many requests" quiets them all; and a stop that ends every wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open_at = 0.0
        self._stopped = threading.Event()

    def pause(self, seconds: float) -> None:
        """Nobody passes for so many seconds from now."""
        with self._lock:
            self._open_at = max(self._open_at, time.monotonic() + seconds)

    def stop(self) -> None:
        """Ends all waits."""
        self._stopped.set()

    def reopen(self) -> None:
        """After a stop, for the next call."""
        self._stopped.clear()

    def passes(self, wait_s: float = 0.0) -> bool:
        """Waits `wait_s` and for the end of a pause; False where the work was stopped meanwhile."""
        own = time.monotonic() + wait_s
        while True:
            with self._lock:
                left = max(own, self._open_at) - time.monotonic()
            if left <= 0:
                return not self._stopped.is_set()
            if self._stopped.wait(left):
                return False

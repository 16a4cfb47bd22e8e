"""Ctrl-C: the first asks the run to stop after the batch in flight, the second stops at once."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType


@contextlib.contextmanager
def stop_asked(note: Callable[[str], None]) -> Iterator[threading.Event]:
    """An event that is set by the first SIGINT or SIGTERM; `note` tells the user. The old handlers come back at the end."""
    asked = threading.Event()
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def handle(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        note("stopping after the batch in flight; once more stops at once")

    for one in before:
        signal.signal(one, handle)
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

"""Kiwi, a Korean morphological analyser, where rules are unsure. It loads once per process and costs seconds, so only on demand."""

from __future__ import annotations

import re
import threading
from typing import Any

WINDOW_CHARS = 4000
"""Longest text that Kiwi gets at once; longer ones are fed in windows cut at white space, which bounds memory."""

_lock = threading.Lock()
_loaded: list[Any] = []


def is_loaded() -> bool:
    """Whether this process has paid for loading Kiwi."""
    return bool(_loaded)


def kiwi_borders(text: str) -> list[int]:
    """Where Kiwi begins a new sentence in `text`, in characters, 0 left out. Raises ImportError where kiwipiepy is missing."""
    kiwi = _kiwi()
    borders: list[int] = []
    for start, end in _windows(text):
        sentences = kiwi.split_into_sents(text[start:end], return_sub_sents=False)
        borders.extend(start + sentence.start for sentence in sentences if start + sentence.start)
    return borders


def _kiwi() -> Any:
    with _lock:
        if not _loaded:
            from kiwipiepy import Kiwi

            # Names and foreign words do not move sentence borders; without their dictionaries loading takes a third of the time.
            _loaded.append(Kiwi(num_workers=1, load_default_dict=False, load_multi_dict=False, load_typo_dict=False))
    return _loaded[0]


def _windows(text: str) -> list[tuple[int, int]]:
    windows, start = [], 0
    while len(text) - start > WINDOW_CHARS:
        spaces = list(re.finditer(r"\s", text[start + WINDOW_CHARS // 2 : start + WINDOW_CHARS]))
        end = start + WINDOW_CHARS // 2 + spaces[-1].end() if spaces else start + WINDOW_CHARS
        windows.append((start, end))
        start = end
    return [*windows, (start, len(text))]

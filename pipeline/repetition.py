"""Finds a translation that runs in circles."""

from __future__ import annotations

LONGEST_LOOP_WORDS = 30


def repeated_span(text: str) -> tuple[int, int] | None:
    """The (start, end), in characters, of the first run of words that is repeated at once.

    A run of three words or more counts when it stands twice, a shorter one when it stands three times.
    Case does not count. None where nothing is repeated.
    """
    words = text.lower().split()
    for start in range(len(words)):
        for length in range(1, min(LONGEST_LOOP_WORDS, (len(words) - start) // 2) + 1):
            times = 2 if length >= 3 else 3
            unit = words[start : start + length]
            if start + times * length <= len(words) and all(
                words[start + n * length : start + (n + 1) * length] == unit for n in range(1, times)
            ):
                return _characters(text, start, start + times * length)
    return None


def _characters(text: str, first_word: int, end_word: int) -> tuple[int, int]:
    position, spans = 0, []
    for word in text.split():
        position = text.index(word, position)
        spans.append((position, position + len(word)))
        position += len(word)
    return spans[first_word][0], spans[end_word - 1][1]

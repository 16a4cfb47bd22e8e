"""Finds a translation that runs in circles."""

from __future__ import annotations

from collections import defaultdict

LONGEST_LOOP_WORDS = 30


def repeated_span(text: str) -> tuple[int, int] | None:
    """The (start, end), in characters, of the first run of words that is repeated at once.

    A run of three words or more counts when it stands twice, a shorter one when it stands three times.
    Case does not count. None where nothing is repeated.
    """
    words = text.lower().split()
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    for start, word in enumerate(words):
        for again in places[word]:  # a run that is repeated at once begins with the same word, so only those places are looked at
            length = again - start
            if length > LONGEST_LOOP_WORDS:
                break
            times = 2 if length >= 3 else 3
            if length > 0 and words[start : start + (times - 1) * length] == words[again : again + (times - 1) * length]:
                return _characters(text, start, start + times * length)
    return None


def _characters(text: str, first_word: int, end_word: int) -> tuple[int, int]:
    position, spans = 0, []
    for word in text.split():
        position = text.index(word, position)
        spans.append((position, position + len(word)))
        position += len(word)
    return spans[first_word][0], spans[end_word - 1][1]

"""Cuts a text that is longer than a model takes into windows of whole sentences; every token is in exactly one window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Ids = tuple[int, ...]


def windows(sentences: Sequence[Sequence[int]], room: int) -> Iterator[Ids]:
    """Runs of sentences (token ids, without special tokens) of at most `room` tokens. A sentence that is longer than that stands alone,
    cut into the fewest windows of even length.
    """
    assert room > 0, "the caller checks that something fits"
    held: list[int] = []
    for sentence in sentences:
        if held and len(held) + len(sentence) > room:
            yield tuple(held)
            held = []
        if len(sentence) > room:
            yield from even_parts(sentence, room)
        else:
            held.extend(sentence)
    if held:
        yield tuple(held)


def even_parts(ids: Sequence[int], room: int) -> Iterator[Ids]:
    """The fewest parts of at most `room` tokens, equally long but for one token; nothing for no tokens."""
    count = -(-len(ids) // room)
    for number in range(count):
        yield tuple(ids[len(ids) * number // count : len(ids) * (number + 1) // count])

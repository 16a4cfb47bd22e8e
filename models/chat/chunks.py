"""Cuts a document that is too long for one prompt into runs of whole sentences; no sentence is ever cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Numbered = tuple[int, str]
"""Place of a sentence in its document, counted from zero, and its text."""


def chunks(sentences: Sequence[Numbered], lengths: Sequence[int], budget: int) -> Iterator[list[Numbered]]:
    """Runs of neighbours that hold at most `budget` of length together, spread evenly; a longer sentence has a run of its own.

    Evenly, because a last run of two sentences would get as much of a summary as a full one.
    """
    total = sum(lengths)
    if not sentences:
        return
    runs = max(1, -(-total // budget))
    share = min(budget, -(-total // runs) + max(lengths) // 2)
    run: list[Numbered] = []
    load = 0
    for sentence, length in zip(sentences, lengths, strict=True):
        if run and load + length > share:
            yield run
            run, load = [], 0
        run.append(sentence)
        load += length
    yield run

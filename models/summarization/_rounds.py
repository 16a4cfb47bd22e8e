"""Map and reduce over whole sentences: what every summarizer that reads a long document in runs does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.chat.chunks import Numbered
from models.interfaces import SummaryLine

Run = tuple[int, list[Numbered]]
"""Number of a document, and neighbouring sentences of it that are read at once."""


def in_rounds(
    documents: Sequence[Sequence[Numbered]],
    runs_of: Callable[[Sequence[Numbered]], list[list[Numbered]]],
    read: Callable[[Sequence[Run]], list[list[SummaryLine]]],
    shortened: Callable[[list[SummaryLine]], list[SummaryLine]],
) -> list[list[SummaryLine]]:
    """The summary of each document, all documents together, round by round.

    `runs_of` cuts a document, `read` gives the lines of each run, `shortened` what the lines of one document come to. A document of
    several runs is read again: the sentences that its lines rest on. So the last word is always said over sentences of the article.
    """
    summaries: list[list[SummaryLine]] = [[] for _ in documents]
    pending = {number: list(sentences) for number, sentences in enumerate(documents) if sentences}
    while pending:
        runs = [(number, run) for number, sentences in pending.items() for run in runs_of(sentences)]
        lines_of: dict[int, list[list[SummaryLine]]] = {}
        for (number, _), found in zip(runs, read(runs), strict=True):
            lines_of.setdefault(number, []).append(found)
        following: dict[int, list[Numbered]] = {}
        for number, sentences in pending.items():
            of_runs = lines_of.get(number, [])
            lines = [line for found in of_runs for line in found]
            summaries[number] = shortened(lines)
            if len(of_runs) > 1:
                rested = {place for line in lines for place in line.cites}
                left = [sentence for sentence in sentences if sentence[0] in rested]
                if 0 < len(left) < len(sentences):  # else it would go round for ever: the first lines must do
                    following[number] = left
        pending = following
    return summaries

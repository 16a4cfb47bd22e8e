"""Which sentences of an article a written sentence rests on, told by the words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from models.chat.chunks import Numbered
from models.chat.grounding import is_grounded
from models.summarization._words import stopwords, terms

MOST_CITES = 4
"""A sentence that needs more sentences than this to rest on is no summary of them."""
LEAST_SHARED = 0.5
"""Share of a written sentence's words, by weight, that its sources must hold: below it, the model says something of its own."""
LEAST_GAIN = 0.1
"""Share of the words that a further source must add to be cited."""


def rest_on(sentence: str, sources: Sequence[Numbered], headline: str | None, language: str) -> tuple[int, ...]:
    """The places of the sources that hold the words of `sentence`, in reading order; none where it does not rest on them.

    Words weigh by how few sources hold them. The source that adds most comes first, then what still adds `LEAST_GAIN`, and what brings a
    number or name that is lacking. Every number and name of the sentence must stand in what is cited (`is_grounded`).
    """
    stop = stopwords(language)
    held = [frozenset(terms(text, language)) for _, text in sources]
    frequency = Counter(term for one in held for term in one)
    wanted = {term: math.log(1 + len(sources) / (frequency[term] or 1)) for term in set(terms(sentence, language)) - stop}
    whole = sum(wanted.values())
    if not whole:
        return ()
    chosen: list[int] = []
    lacking = dict(wanted)
    while len(chosen) < MOST_CITES:
        gains = [sum(weight for term, weight in lacking.items() if term in one) for one in held]
        best = max(range(len(held)), key=lambda index: gains[index])
        if gains[best] <= 0 or (gains[best] < LEAST_GAIN * whole and _grounded(sentence, chosen, sources, headline)):
            break
        chosen.append(best)
        lacking = {term: weight for term, weight in lacking.items() if term not in held[best]}
    if whole - sum(lacking.values()) < LEAST_SHARED * whole or not _grounded(sentence, chosen, sources, headline):
        return ()
    return tuple(sorted({sources[index][0] for index in chosen}))


def _grounded(sentence: str, chosen: Sequence[int], sources: Sequence[Numbered], headline: str | None) -> bool:
    return is_grounded(sentence, [sources[index][1] for index in chosen], headline)

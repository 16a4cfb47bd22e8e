"""Korean sources in which known facts already stand in English, so that the model learns to copy them.

After Song et al. (2019) and Dinu et al. (2019): a span of the source is replaced by the English that the reference has for it.
Which spans, and in which form, whoever runs the training says: it must be the form that the pipeline inserts when it translates.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from models.training.translator.mixture import Draw
from models.training.translator.pairs import Pair

Insertion = tuple[int, int, str]
"""From character, to character of the Korean, and what stands there instead; no two overlap."""
Insertions = Callable[[str, str], Sequence[Insertion]]
"""The insertions of a Korean sentence whose English stands in its reference."""


def switch(pair: Pair, insertions: Sequence[Insertion], chance: random.Random, probability: float) -> Pair | None:
    """The pair with each insertion made with `probability`; None where none was."""
    korean, english = pair
    chosen = [one for one in sorted(insertions) if chance.random() < probability]
    for start, end, inserted in reversed(chosen):
        korean = korean[:start] + inserted + korean[end:]
    return (korean, english) if chosen else None


def switched(draw: Draw, insertions: Insertions, probability: float, tries: int = 20) -> Draw:
    """Draws pairs until one could be switched, at most `tries` of them: about every sixth sentence of the corpus has a fact to insert."""

    def drawn(chance: random.Random) -> Pair | None:
        for _ in range(tries):
            pair = draw(chance)
            if pair and (found := switch(pair, insertions(*pair), chance, probability)):
                return found
        return None

    return drawn

"""What training draws from: finite sources by weight and size, and endless ones that make a pair when asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.errors import ModelError
from models.training.translator.pairs import Pair

Draw = Callable[[random.Random], Pair | None]
"""Makes a pair from a source of randomness; None where this try gave none."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where pairs come from, and its share of the draws relative to the other sources' shares."""

    share: float
    draw: Draw


class Mixture:
    """Pools of pairs; pool number n of a seed is always the same, so that training resumes in the middle of one."""

    def __init__(self, sources: Mapping[str, Source], seed: int) -> None:
        self._sources = {name: source for name, source in sources.items() if source.share > 0}
        self._seed = seed
        if not self._sources:
            raise ModelError("there is nothing to train on; give at least one source of the mix a weight over 0")

    def pool(self, number: int, size: int) -> list[Pair]:
        """`size` draws; fewer pairs where an endless source gave none."""
        chance = random.Random(f"{self._seed}/{number}")
        names = list(self._sources)
        drawn = chance.choices(names, [self._sources[name].share for name in names], k=size)
        return [pair for name in drawn if (pair := self._sources[name].draw(chance)) is not None]


def listed(pairs: Sequence[Pair], weight: float) -> Source:
    """A finite source: each pair is drawn `weight` times as often as one of a source of weight 1."""
    return Source(weight * len(pairs), lambda chance: chance.choice(pairs))

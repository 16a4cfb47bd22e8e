"""From pairs to batches of ids: pairs of like length together, each batch as many as a budget of padded tokens holds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelError
from models.training.translator.export import UNK
from models.training.translator.mixture import Mixture
from models.training.translator.pairs import Pair

LONGEST_SOURCE, LONGEST_TARGET = 120, 110
"""Tokens; longer pairs are left out. bart.py's `max_source_tokens` stays under the first."""
SHORTEST_SOURCE, SHORTEST_TARGET = 3, 2
"""Tokens, control pieces counted: anything shorter is empty."""
LENGTH_NOISE = 6.0
"""Tokens added at random to a pair's length before sorting, so that the same pairs do not always share a batch."""

Example = tuple[list[int], list[int]]
"""Ids of the source with both control pieces, ids of the target with the end of sentence."""
Batch = list[Example]


@dataclass(frozen=True, slots=True)
class Position:
    """Where training stands in its stream of batches: the pool, and how many of its batches are used."""

    pool: int = 0
    batch: int = 0


class Encoder:
    """Pairs as ids of a tokenizer.json; only pieces with ids under `targets` may stand in a target."""

    def __init__(self, tokenizer: Path, targets: int) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._targets = targets

    def encode(self, pairs: Sequence[Pair]) -> list[Example]:
        """The pairs that are short enough and whose English has no piece that cannot be produced."""
        sources = self.tokenizer.encode_batch([korean for korean, _ in pairs])
        targets = self.tokenizer.encode_batch([english for _, english in pairs])
        examples = [(list(source.ids), list(target.ids)[1:]) for source, target in zip(sources, targets, strict=True)]
        return [example for example in examples if self._fits(*example)]

    def _fits(self, source: list[int], target: list[int]) -> bool:
        lengths = SHORTEST_SOURCE <= len(source) <= LONGEST_SOURCE and SHORTEST_TARGET <= len(target) <= LONGEST_TARGET
        return lengths and max(target) < self._targets and UNK not in target


def batches(examples: Sequence[Example], budget: int, chance: random.Random) -> list[Batch]:
    """The examples in batches of at most `budget` padded tokens a side, in random order."""
    by_length = sorted(examples, key=lambda one: len(one[0]) + len(one[1]) + LENGTH_NOISE * chance.random())
    made: list[Batch] = []
    batch: Batch = []
    longest = 0
    for example in by_length:
        width = max(len(example[0]), len(example[1]))
        longest = max(longest, width)
        if batch and (len(batch) + 1) * longest > budget:
            made.append(batch)
            batch, longest = [], width
        batch.append(example)
    if batch:
        made.append(batch)
    chance.shuffle(made)
    return made


def stream(
    mixture: Mixture, encoder: Encoder, *, pool_pairs: int, budget: int, seed: int, start: Position
) -> Iterator[tuple[Batch, Position]]:
    """Batches without end, each with the position behind it; the same from any position of the same seed on.

    Raises ModelError where a pool has no pair to train on.
    """
    pool, skipped = start.pool, start.batch
    while True:
        examples = encoder.encode(mixture.pool(pool, pool_pairs))
        if not examples:
            raise ModelError("no pair that was drawn is short enough and has English that can be produced; check the files of the mix")
        made = batches(examples, budget, random.Random(f"{seed}/{pool}/batches"))
        for number, batch in enumerate(made[skipped:], skipped + 1):
            yield batch, Position(pool, number)
        pool, skipped = pool + 1, 0

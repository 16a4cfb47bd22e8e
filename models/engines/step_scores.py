"""A logits processor for transformers' `generate` that decodes as CTranslate2 does, and remembers what each step's pieces scored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Tensor = Any
"""torch.Tensor, which is not imported before a model is loaded."""


class StepScores:
    """Forces the prefix, forbids an empty output and the barred pieces, normalizes, and keeps the best scores of each step.

    `generate(output_scores=True)` would keep every step's whole vocabulary: 16 GB for a batch of 64 NLLB sentences. A piece that a search
    over `beams` beams takes is among the `2 * beams` best of its row, so these are enough. `barred` is True for the ids that no output
    may hold.
    """

    def __init__(self, prefix: Sequence[int], end: int, barred: Tensor, beams: int) -> None:
        self._prefix = list(prefix)
        self._end = end
        self._barred = barred
        self._kept = 2 * beams
        self._ids: list[Tensor] = []
        self._scores: list[Tensor] = []

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """The step's normalized log probabilities; called by `generate` once a step, rows are beams."""
        step = len(self._ids)
        if step < len(self._prefix):
            scores = scores.new_full(scores.shape, -float("inf"))
            scores[:, self._prefix[step]] = 0.0
        else:
            scores = scores.masked_fill(self._barred, -float("inf"))
            if step == len(self._prefix):
                scores[:, self._end] = -float("inf")
            scores = scores.float().log_softmax(-1)
        best = scores.topk(min(self._kept, scores.shape[-1]), dim=-1)
        self._ids.append(best.indices.cpu())
        self._scores.append(best.values.cpu())
        return scores

    def of(self, sequence: Sequence[int], rows: Sequence[int]) -> list[float]:
        """The score of each produced id, the prefix included; `rows` are the beams that it was produced in, -1 after its end."""
        found = []
        for step, (piece, row) in enumerate(zip(sequence, rows, strict=False)):
            if row < 0:
                break
            place = (self._ids[step][row] == piece).nonzero()
            found.append(float(self._scores[step][row][place[0, 0]]))
        return found

"""The loss of the decoder's states against target pieces: cross-entropy over all pieces that can be produced, or over a sample of them."""

from __future__ import annotations

import math
from typing import Any


def softmax_loss(states: Any, wanted: Any, embedding: Any, *, targets: int, negatives: int, smoothing: float) -> Any:
    """Mean cross-entropy in nats, with label smoothing, of `states` (tokens x width) against ids `wanted` (tokens).

    With `negatives`, the softmax is over the pieces of this batch and so many others, drawn evenly; the logarithm of the inverse
    sampling rate is added to theirs, so that the sum stands for the whole vocabulary (Bengio and Senécal 2008; Jean et al. 2015).
    """
    import torch

    functional = torch.nn.functional
    present = torch.unique(wanted)
    if not negatives or len(present) + negatives >= targets:
        logits = functional.linear(states, embedding[:targets]).float()
        return functional.cross_entropy(logits, wanted, label_smoothing=smoothing)
    absent = torch.ones(targets, dtype=torch.bool, device=states.device)
    absent[present] = False
    others = absent.nonzero().squeeze(1)
    others = others[torch.randperm(len(others), device=states.device)[:negatives]]
    kept = torch.cat([present, others])
    places = torch.zeros(targets, dtype=torch.long, device=states.device)
    places[kept] = torch.arange(len(kept), device=states.device)
    correction = torch.zeros(len(kept), device=states.device)
    correction[len(present) :] = math.log((targets - len(present)) / len(others))
    logits = functional.linear(states, embedding[kept]).float() + correction
    return functional.cross_entropy(logits, places[wanted], label_smoothing=smoothing)

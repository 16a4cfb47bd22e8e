"""How a translator is trained: the numbers that a config may set."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import ModelError


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """See `configs/training/ko-en-news.yaml`, which says what each was measured to do. Rates are the highest; they decay at the end."""

    seed: int = 7
    steps: int | None = None
    """Optimizer steps in all; None where `minutes` says when to stop."""
    minutes: float | None = None
    """Wall clock of one run; with it the rate warms up and decays in each run anew."""
    batch_tokens: int = 4096
    """Padded tokens a side."""
    pool_pairs: int = 3000
    """Pairs that are drawn, encoded and sorted by length at a time."""
    rate: float = 6e-4
    """Of the decoder."""
    embedding_scale: float = 0.3
    """Of `rate`."""
    encoder_scale: float = 0.25
    """Of `rate`."""
    weight_decay: float = 0.01
    """Not of the embeddings."""
    warmup_steps: int = 150
    decay_share: float = 0.2
    """Share of the steps or minutes, the last, over which the rate falls to zero."""
    dropout: float = 0.05
    label_smoothing: float = 0.1
    clip_norm: float = 1.0
    frozen_below: int = 4
    """Encoder layers under this one are not trained, nor are its positions and first normalization where it is over 0."""
    negatives: int = 2500
    """Pieces drawn against those of the batch; 0: the softmax is over all that can be produced."""
    log_every: int = 50
    """Steps."""
    check_every: int = 250
    """Steps from one dev loss and saved checkpoint to the next."""
    score_every: int = 0
    """Steps from one dev BLEU to the next; 0: only at the end."""
    average: int = 4
    """Checkpoints whose mean is scored against the last one at the end; 1: none."""

    def __post_init__(self) -> None:
        """Raises ModelError for a number that trains nothing."""
        for name in ("batch_tokens", "pool_pairs", "check_every", "average"):
            if getattr(self, name) < 1:
                raise ModelError(f"training.{name} is {getattr(self, name)}; it must be 1 or more")
        for name in ("steps", "minutes", "rate", "clip_norm"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ModelError(f"training.{name} is {value}; it must be over 0")
        for name in ("dropout", "label_smoothing", "decay_share"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"training.{name} is {getattr(self, name)}; it must be 0 or more, and under 1")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where training runs; it changes no result but by rounding. `device` is cpu, cuda or cuda:1."""

    device: str = "cpu"
    threads: int | None = None
    """Of the CPU; None: all cores."""

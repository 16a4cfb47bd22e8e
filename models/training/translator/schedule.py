"""The learning rate: up over the first steps, level, down to zero over the last part (a trapezoid)."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import ModelError
from models.training.translator.settings import TrainingSettings


@dataclass(frozen=True, slots=True)
class Progress:
    """`step`: steps in all; `steps_now`, `minutes`: of this run."""

    step: int
    steps_now: int
    minutes: float


class Schedule:
    """Raises ModelError where neither `steps` nor `minutes` is set, or both are."""

    def __init__(self, settings: TrainingSettings) -> None:
        if (settings.steps is None) == (settings.minutes is None):
            raise ModelError("training.steps and training.minutes: set one of them, and leave the other out")
        self._settings = settings

    def left(self, at: Progress) -> float:
        """Share that is still to do, 0 or less at the end."""
        if self._settings.steps is not None:
            return 1 - at.step / self._settings.steps
        return 1 - at.minutes / (self._settings.minutes or 1)

    def rate(self, at: Progress) -> float:
        """The decoder's learning rate for the next step."""
        warm = at.step if self._settings.steps is not None else at.steps_now
        up = (warm + 1) / self._settings.warmup_steps if self._settings.warmup_steps else 1.0
        down = self.left(at) / self._settings.decay_share if self._settings.decay_share else 1.0
        return self._settings.rate * max(0.0, min(1.0, up, down))

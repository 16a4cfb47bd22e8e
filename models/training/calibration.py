"""From scores to probabilities (Platt scaling) and from probabilities to tags (thresholds), both fitted on scores of unseen texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

THEME_PENALTY = 1.0
"""Pull of a theme's own offset towards the shared one: a prior of standard deviation 1 on the logit."""
THRESHOLD_PRIOR = 100.0
"""Articles' worth of belief in the shared threshold; a theme's own threshold counts by the number of its articles."""
GRID = tuple(step / 100 for step in range(10, 71))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Shared slope, and one offset a theme: probability = 1 / (1 + exp(-(slope * score + offset)))."""

    slope: float
    offset: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """Probabilities of scores (texts x themes)."""
        import numpy as np

        return np.asarray(1.0 / (1.0 + np.exp(-(self.slope * scores + self.offset))))


def fit_calibration(scores: Floats, gold: Flags) -> Calibration:
    """Platt scaling with a shared slope and a penalized offset per theme, by Newton's method on the log-loss.

    As Platt (1999) has it, targets are drawn in from 0 and 1 by their counts, so that few texts do not make probabilities certain.
    """
    import numpy as np

    positives, negatives = gold.sum(), (~gold).sum()
    targets = np.where(gold, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    themes = scores.shape[1]
    parameters = np.zeros(themes + 2)  # slope, shared offset, deviations
    penalty = np.concatenate([[1e-6, 1e-6], np.full(themes, THEME_PENALTY)])
    design = np.concatenate([np.ones((scores.size, 1)) * scores.reshape(-1, 1), np.ones((scores.size, 1)), _one_hot(scores)], axis=1)
    for _ in range(50):
        chances = 1.0 / (1.0 + np.exp(-design @ parameters))
        gradient = design.T @ (chances - targets.reshape(-1)) + penalty * parameters
        spread = np.maximum(chances * (1 - chances), 1e-6)
        step = np.linalg.solve(design.T @ (design * spread[:, None]) + np.diag(penalty), gradient)
        parameters -= step / max(1.0, float(np.abs(step).max()) / 4)
        if float(np.abs(step).max()) < 1e-9:
            break
    return Calibration(float(parameters[0]), parameters[1] + parameters[2:])


def _one_hot(scores: Floats) -> Floats:
    import numpy as np

    return np.tile(np.eye(scores.shape[1]), (scores.shape[0], 1))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A theme passes from its own threshold on, the best theme of a text from `top` on; at most `most` themes pass."""

    own: Floats
    top: float
    most: int = 3

    def tags(self, chances: Floats) -> Flags:
        """Which themes pass, for probabilities (texts x themes)."""
        import numpy as np

        rows, best = np.arange(len(chances)), chances.argmax(axis=1)
        passing = np.asarray(chances >= self.own)
        passing[rows, best] |= chances[rows, best] >= self.top
        cut = np.sort(chances, axis=1)[:, -min(self.most, chances.shape[1]), None]
        return np.asarray(passing & (chances >= cut))


def fit_thresholds(chances: Floats, gold: Flags, top: float) -> Thresholds:
    """The shared threshold of best micro-F1, then each theme's own of best micro-F1, drawn back to the shared one."""
    import numpy as np

    themes = chances.shape[1]
    shared = max(GRID, key=lambda limit: _micro_f1(Thresholds(np.full(themes, limit), top).tags(chances), gold))
    own = np.full(themes, shared)
    for theme in range(themes):
        trials = []
        for limit in GRID:
            trial = np.full(themes, shared)
            trial[theme] = limit
            trials.append((_micro_f1(Thresholds(trial, top).tags(chances), gold), -abs(limit - shared), limit))
        count = gold[:, theme].sum()
        own[theme] = (count * max(trials)[2] + THRESHOLD_PRIOR * shared) / (count + THRESHOLD_PRIOR)
    return Thresholds(own, top)


def _micro_f1(tags: Flags, gold: Flags) -> float:
    return float(2 * (tags & gold).sum() / max(1, tags.sum() + gold.sum()))


def calibration_error(chances: Floats, gold: Flags, bins: int = 10) -> float:
    """Expected calibration error over all pairs of text and theme: mean distance of confidence and frequency in ten equal-width bins."""
    import numpy as np

    flat, hits = chances.reshape(-1), gold.reshape(-1)
    places = np.minimum((flat * bins).astype(int), bins - 1)
    gaps = [abs(flat[places == place].sum() - hits[places == place].sum()) for place in range(bins)]
    return float(sum(gaps) / len(flat))

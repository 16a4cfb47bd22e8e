"""From cosines to scores between 0 and 1, in one scale for all encoders.

Encoders use their cosines differently: those of E5 lie between 0.7 and 0.9, those of MiniLM between 0 and 0.6. What is common is how
far apart the themes themselves lie, so that is the unit: with m the mean and s the standard deviation of the cosines between the
vectors of different themes, an article's theme with the cosine c has

    lift   = (c - mean of the article's cosines over all themes) / s
    score  = 1 / (1 + exp(-(lift - MIDDLE) / temperature))

An article that is equally near to all themes has a lift of 0 everywhere, and abstains; one that is about a theme stands out from the
others. A score of 0.5 means a lift of `MIDDLE` standard deviations. It orders themes and is compared with a threshold; it is no
probability, and nothing in it was fitted to tagged articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MIDDLE = 1.5
"""Standard deviations: of normally spread cosines one in fifteen lies above it, which for 22 themes is one or two."""
TEMPERATURE = 0.5
"""Standard deviations by which the odds change e-fold."""
LEAST_THEMES = 3
"""Fewer have no spread to stand out from."""
LEAST_SPREAD = 1e-6
"""Below this the encoder gives all themes the same vector, and nothing stands out."""


def spread(themes: Floats) -> float:
    """The standard deviation of the cosines between different themes; `themes` holds vectors of length 1, themes x width."""
    import numpy as np

    return float(np.std((themes @ themes.T)[np.triu_indices(len(themes), 1)]))


def likeness(cosines: Floats, unit: float, temperature: float) -> Floats:
    """The score of every theme of an article, from its cosines and the spread of the themes."""
    import numpy as np

    if unit < LEAST_SPREAD:
        return np.zeros(len(cosines))
    lift = (cosines - cosines.mean()) / unit
    scores: Floats = 1.0 / (1.0 + np.exp(-(lift - MIDDLE) / temperature))
    return scores

"""Weighted ridge regression in its dual form, and its exact leave-one-group-out predictions from a single inverse.

With kernel K and sample weights s, the fitted values are `K @ a` where `(K + diag(penalty / s)) a = y`.
Leaving group g out gives `y_g - inv(G_gg) a_g` with `G = inv(K + diag(penalty / s))`: the block form of the well-known
leave-one-out identity of ridge regression, so that cross-validation over forty files costs no more than one fit.
The intercept is one more constant feature of value 1 and is penalized with the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def solve(kernel: Floats, targets: Floats, weights: Floats, penalty: float) -> tuple[Floats, Floats]:
    """The dual coefficients (n x themes) and the inverse G (n x n); `kernel` includes the intercept's 1."""
    import numpy as np

    inverse: Floats = np.linalg.inv(kernel + np.diag(penalty / weights)).astype(np.float64)
    return inverse @ targets, inverse


def left_out(dual: Floats, inverse: Floats, targets: Floats, groups: Sequence[str]) -> Floats:
    """For each text the scores of the model that never saw its group."""
    import numpy as np

    names, scores = np.array(groups), np.empty_like(targets)
    for name in dict.fromkeys(groups):
        members = np.flatnonzero(names == name)
        scores[members] = targets[members] - np.linalg.solve(inverse[np.ix_(members, members)], dual[members])
    return scores

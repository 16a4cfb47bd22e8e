"""The linear theme tagger: character n-grams, one weight per n-gram and theme, calibrated probabilities.

It runs on numpy alone. Weights: `models/weights/themes-linear/`, made by `scripts/train_tagger.py`; the model card has the scores.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, ThemeDefinition, ThemeScore
from models.themes import _linear_weights
from models.themes._ngrams import NgramIndex
from models.weights import shipped

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

EVIDENCE = 3
"""How many sentences a theme is shown with at most."""


def build(
    *,
    themes: Sequence[ThemeDefinition],
    model: str = "themes-linear",
    threshold_scale: float = 1.0,
    max_themes: int = 3,
) -> LinearTagger:
    """The tagger of a shipped model (by name) or of a folder that holds `model.safetensors`.

    `threshold_scale` multiplies every threshold: below 1 more themes pass, above 1 fewer. `max_themes` caps the themes of one article.
    Raises ModelError for missing or damaged weights, for weights of another taxonomy and for options out of range.
    """
    if not threshold_scale > 0:
        raise ModelError(f"threshold_scale must be above 0, not {threshold_scale}; 1 keeps the thresholds that were trained")
    if max_themes < 1:
        raise ModelError(f"max_themes must be at least 1, not {max_themes}")
    folder = Path(model) if Path(model).is_dir() else None
    if folder is None and Path(model).name != model:
        raise ModelError(
            f"there is no model folder {model}; give the folder that holds {_linear_weights.FILE}, or the name of a shipped model"
        )
    path = (folder or shipped(model)) / _linear_weights.FILE
    _same_themes(path, _linear_weights.read_header(path).themes, [theme.id for theme in themes])
    return LinearTagger(path, [theme.id for theme in themes], threshold_scale, max_themes)


def _same_themes(path: Path, trained: Sequence[str], wanted: Sequence[str]) -> None:
    unknown, untrained = sorted(set(trained) - set(wanted)), sorted(set(wanted) - set(trained))
    wrong = []
    if unknown:
        wrong.append(f"the weights know {', '.join(unknown)}, the taxonomy does not")
    if untrained:
        wrong.append(f"the taxonomy has {', '.join(untrained)}, the weights do not")
    if wrong:
        raise ModelError(
            f"{path}: {'; '.join(wrong)}. Use the taxonomy that the weights were trained for, "
            "train new weights with scripts/train_tagger.py, or tag with family: keywords, which needs no training"
        )


class LinearTagger:
    """A ThemeTagger; the weights are read on the first call of `tag` or `probabilities`."""

    def __init__(self, path: Path, themes: Sequence[str], threshold_scale: float, max_themes: int) -> None:
        self._path, self._order = path, {theme: place for place, theme in enumerate(themes)}
        self._scale, self._max = threshold_scale, max_themes

    @cached_property
    def _weights(self) -> _linear_weights.LinearWeights:
        return _linear_weights.load(self._path)

    @cached_property
    def _index(self) -> NgramIndex:
        return NgramIndex(self._weights.vocabulary)

    @cached_property
    def _sha256(self) -> str:
        return hashlib.sha256(self._path.read_bytes()).hexdigest()

    def info(self) -> ModelInfo:
        """Identity of the weights."""
        return ModelInfo(f"eduwire/{self._path.parent.name}", "linear", "1", self._sha256, "CC-BY-4.0")

    def signature(self) -> Mapping[str, Json]:
        """Weights hash and options."""
        return {"family": "linear", "sha256": self._sha256, "threshold_scale": self._scale, "max_themes": self._max}

    def tag(self, documents: Sequence[Document]) -> Sequence[Sequence[ThemeScore]]:
        """The themes that pass, highest probability first; evidence holds the strongest sentence first. Empty where nothing passes."""
        return [self._tag(document) for document in documents]

    def probabilities(self, document: Document) -> Mapping[str, float]:
        """The calibrated probability of every theme, also of those that do not pass; zero for all where no n-gram is known."""
        chances, *_ = self._read(document)
        return dict(zip(self._weights.themes, (float(chance) for chance in chances), strict=True))

    def _tag(self, document: Document) -> tuple[ThemeScore, ...]:
        chances, sentences, shares = self._read(document)
        passing = self._passing(chances)
        return tuple(
            ThemeScore(self._weights.themes[theme], float(chances[theme]), self._evidence(sentences, shares, theme)) for theme in passing
        )

    def _passing(self, chances: Floats) -> list[int]:
        weights = self._weights
        ranked = sorted(range(len(chances)), key=lambda theme: (-chances[theme], self._order[weights.themes[theme]]))
        limits = [self._scale * float(weights.thresholds[theme]) for theme in ranked]
        limits[0] = min(limits[0], self._scale * weights.top_threshold)
        return [theme for theme, limit in zip(ranked, limits, strict=True) if chances[theme] >= limit and chances[theme] > 0][: self._max]

    def _read(self, document: Document) -> tuple[Floats, list[npt.NDArray[np.int64]], Floats]:
        """Probabilities; the n-grams of each sentence; and for each n-gram of the vocabulary what one occurrence adds to the features."""
        import numpy as np

        weights, index = self._weights, self._index
        sentences = [index.ids(sentence) for sentence in document.sentences]
        headline = [index.ids(document.headline)] * weights.headline_repeats if document.headline else []
        counts = np.bincount(np.concatenate([np.empty(0, dtype=np.int64), *headline, *sentences]), minlength=len(index))
        present = np.flatnonzero(counts)
        shares = np.zeros(len(index))
        if not len(present):
            return np.zeros(len(weights.themes)), sentences, shares
        features = (1.0 + np.log(counts[present])) * weights.idf[present]
        features /= np.sqrt(features @ features)
        scores = features @ weights.coefficients[present] + weights.intercept
        shares[present] = features / counts[present]
        return 1.0 / (1.0 + np.exp(-(weights.slope * scores + weights.offset))), sentences, shares

    def _evidence(self, sentences: Sequence[npt.NDArray[np.int64]], shares: Floats, theme: int) -> tuple[int, ...]:
        """An n-gram's part of the score is divided evenly over its occurrences; a sentence's part is the sum of its occurrences'."""
        column = self._weights.coefficients[:, theme]
        parts = [float(shares[ids] @ column[ids]) for ids in sentences]
        strongest = sorted(range(len(parts)), key=lambda place: (-parts[place], place))[:EVIDENCE]
        return tuple(place for place in strongest if parts[place] > 0)

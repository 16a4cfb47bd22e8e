"""The transparent theme tagger: it counts the taxonomy's cues. Nothing is trained; a changed themes.yaml changes what it finds.

A cue's mentions saturate: n mentions are worth `1 - 2 ** -n`, so that one word said ten times does not outweigh two different words.
A mention in the headline counts as two. The worths of a theme's cues are summed to a strength, and `strength / (strength + 1)` is
the score: 0 without a cue, 0.33 for one mention of one cue, 0.5 for two cues mentioned once, 0.75 for three or four cues that recur.
The score orders themes and is compared with a threshold; it is not a probability.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, ThemeDefinition, ThemeScore
from models.themes._cues import CueFinder

EVIDENCE = 3
"""How many sentences a theme is shown with at most."""
HEADLINE_COUNT = 2
THRESHOLD = 0.4
"""Reached by one cue said in the headline or twice, or by two cues; of 0.4 to 0.7 the best micro-F1 on the train split."""


def build(
    *, themes: Sequence[ThemeDefinition], model: str | None = None, threshold_scale: float = 1.0, max_themes: int = 3
) -> KeywordTagger:
    """The tagger of a taxonomy. `model` is taken so that only the family need be changed in a config; this family has no weights.

    Raises ModelError for an empty taxonomy and for options out of range.
    """
    del model
    if not themes:
        raise ModelError("the keyword tagger needs at least one theme; the taxonomy is empty")
    if not threshold_scale > 0:
        raise ModelError(f"threshold_scale must be above 0, not {threshold_scale}; 1 keeps the threshold of {THRESHOLD}")
    if max_themes < 1:
        raise ModelError(f"max_themes must be at least 1, not {max_themes}")
    return KeywordTagger(themes, THRESHOLD * threshold_scale, max_themes)


class KeywordTagger:
    """A ThemeTagger that counts cues."""

    def __init__(self, themes: Sequence[ThemeDefinition], threshold: float, max_themes: int) -> None:
        self._themes, self._threshold, self._max = tuple(themes), threshold, max_themes
        self._finder = CueFinder((cue, place) for place, theme in enumerate(themes) for cue in theme.cues)
        cues = json.dumps([(theme.id, theme.cues) for theme in themes], ensure_ascii=False)
        self._sha256 = hashlib.sha256(cues.encode("utf-8")).hexdigest()

    def info(self) -> ModelInfo:
        """`sha256` is of the taxonomy's ids and cues, the only thing that this family reads."""
        return ModelInfo("eduwire/themes-keywords", "keywords", "1", self._sha256, "Apache-2.0")

    def signature(self) -> Mapping[str, Json]:
        """Hash of the cues and options."""
        return {"family": "keywords", "sha256": self._sha256, "threshold": self._threshold, "max_themes": self._max}

    def tag(self, documents: Sequence[Document]) -> Sequence[Sequence[ThemeScore]]:
        """The themes that pass, highest score first; evidence holds the sentence with most cues first. Empty where nothing passes."""
        return [tuple(self._tag(document)) for document in documents]

    def _tag(self, document: Document) -> Iterator[ThemeScore]:
        mentions: list[Counter[str]] = [Counter() for _ in self._themes]
        places: list[Counter[int]] = [Counter() for _ in self._themes]
        for cue, theme in self._finder.find(document.headline or ""):
            mentions[theme][cue] += HEADLINE_COUNT
        for place, sentence in enumerate(document.sentences):
            for cue, theme in self._finder.find(sentence):
                mentions[theme][cue] += 1
                places[theme][place] += 1
        strengths = [sum(1 - 2.0**-count for count in counted.values()) for counted in mentions]
        scores = [strength / (strength + 1) for strength in strengths]
        ranked = sorted(range(len(scores)), key=lambda theme: (-scores[theme], theme))
        for theme in ranked[: self._max]:
            if scores[theme] >= self._threshold and scores[theme] > 0:
                strongest = sorted(places[theme], key=lambda place: (-places[theme][place], place))
                yield ThemeScore(self._themes[theme].id, scores[theme], tuple(strongest[:EVIDENCE]))

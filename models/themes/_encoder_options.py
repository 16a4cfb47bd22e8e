"""Options and choices that the taggers on encoders share."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence

from models.errors import ModelError
from models.interfaces import ThemeDefinition

log = logging.getLogger(__name__)

EVIDENCE = 3
"""How many sentences a theme is shown with at most."""
DECIMALS = 6
"""Scores are rounded before they are compared: in another batch the last bits of a float32 differ."""
UNREADABLE = 0.5
"""Share of unknown pieces from which a model is said not to read a text, Korean with an English model say."""


def checked(family: str, themes: Sequence[ThemeDefinition], threshold: float, threshold_scale: float, max_themes: int) -> float:
    """The threshold, scaled. Raises ModelError for an empty taxonomy and for options out of range."""
    if not themes:
        raise ModelError(f"the family {family} needs at least one theme; the taxonomy is empty")
    if not 0 < threshold < 1:
        raise ModelError(f"threshold must be between 0 and 1, not {threshold}")
    if not threshold_scale > 0:
        raise ModelError(f"threshold_scale must be above 0, not {threshold_scale}; 1 keeps the threshold of {threshold}")
    if max_themes < 1:
        raise ModelError(f"max_themes must be at least 1, not {max_themes}")
    return threshold * threshold_scale


def passing(scores: Mapping[int, float], threshold: float, max_themes: int) -> list[int]:
    """The places of the themes that reach the threshold, highest score first, equal ones in the taxonomy's order."""
    ranked = sorted(scores, key=lambda theme: (-scores[theme], theme))
    return [theme for theme in ranked if scores[theme] >= threshold][:max_themes]


def strongest(parts: Mapping[int, float], least: float) -> tuple[int, ...]:
    """The sentences (by place) that speak most for a theme, strongest first, of those that reach `least`."""
    ranked = sorted(parts, key=lambda place: (-parts[place], place))
    return tuple(place for place in ranked if parts[place] >= least)[:EVIDENCE]


def taxonomy_hash(themes: Sequence[ThemeDefinition]) -> str:
    """SHA-256 of all that the taxonomy says."""
    said = [(theme.id, theme.name_en, theme.name_ko, theme.definition, theme.cues) for theme in themes]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def check_finite(finite: bool, name: str) -> None:
    """Raises ModelError where a model gives numbers that are none: they would pass for an article without themes."""
    if not finite:
        raise ModelError(f"{name} gives outputs that are no numbers (NaN or infinite): set compute_type: float32, or copy its folder again")


def warn_unread(unread: int, articles: int, name: str) -> None:
    """Says how many articles have no themes because the model cannot read them; nothing where it reads all."""
    if unread:
        log.warning(
            "%d of %d articles cannot be read by %s: its tokenizer does not know their letters, so they get no themes; "
            "name a model for their language",
            unread,
            articles,
            name,
        )

"""Documents that the tests of every tagger on an encoder read, and what a tagger says of them."""

from __future__ import annotations

from typing import Any

from models.interfaces import ThemeTagger
from tests.themes.conftest import document
from tests.themes.tiny_encoders import TEXTS

RAIN, VIOLENCE, OPENING, LESSONS = TEXTS[5], TEXTS[4], TEXTS[3], TEXTS[6]
DOCUMENTS = [
    document("학교폭력 예방", [OPENING, VIOLENCE, RAIN]),
    document(None, [LESSONS]),
    document("대학 등록금", []),
    document(None, [OPENING, LESSONS, VIOLENCE, RAIN] * 3),
    document("비", [RAIN]),
]


def scores(model: ThemeTagger, *documents: Any) -> list[dict[str, float]]:
    return [{theme.id: theme.score for theme in found} for found in model.tag(documents)]

from __future__ import annotations

import pytest

from models.interfaces import Hypothesis
from pipeline.piecewise import joined


@pytest.mark.parametrize(
    ("parts", "english"),
    [
        (["It builds.", "It takes 19 children."], "It builds. It takes 19 children."),
        (["The audit on the 13th", "At the audit, it failed."], "The audit on the 13th, at the audit, it failed."),
        (["Students came to Daejeon", "", "Seoul follows."], "Students came to Daejeon, Seoul follows."),
        (["", "It rained."], "It rained."),
        (["", ""], ""),
    ],
)
def test_pieces_are_one_sentence_where_the_first_does_not_end_one(parts: list[str], english: str) -> None:
    assert joined([Hypothesis(part, -0.2) for part in parts]).text == english

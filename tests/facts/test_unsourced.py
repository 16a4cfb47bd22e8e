from __future__ import annotations

import pytest

from pipeline.facts import recognize
from pipeline.facts.unsourced import unsourced


@pytest.mark.parametrize(
    ("korean", "english", "expected"),
    [
        ("학생 39명이 120억 원을 받았다.", "Thirty-nine students received 12 billion won.", []),
        ("학생 39명이 받았다.", "Thirty-nine students received 12 billion won.", ["12 billion"]),
        ("올해 3월 6일 열렸다.", "It opened on March 6 this year, in April.", ["April"]),
        ("오후 3시에 모였다.", "They gathered at 3 p.m. and at 4 p.m.", ["4 p.m."]),
        ("한 학생이 말했다.", "One student said it twice, another said it first.", []),
        ("K-9 자주포", "The K-9 howitzer", []),
        ("", "", []),
    ],
)
def test_mentions_that_nothing_in_the_korean_stands_behind(korean: str, english: str, expected: list[str]) -> None:
    assert [english[one.start : one.end] for one in unsourced(korean, recognize(korean), english)] == expected

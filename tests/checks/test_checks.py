from __future__ import annotations

import pytest

from pipeline.checks import check


@pytest.mark.parametrize(
    ("korean", "english", "kind", "severity", "target"),
    [
        ("학교가 문을 연다.", "", "untranslated", "critical", None),
        ("학교가 문을 연다.", "학교가 문을 연다.", "untranslated", "critical", (0, 10)),
        ("한빛초가 문을 연다.", "The 한빛초 opens its doors.", "untranslated", "major", (4, 7)),
        ("학교(초등)가 문을 연다.", "The school (elementary opens.", "typographical", "minor", (11, 12)),
        ('"좋다"고 말했다.', 'He said, "Good.', "typographical", "minor", (9, 10)),
        ("“좋다”고 말했다.", "He said it was good.", "omission", "major", None),
        ("학교는 문을 열었고 학생들은 모두 강당에 모였다.", "The school opened.", "omission", "major", None),
    ],
)
def test_an_error_is_found_once(korean: str, english: str, kind: str, severity: str, target: tuple[int, int] | None) -> None:
    (found,) = check(korean, english)
    assert (found.kind, found.severity, found.target_span) == (kind, severity, target)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("한빛초가 문을 연다.", "Hanbit (한빛) Elementary School opens."),
        ("“좋다.", "“Good."),
        ("", ""),
        ("1 + 1 = 2", "1 + 1 = 2"),
    ],
)
def test_what_is_right_is_left_alone(korean: str, english: str) -> None:
    assert check(korean, english) == ()

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.segmentation import split_clauses


def at_most(limit: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= limit


def test_a_text_that_fits_is_left_alone() -> None:
    assert split_clauses("학교는 문을 열었고, 학생은 모였다.", at_most(30)) == ["학교는 문을 열었고, 학생은 모였다."]
    assert split_clauses("", at_most(5)) == []


@pytest.mark.parametrize(
    ("case", "limit"),
    [
        ("학교는 새 교실을 열었고, |학생은 그곳에서 책을 읽었다.", 20),
        ("학교는 새 교실을 지었으며 |학생은 그곳에서 책을 읽는다.", 20),
        ("비가 많이 내렸지만 |학생들은 모두 운동장에 모였다.", 20),
        ("버스가 하루 두 번만 다니는데 |아이들은 걸어서 학교에 온다.", 20),
        ("아침에 창을 열면서 |아이들은 큰 소리로 노래를 불렀다.", 22),
        ("접수는 오늘까지; |발표는 다음 주 화요일에 한다.", 20),
        ("교사는 “아이들이 웃는다”며 |“그것으로 충분하다”고 말했다.", 20),
        ("교사는 책을 읽고 있었고 |아이들은 그림을 그리고 있었다.", 20),
        ("사고 조사 보고서를 오늘 내고 |내일 그 내용을 다시 본다.", 20),
    ],
)
def test_cuts_at_the_clause_border(case: str, limit: int) -> None:
    assert split_clauses(case.replace("|", ""), at_most(limit)) == case.split("|")


@pytest.mark.parametrize(
    ("text", "limit", "whole"),
    [
        ("올해 학교 예산은 모두 1,234,567원 정도로 정해졌다", 18, "1,234,567원"),
        ("새로운 규칙은 2025. 10. 27. 아침부터 시행한다", 18, "2025. 10. 27."),
        ("학교 선생님은 (어제 온 사람) 함께 앉았다", 16, "(어제 온 사람)"),
        ("모두가 함께 ‘작은 마을 학교’ 행사를 열었다", 16, "‘작은 마을 학교’"),
        ("오늘 그 학교는 오전 10시 30분 수업을 시작한다", 17, "오전 10시 30분"),
    ],
)
def test_numbers_dates_brackets_and_short_quotations_stay_whole(text: str, limit: int, whole: str) -> None:
    pieces = split_clauses(text, at_most(limit))
    assert len(pieces) > 1
    assert any(whole in piece for piece in pieces)


def test_pieces_are_balanced_rather_than_greedy() -> None:
    text = "가나다라, " * 21
    pieces = split_clauses(text.strip(), at_most(100))
    assert len(pieces) == 2
    assert abs(len(pieces[0]) - len(pieces[1])) <= 6


def test_a_sentence_of_4000_characters_without_a_full_stop() -> None:
    text = ("교육청은 학교를 돕고 교사는 수업을 열며 학생은 책을 읽는데 " * 130)[:4000]
    pieces = split_clauses(text, at_most(120))
    assert "".join(pieces) == text
    assert all(40 <= len(piece) <= 120 for piece in pieces)
    assert all(piece.rstrip().endswith(("고", "며", "데")) for piece in pieces[:-1])


def test_text_without_spaces_is_cut_near_the_middle_but_not_through_a_character() -> None:
    pieces = split_clauses("가나다라마" * 200, at_most(70))
    assert all(len(piece) <= 70 for piece in pieces)
    assert min(map(len, pieces)) >= 30
    family = "👨‍👩‍👧"
    assert all(piece.count(family) * len(family) == len(piece) for piece in split_clauses(family * 40, at_most(50)))


def test_a_single_character_that_does_not_fit_is_returned() -> None:
    assert split_clauses("가나", lambda text: False) == ["가", "나"]


@pytest.mark.parametrize("unit", ["가", "가 ", "가,", "1", "((", '"', "했고 ", "“가” ", " ", "a"])
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    started = time.process_time()
    assert "".join(split_clauses(text, at_most(100))) == text
    assert time.process_time() - started < 5

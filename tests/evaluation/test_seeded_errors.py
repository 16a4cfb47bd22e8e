"""Seeded errors are real, are one each, and are the same for the same seed; an error counts as caught by a new finding alone."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.evaluation.references import Pair
from pipeline.evaluation.seeded_errors import KINDS, SeededError, is_caught, seeded_errors
from pipeline.records import Finding

BY_NAME = {kind.name: kind for kind in KINDS}


def seeded(kind: str, korean: str, english: str, seed: int = 0) -> str | None:
    return BY_NAME[kind].seed(Pair(korean, english, "paragraph"), Random(seed))


RICH = Pair(
    "김대중 교육감은 27일 “전남교육청은 학생 120명을 지원하지 않았다”며 교육부 예산이 늘었다고 말했다.",
    'Superintendent Kim Daejung said on the 27th, "The Jeonnam Provincial Office of Education did not support 120 students," '
    "adding that funds from the Ministry of Education for the schools had increased by a lot, and parents were told by letter last week.",
    "paragraph",
)


@pytest.mark.parametrize("kind", BY_NAME)
def test_every_kind_finds_its_place_in_a_rich_sentence(kind: str) -> None:
    changed = BY_NAME[kind].seed(RICH, Random(1))
    assert changed is not None
    assert changed != RICH.english


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_number_is_no_date_year_or_part_of_a_name(seed: int) -> None:
    english = "On October 27, 2024, COVID-19 kept 3D labs at 40 schools shut from 10:30 on the 5th."
    changed = seeded("number changed", "학교 40곳", english, seed)
    assert changed is not None
    before, after = english.split(" 40 ")
    assert changed.startswith(before)
    assert changed.endswith(after)
    assert changed != english


@pytest.mark.parametrize("seed", range(20))
def test_an_altered_name_is_no_other_spelling_of_the_same_name(seed: int) -> None:
    changed = seeded("name altered", "박민정 교사는 웃었다.", "Teacher Park Min-jung smiled.", seed)
    assert changed is not None
    assert changed.lower().replace("-", "") not in {
        f"teacher {one} minj{two}ng smiled." for one in ("park", "pak", "bak") for two in ("u", "eo")
    }


def test_words_that_only_look_like_a_name_are_left() -> None:
    assert seeded("name altered", "서울 공원에서 만났다.", "They met at Park Avenue.") is None


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("그뿐만 아니라 책도 샀다.", "They bought not only pens but also books."),
        ("올지 안 올지 모른다.", "It is unclear whether or not they come."),
    ],
)
def test_what_negates_nothing_is_not_flipped(korean: str, english: str) -> None:
    assert seeded("negation flipped", korean, english) is None


def test_negation_is_taken_out_or_put_in() -> None:
    assert seeded("negation flipped", "학교는 열지 않았다.", "The school did not open.") == "The school did open."
    assert seeded("negation flipped", "학교는 문을 열 예정이다.", "The school will open.") == "The school will not open."


def test_direction_needs_one_in_the_korean() -> None:
    assert seeded("direction flipped", "학생이 줄었다.", "Enrollment fell.") == "Enrollment rose."
    assert seeded("direction flipped", "밤이 왔다.", "Night fell.") is None


def test_a_short_remark_is_no_clause() -> None:
    assert (
        seeded("clause dropped", "학교가 문을 열었고 모두 기뻐했다.", "The school opened its doors again today, and all were happy.")
        is None
    )


def test_a_dropped_quotation_leaves_the_speaker() -> None:
    english = '"We will not close the school this year," said Principal Kim.'
    assert seeded("quotation dropped", "김 교장은 “올해 폐교하지 않겠다”고 말했다.", english) == "Principal Kim said."


def test_the_same_seed_gives_the_same_errors() -> None:
    pairs = [RICH, Pair("학생 30명이 왔다.", "The 30 students came.", "paragraph")]
    assert seeded_errors(pairs, per_kind=2, seed=3) == seeded_errors(pairs, per_kind=2, seed=3)
    assert max(sum(one.kind is kind for one in seeded_errors(pairs, per_kind=1)) for kind in KINDS) == 1


def test_only_a_new_finding_catches_an_error() -> None:
    error = SeededError(KINDS[0], Pair("가", "a 1", "paragraph"), "a 2")
    old = Finding("numbers", "major", "old")
    assert not is_caught(error, lambda korean, english: [old])
    assert is_caught(error, lambda korean, english: [old, Finding("numbers", "major", "new")] if english == "a 2" else [old])

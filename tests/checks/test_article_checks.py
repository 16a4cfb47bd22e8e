from __future__ import annotations

from pipeline.checks.findings import all_findings
from pipeline.checks.pair import paired
from pipeline.checks.whole import Checked


def checked(*pairs: tuple[str, str], summary: tuple[tuple[str, tuple[int, ...]], ...] = ()) -> tuple[list[list[str]], list[str]]:
    segments, whole = all_findings(Checked(tuple(paired(*pair) for pair in pairs), summary))
    return [[name for name, _ in found] for found in segments], [one.message for _, one in whole]


def test_the_same_korean_in_other_words_is_told_at_the_later_place() -> None:
    segments, _ = checked(("비가 왔다.", "It rained."), ("해가 떴다.", "The sun rose."), ("비가 왔다.", "Rain fell."))
    assert segments == [[], [], ["same_source"]]
    assert checked(("비가 왔다.", "It rained."), ("비가  왔다.", "It rained."))[0] == [[], []]


def test_one_name_in_two_spellings_is_told() -> None:
    segments, _ = checked(("김민수 교장이 왔다.", "Principal Kim Minsu came."), ("김민수 교장이 갔다.", "Principal Kim Minsoo left."))
    assert segments == [[], ["name_spelling"]]
    again = checked(("김민수 교장이 왔다.", "Principal Kim Min-su came."), ("김민수 교장이 갔다.", "Kim Minsu, the principal, left."))
    assert again[0] == [[], []]


def test_a_summary_is_held_to_the_sentences_that_it_cites() -> None:
    pairs = (("학생 350명이 왔다.", "Some 350 students came."), ("교사 20명이 갔다.", "Twenty teachers left."))
    assert checked(*pairs, summary=(("Some 350 students came.", (0,)),))[1] == []
    (told,) = checked(*pairs, summary=(("It rained.", (0,)), ("Some 350 students came.", (1,))))[1]
    assert told == "summary, sentence 2: 350 is not in the Korean that it cites"
    (named,) = checked(*pairs, summary=(("Kim Minsu came with 350 students.", (0,)),))[1]
    assert "Kim Minsu" in named


def test_a_korean_summary_is_held_to_its_sentences() -> None:
    pairs = (paired("김민수 교장이 350명을 만났다.", "Principal Kim Minsu met 350."), paired("교사 20명이 갔다.", "Twenty teachers left."))
    summary = (("김민수 교장이 350명을 만났다.", (0,)), ("이민호 교장이 3만5천 명을 만났다.", (0,)), ("교사 스무 명이 갔다.", (1,)))
    _, whole = all_findings(Checked(pairs, summary, "ko"))
    assert [one.message for _, one in whole] == [
        "summary, sentence 2: 3만5천 is not in the Korean that it cites",
        "summary, sentence 2: 이민호 교장 is not in the Korean that it cites",
    ]

from pathlib import Path

import pytest

from pipeline.facts import Fact, recognize
from pipeline.facts.labelled import Tally, read_labelled, score
from pipeline.facts.recognizing import NUMBERS_AND_DATES

LABELLED = Path(__file__).resolve().parents[2] / "data" / "facts" / "numbers.tsv"


def found(text: str) -> list[Fact]:
    return list(recognize(text, recognizers=NUMBERS_AND_DATES))


def test_labelled_expressions_are_recognized_and_rendered() -> None:
    sentences = read_labelled(LABELLED)
    assert sum(len(sentence.labels) for sentence in sentences) >= 350
    tallies, errors = score(sentences, NUMBERS_AND_DATES)
    total = sum(tallies.values(), Tally())
    assert total.precision >= 0.97, errors
    assert total.recall >= 0.97, errors
    assert total.accuracy >= 0.97, errors


@pytest.mark.parametrize(
    ("text", "expression", "kind", "rendering"),
    [
        ("학생 3만5천여 명이 왔다.", "3만5천여 명", "number", "more than 35,000"),
        ("예산 1조 2천억 원을 짰다.", "1조 2천억 원", "money", "1.2 trillion won"),
        ("스물세 명이 남았다.", "스물세 명", "number", "23"),
        ("두세 번 물었다.", "두세 번", "number", "two or three"),
        ("만 14세 미만은 안 된다.", "만 14세 미만", "number", "under 14"),
        ("12.4%포인트 올랐다.", "12.4%포인트", "percent", "12.4 percentage points"),
        ("경쟁률은 5.6대 1이다.", "5.6대 1", "score", "5.6 to 1"),
        ("3분의 1로 줄었다.", "3분의 1", "number", "a third"),
        ("두 배로 늘었다.", "두 배", "number", "double"),
        ("주 2회 모인다.", "주 2회", "number", "twice a week"),
        ("제28회 대회가 열렸다.", "제28회", "ordinal", "28th"),
        ("２만 명이 왔다.", "２만 명", "number", "20,000"),
        ("서해5도 주민이 왔다.", "5", "number", "five"),
        ("2022 개정 교육과정이다.", "2022", "number", "2022"),
        ("교육기본법 제6조다.", "제6조", "ordinal", "sixth"),
    ],
)
def test_a_number_and_its_first_rendering(text: str, expression: str, kind: str, rendering: str) -> None:
    assert [(fact.text, fact.kind, fact.renderings[0]) for fact in found(text)] == [(expression, kind, rendering)]


@pytest.mark.parametrize(
    "text",
    [
        "한국의 하나고는 두루 세계를 향한다.",
        "네이버와 이천시의 만남이 일만 남겼다.",
        "천안과 백제, 조선의 억울한 사연이다.",
        "구두와 사과, 오늘의 이상 기후다.",
        "F-16과 K-팝, GPT-4, A4 용지, 5G를 다룬다.",
        "만세를 부르고 천막을 쳤다.",
        "한시름 덜고 한시적으로 세시풍속을 배웠다.",
        "학생 수만 줄고 조사원이 늘었다.",
    ],
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "switched"),
    [
        ("120억 원", "12 billion원"),
        ("3만5천여 명", "35,000여 명"),
        ("1조 2천억 원", "1.2 trillion원"),
        ("1천200편", "1,200편"),
        ("162만 7천여 명", "1,627,000여 명"),
        ("약 3만 명", "약 30,000명"),
        ("20만~30만 원", "200,000~300,000원"),
        ("3천 년", "3,000년"),
    ],
)
def test_insert_is_what_the_model_was_trained_on(text: str, switched: str) -> None:
    assert [fact.insert for fact in found(text)] == [switched]


@pytest.mark.parametrize("text", ["35명", "수백 명", "스물세 명", "10~20만 원", "1천여억 원", "제6조", "27일", "오만 원"])
def test_insert_leaves_korean_what_training_left(text: str) -> None:
    facts = found(text)
    assert facts
    assert all(fact.insert is None for fact in facts)


def test_a_team_is_no_trillion() -> None:
    assert [fact.text for fact in found("3인 1조로 일했다.")] == ["3인"]


def test_contacts_are_copied() -> None:
    facts = found("문의 061-260-0123, www.jne.go.kr 또는 edu@example.or.kr, https://a.go.kr/b?c=1.")
    assert [(fact.kind, fact.renderings) for fact in facts] == [
        ("phone", ("061-260-0123",)),
        ("url", ("www.jne.go.kr",)),
        ("email", ("edu@example.or.kr",)),
        ("url", ("https://a.go.kr/b?c=1",)),
    ]


def test_facts_do_not_overlap_and_the_longest_wins() -> None:
    facts = found("2시간 30분 동안 2025년 10월 27일 오후 2~4시 행사를 봤다.")
    assert [fact.text for fact in facts] == ["2시간 30분", "2025년 10월 27일", "오후 2~4시"]


def test_a_labelled_row_without_its_sentence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("origin\tkind\texpression\tenglish\tsentence\nhand\tnumber\t3명\tthree\t두 명이 왔다.\n", encoding="utf-8")
    with pytest.raises(Exception, match="line 2"):
        read_labelled(path)

"""Figures and signs that tempt: each is right or left alone, never mangled, in what is recognized and in what the model is given."""

from __future__ import annotations

import pytest

from pipeline.facts import recognize, verify
from pipeline.facts.insertions import in_english, switched


def told(text: str) -> list[tuple[str, str, str]]:
    return [(fact.kind, fact.text, fact.renderings[0] if fact.renderings else "") for fact in recognize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("행운의 숫자 1004를 골랐다.", [("number", "1004", "1004")]),
        ("문의는 061-260-0123, 1588-0000이다.", [("phone", "061-260-0123", "061-260-0123"), ("phone", "1588-0000", "1588-0000")]),
        ("담당자(010-1234-5678)에게 묻는다.", [("phone", "010-1234-5678", "010-1234-5678")]),
        ("5·18 기념재단과 만났다.", [("date", "5·18", "May 18")]),
        ("4·3과 6·25를 배운다.", [("date", "4·3", "April 3"), ("date", "6·25", "Korean War")]),
        ("3·1절에 모인다.", [("date", "3·1절", "March 1")]),
        ("9·11 테러를 다룬다.", [("date", "9·11", "September 11")]),
        ("1.5만 명이 왔다.", [("number", "1.5만 명", "15,000")]),
        ("2.75억 원을 썼다.", [("money", "2.75억 원", "275 million won")]),
        ("1980년과 2026학년도", [("date", "1980년", "1980"), ("date", "2026학년도", "2026 academic year")]),
        ("갤럭시 탭 S9, K2 전차, F-35, 챗GPT-4", []),
        ("3D 프린터와 A4 용지, No.1", []),
        ("만 5세 유아가 왔다.", [("number", "만 5세", "5 years old")]),
        ("여든두 살 할머니가 왔다.", [("number", "여든두 살", "82 years old")]),
        ("3-2, 25-23으로 이겼다.", [("score", "3-2", "3-2"), ("score", "25-23", "25-23")]),
        ("5-5로 비겼다.", [("score", "5-5", "5-5")]),
        ("Ⅲ급과 Ⅳ단계, 물리학Ⅱ", []),
        ("１２０명과 ３만５천 원", [("number", "１２０명", "120"), ("money", "３만５천 원", "35,000 won")]),
        ("2-1반이 이겼다.", [("number", "2-1반", "2-1")]),
        ("2-3명이 남았다.", [("number", "2-3명", "two to three")]),
        ("00초등학교와 ○○초가 만났다.", [("number", "00", "")]),
        ("007 작전과 3.0.1 버전", [("number", "007", "007"), ("number", "3.0.1", "3.0.1")]),
        ("제2024-35호로 고시했다.", [("number", "제2024-35호", "No. 2024-35")]),
        ("주소는 12-3번지다.", [("number", "12-3번지", "12-3")]),
        ("1,2,3위를 가렸다.", [("number", "1,2,3", "1,2,3")]),
        ("학생의 1/3로 줄었다.", [("number", "1/3", "1/3")]),
        ("20-20-20 규칙을 지킨다.", [("number", "20-20-20", "20-20-20")]),
    ],
)
def test_right_or_left_alone(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one for one in told(text) if one[0] not in ("term", "place")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "문의는 061-260-0123, 누리집은 www.jne.go.kr이다.",
        "갤럭시 탭 S9, K2 전차, F-35, 챗GPT-4",
        "3-2, 25-23으로 이겼다.",
        "Ⅲ급과 Ⅳ단계, 물리학Ⅱ",
        "00초등학교와 ○○초",
        "007 작전과 3.0.1 버전",
        "192.168.0.1에 접속한다.",
        "1,2,3위를 가렸다.",
        "20-20-20 규칙을 지킨다.",
        "학생의 1/3로 줄었다.",
    ],
)
def test_the_source_for_the_model_is_not_touched(text: str) -> None:
    facts = recognize(text)
    assert switched(text, facts) == text
    assert in_english(text, facts) == text


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("학생의 1/3로 줄었다.", "It fell to a third of the students."),
        ("9·11 테러를 다룬다.", "It covers the 9/11 attacks."),
        ("1,2,3위를 가렸다.", "First, second and third places were decided."),
        ("007 작전 같았다.", "It was like a 007 operation."),
        ("2-1반이 이겼다.", "Class 2-1 won."),
        ("제2024-35호로 고시했다.", "It was announced as Notice 2024-35."),
        ("00초등학교가 열렸다.", "The school opened."),
    ],
)
def test_what_people_write_for_it_is_accepted(korean: str, english: str) -> None:
    assert [verify(fact, english) for fact in recognize(korean) if fact.kind in ("number", "date", "score")].count("ok") >= 1
    assert not [fact for fact in recognize(korean) if fact.kind in ("number", "date", "score") and verify(fact, english) != "ok"]


def test_another_score_is_reported() -> None:
    (score,) = [fact for fact in recognize("결승에서 3-2로 이겼다.") if fact.kind == "score"]
    assert verify(score, "They won the final 3-1.") != "ok"

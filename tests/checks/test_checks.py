from __future__ import annotations

import pytest

from pipeline.checks.pairs import pair_findings
from pipeline.checks.registry import article_checks, sentence_checks
from pipeline.checks.settings import KINDS, Settings, check_names, unknown_names
from pipeline.facts.findings import FINDING_KINDS


@pytest.mark.parametrize(
    ("korean", "english", "kind", "severity", "target"),
    [
        ("학교가 문을 연다.", "", "untranslated", "critical", None),
        ("학교가 문을 연다.", "학교가 문을 연다.", "untranslated", "critical", (0, 10)),
        ("새 도서관이 문을 연다.", "The new 도서관 opens its doors.", "untranslated", "major", (8, 11)),
        ("학교(초등)가 문을 연다.", "The school (elementary opens.", "typographical", "minor", (11, 12)),
        ('"좋다"고 말했다.', 'He said, "Good.', "typographical", "minor", (9, 10)),
        ("“좋다”고 말했다.", "He said it was good.", "omission", "major", None),
        ("학교는 문을 열었고 학부모들은 모두 강당에 모여 이야기를 나누었다.", "The school opened.", "omission", "major", (0, 18)),
        ("학교가 문을 연다.", "The school opens. The school opens.", "duplication", "major", (0, 35)),
        (
            "비가 온다.",
            "It rains, and the teachers of it came to see it. Nobody left. It rains, and the teachers of it came to see it.",
            "duplication",
            "major",
            (61, 110),
        ),
        ("학생이 많이 왔다.", "Many students, 47 of them, came.", "numbers", "major", (15, 17)),
        ("김민수 교장이 왔다.", "Principal Kim Minho came.", "inconsistent-entities", "major", None),
        ("도현숙 시인이 왔다.", "The poet Seo Hyeonsuk came.", "inconsistent-entities", "major", (9, 21)),
        ("나주시가 학교를 지었다.", "The city of Mokpo built a school.", "inconsistent-entities", "major", None),
        ("법무부가 답했다.", "The Ministry of Education answered.", "inconsistent-entities", "major", None),
        ("예산이 늘었다.", "The high school credit system grew.", "terminology", "major", (4, 29)),
        ("학교는 문을 열지 않았다.", "The school opened.", "mistranslation", "critical", None),
        ("학교는 문을 열었다.", "The school did not open.", "mistranslation", "critical", (11, 18)),
        ("예산이 크게 늘었다.", "The budget fell sharply.", "mistranslation", "critical", (11, 15)),
        ("의원들은 개정안에 찬성했다.", "The members opposed the revision.", "mistranslation", "critical", (12, 19)),
        ("학생은 9만 명 가까이 줄었다.", "Students fell by more than 90,000.", "mistranslation", "critical", (17, 33)),
        ("참가자는 3만 명을 넘는다.", "There were nearly 30,000 participants.", "mistranslation", "critical", (11, 24)),
        ("한 시간을 넘게 걸었다.", "They walked for less than one hour.", "mistranslation", "critical", (16, 25)),
        ("월 300만 원 미만 가구다.", "They earn more than 3 million won.", "mistranslation", "critical", None),
        ("비율이 0.9%포인트 낮아졌다.", "The share rose 0.9 percentage points.", "mistranslation", "critical", (10, 18)),
        ("재학생은 9.1% 늘고 졸업생은 줄었다.", "Students fell 9.1 percent as graduates fell.", "mistranslation", "critical", None),
        (
            "강화군이 가장 높고 옹진군이 가장 낮다.",
            "Ganghwa County was lowest, and Ongjin County lowest.",
            "mistranslation",
            "critical",
            (19, 25),
        ),
    ],
)
def test_an_error_is_found(korean: str, english: str, kind: str, severity: str, target: tuple[int, int] | None) -> None:
    found = [one for one in pair_findings(korean, english) if (one.kind, one.severity) == (kind, severity)]
    assert found, pair_findings(korean, english)
    assert kind in KINDS
    assert target is None or found[0].target_span == target


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("한빛초가 문을 연다.", "Hanbit (한빛) Elementary School opens."),
        ("“좋다.", "“Good."),
        ("", ""),
        ("1 + 1 = 2", "1 + 1 = 2"),
        ("학생 3만5천 명이 왔다.", "Some 35,000 students came."),
        ("고2 학생이 왔다.", "An 11th grader came."),
        ("코로나로 학교가 닫혔다.", "The school closed because of COVID-19."),
        ("두 학교가 모두 왔다.", "Both schools came."),
        ("학생은 무엇을 해야 할지 몰랐다.", "The student did not know what to do."),
        ("적지 않은 학생이 왔다.", "Many students came."),
        ("그 칸은 비어 있지 않았다.", "The box was not empty."),
        ("학교는 돈을 받지 않는다.", "The school is free of charge."),
        ("예산은 늘고 학생은 줄었다.", "The budget grew while student numbers fell."),
        ("백제의 나주가 보인다.", "Naju of Baekje is seen."),
        ("김민수 교장이 왔다.", "Principal Kim Minsoo came."),
        ("이순신 동상이 있다.", "There is a statue of Yi Sunsin."),
        ("담임이 왔다.", "The homeroom teacher came."),
        ("수도권에서 왔다.", "They came from the Seoul area."),
        ("강릉에서는 눈이 왔다.", "In Gangneung it snowed."),
        ("방학 동안 금지", "Ban During School Vacation"),
        ("월 300만 원 이상 가구다.", "They earn no less than 3 million won."),
        ("비율이 0.9%포인트 낮아졌다.", "The share went down 0.9 percentage points."),
        ("올해보다 1천509명 많다.", "It is 1,509 more than this year."),
        ("강화군이 가장 높고 옹진군이 가장 낮다.", "Ganghwa County was highest, and Ongjin County lowest."),
        ("공원에 달이 뜬다", "Moon Rise in Park Again"),
    ],
)
def test_what_is_right_is_left_alone(korean: str, english: str) -> None:
    assert pair_findings(korean, english) == ()


def test_a_changed_number_is_one_finding_with_both_places() -> None:
    (one,) = pair_findings("학생 350명이 왔다.", "Some 530 students came.")
    assert (one.message, one.source_span, one.target_span) == ("350명 is 530 in the translation: expected 350", (3, 7), (5, 8))
    several = pair_findings("학생 350명과 교사 20명이 왔다.", "Some 530 students and 40 teachers came.")
    assert {one.message.split(" is not")[0] for one in several} == {"530", "40", "350명", "20명"}


def test_a_direction_is_told_with_whole_words() -> None:
    (one,) = pair_findings("시장 재봉틀이 값을 반으로 깎았다", "Costs Up 340 Percent by Half", settings=Settings({"numbers": None}))
    assert one.message == "more or less: the Korean says “깎았다”, the translation “Up 340”"


def test_of_a_sentence_that_is_not_translated_nothing_else_is_told() -> None:
    (one,) = pair_findings("학생 350명이 “좋다”고 하지 않았다.", "")
    assert (one.kind, one.severity) == ("untranslated", "critical")


def test_a_severity_is_changed_or_switched_off_by_check_and_by_kind() -> None:
    pair = ("학교는 문을 열지 않았다.", "The school opened.")
    assert [one.severity for one in pair_findings(*pair, settings=Settings({"negation": "minor"}))] == ["minor"]
    assert [one.severity for one in pair_findings(*pair, settings=Settings({"mistranslation": "major", "negation": "minor"}))] == ["minor"]
    assert pair_findings(*pair, settings=Settings({"mistranslation": None})) == ()
    assert pair_findings(*pair, settings=Settings({"direction": None})) != ()


def test_a_name_that_is_no_check_is_told_with_the_nearest() -> None:
    (told,) = unknown_names({"negatoin": "minor", "negation": "minor", "numbers": None})
    assert "'negatoin' is no check; did you mean 'negation'" in told


def test_every_file_is_a_check_and_every_finding_has_a_known_kind() -> None:
    assert {"negation", "direction", "added_number", "unknown_name"} <= set(sentence_checks())
    assert set(article_checks()) == {"name_spelling", "same_source", "summary_sources"}
    assert set(check_names()) == {*sentence_checks(), *article_checks(), *KINDS}
    assert set(FINDING_KINDS.values()) <= set(KINDS)

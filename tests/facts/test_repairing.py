from __future__ import annotations

import pytest

from pipeline.facts import recognize
from pipeline.facts.losses import lost
from pipeline.facts.repairing import repaired


def repaired_text(korean: str, english: str) -> str:
    return repaired(korean, recognize(korean), english)[0]


@pytest.mark.parametrize(
    ("korean", "english", "right"),
    [
        ("신발장에 작은 운동화 열아홉 켤레가 남았다.", "Sixteen small sneakers remained.", "Nineteen small sneakers remained."),
        ("초등학생 39명이 다닌다.", "Thirty-five elementary school students attend.", "Thirty-nine elementary school students attend."),
        ("학생 39명이 다닌다.", "A total of 35 students attend.", "A total of 39 students attend."),
        ("기초 미달 비율은 11.4%였다.", "The share was 15.4 percent.", "The share was 11.4 percent."),
        ("예산은 514억 원이다.", "The budget is 11.4 billion won.", "The budget is 51.4 billion won."),
        ("교육청이 28일 집계했다.", "The office counted on the 23rd.", "The office counted on the 28th."),
        ("8월 4일과 6일에 연다.", "It opens on August 4 and August 9.", "It opens on August 4 and August 6."),
        ("지난해 12월 시작했다.", "It began last February.", "It began last December."),
        ("목요일에 모인다.", "They gather on Tuesdays.", "They gather on Thursdays."),
        ("4분 11초가 걸렸다.", "It took 4 minutes and 19 seconds.", "It took 4 minutes and 11 seconds."),
        ("오전 9시 30분에 시작한다.", "It starts at 9 a.m.", "It starts at 9:30 a.m."),
        ("쉰한 살의 신입생이다.", "A 50-year-old freshman.", "A 51-year-old freshman."),
        ("좌경미 씨가 말했다.", '"Yes," Jeon Gyeongmi said.', '"Yes," Jwa Gyeongmi said.'),
        ("영양군 수비면에 산다.", "He lives in Suji-myeon, Yeongyang.", "He lives in Subi-myeon, Yeongyang."),
    ],
)
def test_what_stands_without_a_source_gives_way_to_what_is_lost(korean: str, english: str, right: str) -> None:
    facts = recognize(korean)
    text, repairs = repaired(korean, facts, english)
    assert text == right
    assert not lost(facts, text)
    ((wrong, written),) = {(one.wrong, one.right) for one in repairs}
    assert english.replace(wrong, written) == right


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("학생 39명이 다닌다.", "A total of 39 students attend."),  # nothing is lost
        ("학생 39명이 다닌다.", "Many students attend."),  # nothing stands there instead
        ("학생 39명이 다닌다.", "Of 35 students 12 attend."),  # two that could be it
        ("학생 39명과 교사 12명이 다닌다.", "There are 35 of them."),  # two that are lost
        ("학생 39명이 다닌다.", "A total of 1,200 students attend."),  # no slip of the pen
        ("학생 39명이 다닌다.", "Students attend for 35 years."),  # another unit
        ("학생 39명이 다닌다.", "On the 19th students attend."),  # a day is no count
        ("열이틀을 만난다.", "They meet for 10 minutes."),  # minutes are no days
        ("예산은 514억 원이다.", "The budget is $11.4 billion."),  # another currency
        ("한글 자모 24자를 익히고 7대 5로 졌다.", "They learned the 24 letters and lost 6 to 4."),  # two values at once
        ("좌경미 씨가 말했다.", "Kim Sujin said yes."),  # another person
        ("좌경미 씨와 김수진 씨가 말했다.", "Jin Gyeongmi and Jeon Gyeongmi said so."),  # two like it
    ],
)
def test_nothing_is_put_anywhere_in_doubt(korean: str, english: str) -> None:
    assert repaired_text(korean, english) == english


def test_a_time_gets_no_half_of_the_day_that_the_korean_does_not_say() -> None:
    assert repaired_text("일곱 시 오십 분에 왔다.", "She came at 9:00 a.m.") == "She came at 7:50"


def test_several_sorts_are_put_right_one_after_another() -> None:
    korean = "지난해 12월 시범 운영한 8개 학교에서 109명이 도달했다."
    text, repairs = repaired(korean, recognize(korean), "At five schools that piloted last February, 109 reached it.")
    assert text == "At eight schools that piloted last December, 109 reached it."
    assert {one.fact.text for one in repairs} == {"8개", "지난해 12월"}


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("", ""),
        ("학생 39명", ""),
        ("", "35 students"),
        ("학생 39명이 다닌다.", "35" * 400),
        ("좌경미 씨", "Jwa"),
        ("1004번지 3.1절 5·18", "At 9:00:00 a.m. 1:5 p.m. 3.1.4"),
    ],
)
def test_odd_input_is_left_alone(korean: str, english: str) -> None:
    assert repaired_text(korean, english) == english

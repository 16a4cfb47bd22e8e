import pytest

from pipeline.facts import Fact, recognize
from pipeline.facts.recognizing import NUMBERS_AND_DATES


def only(text: str, published: str | None = None) -> Fact:
    facts = recognize(text, published=published, recognizers=NUMBERS_AND_DATES)
    assert len(facts) == 1, facts
    return facts[0]


@pytest.mark.parametrize(
    ("text", "published", "rendering"),
    [
        ("27일 밝혔다.", None, "the 27th"),
        ("27일 밝혔다.", "2025-10-28", "October 27"),
        ("지난 30일 밝혔다.", "2025-10-28", "September 30"),
        ("오는 3일 연다.", "2025-10-28", "November 3"),
        ("31일 밝혔다.", "2025-01-01", "December 31"),
        ("지난달 20일 열었다.", "2025-01-10", "December 20"),
        ("다음 달 7일 연다.", "2025-12-10", "January 7"),
        ("다음 달 7일 연다.", None, "the 7th"),
        ("2025년 10월 27일이다.", None, "October 27, 2025"),
        ("2025. 10. 27.이다.", None, "October 27, 2025"),
        ("2025-10-27이다.", None, "October 27, 2025"),
        ("내년 3월 연다.", None, "next March"),
        ("2026학년도에 쓴다.", None, "2026 academic year"),
        ("90년대 노래다.", None, "1990s"),
        ("2020년대에 지었다.", None, "2020s"),
        ("4분기 실적이다.", None, "fourth quarter"),
        ("상반기 실적이다.", None, "first half"),
        ("월요일에 만난다.", None, "Monday"),
        ("지난주 토요일에 왔다.", None, "last Saturday"),
        ("지난 주말 만났다.", None, "last weekend"),
        ("올가을 연다.", None, "this fall"),
        ("8월 5~7일 연다.", None, "August 5 to 7"),
        ("3·1절 행사다.", None, "March 1"),
    ],
)
def test_first_rendering_of_a_date(text: str, published: str | None, rendering: str) -> None:
    fact = only(text, published)
    assert (fact.kind, fact.renderings[0]) == ("date", rendering)


def test_a_resolved_day_keeps_its_literal_form() -> None:
    assert {"October 27", "Oct. 27", "the 27th", "Monday"} <= set(only("27일 밝혔다.", "2025-10-28").renderings)


def test_the_second_day_of_a_range_has_the_month_of_the_first() -> None:
    facts = recognize("9월 25일부터 26일까지 연다.", published="2025-10-28")
    assert [fact.renderings[0] for fact in facts] == ["September 25", "September 26"]


@pytest.mark.parametrize(
    ("text", "kind", "rendering"),
    [
        ("오전 10시 30분에 모인다.", "time", "10:30 a.m."),
        ("밤 9시에 닫는다.", "time", "9 p.m."),
        ("낮 12시에 먹는다.", "time", "noon"),
        ("밤 12시에 닫는다.", "time", "midnight"),
        ("오후 12시 30분에 본다.", "time", "12:30 p.m."),
        ("새벽 5시에 연다.", "time", "5 a.m."),
        ("아홉 시 반에 온다.", "time", "9:30 a.m."),
        ("일곱 시 오십 분이다.", "time", "7:50 a.m."),
        ("18:30에 본다.", "time", "6:30 p.m."),
        ("오후 2~4시에 온다.", "time", "2 to 4 p.m."),
        ("사흘간 쉰다.", "duration", "three days"),
        ("열흘 만에 왔다.", "duration", "10 days"),
        ("3년 만에 왔다.", "duration", "three years"),
        ("사흘째 비가 온다.", "duration", "three days"),
        ("두 시간 반을 걸었다.", "duration", "two and a half hours"),
        ("1년 6개월 걸렸다.", "duration", "one year and six months"),
        ("100일 남았다.", "duration", "100 days"),
        ("초등 3학년이다.", "grade", "third graders"),
        ("고2 학생이다.", "grade", "second-year high school students"),
        ("특성화고 3학년이다.", "grade", "third-year high school students"),
        ("1·2학년이 왔다.", "grade", "first and second graders"),
    ],
)
def test_first_rendering_of_times_durations_and_grades(text: str, kind: str, rendering: str) -> None:
    fact = only(text)
    assert (fact.kind, fact.renderings[0]) == (kind, rendering)


def test_an_impossible_or_malformed_publication_date_is_ignored() -> None:
    assert only("27일 밝혔다.", "unknown").renderings[0] == "the 27th"

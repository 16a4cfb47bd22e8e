import pytest

from pipeline.facts import missing, recognize, verify
from pipeline.facts.recognizing import NUMBERS_AND_DATES


def verdict(korean: str, english: str, published: str | None = None) -> list[str]:
    return [verify(fact, english) for fact in recognize(korean, published=published, recognizers=NUMBERS_AND_DATES)]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("3만5천 명이 왔다.", "Thirty-five thousand people came."),
        ("3만5천 명이 왔다.", "Some 35K people came."),
        ("120억 원을 쓴다.", "It will spend 12,000,000,000 won."),
        ("120억 원을 쓴다.", "₩12 billion will be spent."),
        ("1조 2천억 원이다.", "A 1.2 trillion-won budget."),
        ("10~20만 원이다.", "From 100,000 to 200,000 won."),
        ("20억~30억 원이다.", "Between 2 and 3 billion won."),
        ("두 배로 늘었다.", "The figure doubled."),
        ("세 배로 늘었다.", "A threefold rise."),
        ("3분의 1로 줄었다.", "Cut to one-third."),
        ("열두 명이 왔다.", "A dozen came."),
        ("절반이 답했다.", "One in two, or half, answered."),
        ("27일 밝혔다.", "It said on October 27."),
        ("10월 27일 밝혔다.", "It said on Oct. 27."),
        ("오전 10시 30분이다.", "At 10:30 in the morning."),
        ("오후 1시부터 6시까지다.", "From 1 to 6 p.m."),
        ("낮 12시다.", "It is noon."),
        ("한 시간 반 걸린다.", "It takes an hour and a half."),
        ("6개월 걸린다.", "It takes half a year."),
        ("두 명이 왔다.", "A pair came."),
        ("고3 학생이다.", "The pupils are high school seniors."),
        ("3할이다.", "It is 30 percent."),
        ("수십만 명이다.", "Hundreds of thousands came."),
        ("20대 여성이다.", "A woman in her twenties."),
    ],
)
def test_the_same_value_in_other_words_is_ok(korean: str, english: str) -> None:
    verdicts = verdict(korean, english)
    assert verdicts
    assert set(verdicts) == {"ok"}


@pytest.mark.parametrize(
    ("korean", "english", "expected"),
    [
        ("120억 원을 쓴다.", "It will spend 12 million won.", "changed"),
        ("120억 원을 쓴다.", "It will spend it all.", "missing"),
        ("30% 늘었다.", "It grew by 13 percent.", "changed"),
        ("30%가 답했다.", "Some 30 people answered.", "changed"),
        ("30명이 답했다.", "Some 30% answered.", "changed"),
        ("3만5천 명이 왔다.", "Some 3,500 people came.", "changed"),
        ("세 명이 왔다.", "Two people came.", "missing"),
        ("10월 27일 밝혔다.", "It said on September 27.", "changed"),
        ("5.6대 1이다.", "The ratio is 6.5 to 1.", "missing"),
        ("061-260-0123", "Call 061-260-0124.", "missing"),
        ("오전 10시다.", "At 10 p.m.", "changed"),
    ],
)
def test_another_value_is_reported(korean: str, english: str, expected: str) -> None:
    assert verdict(korean, english) == [expected]


def test_a_resolved_day_beside_another_month_is_reported() -> None:
    assert verdict("27일 밝혔다.", "It said on September 27.", "2025-10-28") != ["ok"]
    assert verdict("27일 밝혔다.", "It said on October 27.", "2025-10-28") == ["ok"]


def test_one_mention_meets_two_facts_of_one_value() -> None:
    facts = recognize("남학생 10명, 여학생 10명이 왔다.")
    assert missing(facts, "Ten boys and girls each came.") == ()
    assert [fact.text for fact in missing(facts, "Nine boys and girls each came.")] == ["10명", "10명"]


def test_uncertain_facts_are_not_missed() -> None:
    facts = recognize("첫 수업에 수백 명이 왔다.", recognizers=NUMBERS_AND_DATES)
    assert len(facts) == 2
    assert missing(facts, "They came.") == ()

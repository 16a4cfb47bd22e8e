from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts import missing, recognize, verify
from pipeline.facts.english_mentions import mentions
from pipeline.facts.english_numbers import forms, ordinals
from pipeline.facts.recognizing import NUMBERS_AND_DATES

SINO = "영일이삼사오육칠팔구"
NATIVE_TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
NATIVE_ONES = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
SNIPPETS = st.sampled_from(
    [
        "3만",
        "5천여 ",
        "명",
        "원",
        "%",
        "월",
        "일",
        "부터 ",
        "~",
        "·",
        "제",
        "분의 ",
        "대 ",
        "시",
        " 반",
        "열",
        "스물",
        "수백 ",
        "고3",
        ".",
        ",",
        "2025",
        "학년",
        "조",
    ]
)
MESSY = st.lists(st.one_of(SNIPPETS, st.text(max_size=4), st.integers(0, 10**13).map(str))).map("".join)
SHARED = {"max_value": 10**13 - 1, "min_value": 1}


def sino(number: int) -> str:
    written = ""
    for size, unit in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group = number // size % 10**4
        section = "".join(
            (SINO[digit] if digit > 1 or place == "" else "") + place
            for digit, place in zip(map(int, f"{group:04}"), ("천", "백", "십", ""), strict=True)
            if digit
        )
        written += section + unit if section else ""
    return written


def mixed(number: int) -> str:
    return "".join(
        f"{number // size % 10**4}{unit}"
        for size, unit in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))
        if number // size % 10**4
    )


@given(st.integers(**SHARED))
def test_a_number_with_korean_units_has_its_value(number: int) -> None:
    (fact,) = recognize(f"모두 {mixed(number)}원을 썼다.", recognizers=NUMBERS_AND_DATES)
    assert fact.kind == "money"
    assert f"{number:,} won" in fact.renderings
    assert verify(fact, f"It spent {number:,} won.") == "ok"
    assert verify(fact, f"It spent {number * 10 + 7:,} won.") == "changed"


@given(st.integers(11, 10**8 - 1).filter(lambda number: sino(number)[0] not in "조억"))
def test_a_number_in_sino_korean_has_its_value(number: int) -> None:
    (fact,) = recognize(f"모두 {sino(number)} 명이 왔다.", recognizers=NUMBERS_AND_DATES)
    assert f"{number:,}" in fact.renderings


@given(st.integers(2, 99).filter(lambda number: number != 20))
def test_a_native_number_has_its_value(number: int) -> None:
    text = f"모두 {NATIVE_TENS[number // 10]}{NATIVE_ONES[number % 10]} 명이 왔다."
    (fact,) = recognize(text, recognizers=NUMBERS_AND_DATES)
    assert str(number) in fact.renderings


@given(MESSY, st.one_of(st.none(), st.dates().map(str), st.text(max_size=12)))
def test_any_text_gives_facts_inside_it(text: str, published: str | None) -> None:
    facts = recognize(text, published=published, recognizers=NUMBERS_AND_DATES)
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.text == text[fact.start : fact.end]
        assert fact.renderings
        assert all(fact.renderings)
    assert all(one.end <= two.start for one, two in pairwise(facts))
    missing(facts, text)


@given(st.decimals(0, 10**13, places=0), st.sampled_from(["", " won", "%", " people"]))
def test_every_english_form_reads_back_as_its_value(value: Decimal, after: str) -> None:
    for form in forms(value):
        assert float(f"{float(value):.10g}") in [mention.value for mention in mentions(form + after)], form


@given(st.integers(1, 9999))
def test_every_ordinal_reads_back_as_its_value(number: int) -> None:
    for form in ordinals(number):
        assert float(number) in [mention.value for mention in mentions(f"the {form} time")]


@given(MESSY)
def test_any_text_can_be_read_as_english(text: str) -> None:
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions(text))

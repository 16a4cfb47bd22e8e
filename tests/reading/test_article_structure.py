from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.article import recognize
from pipeline.reading.characters import clean
from pipeline.reading.draft import Draft
from tests.reading.reading_samples import FIXTURES, kinds, one_article, texts


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in recognize(Draft(text)).blocks]


def test_a_newspaper_article_is_taken_apart() -> None:
    article = one_article(FIXTURES / "wire.txt")
    assert article.headline == "한들초 전교생 41명, 마을 논에서 ‘벼 한 톨’ 수업"
    assert " ".join(kinds(article)) == (
        "headline subheadline subheadline dateline byline byline paragraph caption paragraph subheadline paragraph paragraph byline notice"
    )
    assert article.published == "2025-10-27"
    assert texts(article, "byline") == ["구나래 기자 narae.gu@hanbit-daily.example", "[나주=한빛일보 구나래 기자]", "/구나래 기자"]
    assert texts(article, "paragraph")[1].startswith("수업은 4월")
    assert "▲모내기 ▲김매기" in texts(article, "paragraph")[1]


def test_a_hard_wrapped_press_release_is_joined() -> None:
    article = one_article(FIXTURES / "press_release.txt")
    assert kinds(article) == ["notice", "dateline", "headline", "subheadline", *["paragraph"] * 5, "notice"]
    assert article.published == "2025-03-04"
    assert texts(article, "paragraph")[0] == (
        "누리도교육청(교육감 설하람)은 4일 신규 교사 286명을 대상으로 수업 나눔 짝꿍제를 시작한다고 밝혔다. 짝꿍제는 경력 15년 이상의 "
        "교사가 새내기 교사의 교실을 달마다 한 차례 찾아가는 제도다. 지난해 시범 운영에서는 만족도가 91.4%로 나타났다."
    )
    assert texts(article, "paragraph")[2] == "▲접수 기간: 3월 4일부터 14일까지"


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    article = one_article(FIXTURES / "one_line_each.txt")
    assert kinds(article) == ["headline", "byline", "paragraph", "paragraph", "paragraph", "caption", "byline", "notice"]


def test_a_wrapped_text_without_headline_has_none() -> None:
    text = (
        "울릉교육지원청은 지난 3일 관내 초·중학교 여섯 곳의 학생과\n"
        "학부모 백여 명이 참석한 가운데 바다 생태 탐사단의 첫\n모임을 열었다고 밝혔다.\n"
    )
    assert [kind for kind, _ in blocks(text)] == ["paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[전남=누리일보 홍다라 기자]", "byline"),
        ("(청주=누리통신) 홍다라 기자 =", "byline"),
        ("[누리일보 홍다라 기자]", "byline"),
        ("홍다라 기자 hong@nuri.example", "byline"),
        ("글·사진 홍다라 기자", "byline"),
        ("hong.dara@nuri.example", "byline"),
        ("[사진] 학생들이 책을 고르고 있다.", "caption"),
        ("▲ 학생들이 책을 고르고 있다.", "caption"),
        ("학생들이 책을 고르고 있다. 누리도교육청 제공", "caption"),
        ("학생들이 책을 고르고 있다. [사진=누리도교육청 제공]", "caption"),
        ("학생들이 책을 고르고 있다. (사진=누리초)", "caption"),
        ("/사진=누리도교육청", "caption"),
        ("사진제공=누리도교육청", "caption"),
        ("ⓒ 누리일보, 무단 전재 및 재배포 금지", "notice"),
        ("<저작권자 ⓒ 누리일보 무단전재 및 재배포, AI학습 이용 금지>", "notice"),
        ("Copyright ⓒ Nuri Daily. All rights reserved.", "notice"),
        ("본 기사의 무단 전재를 금지합니다.", "notice"),
        ("제보는 카카오톡 누리일보, 이메일 jebo@nuri.example", "notice"),
        ("입력 2025.10.27 10:30", "dateline"),
        ("등록일 : 2025-10-27", "dateline"),
        ("2025년 10월 27일", "dateline"),
        ("승인 2025.10.27", "dateline"),
        ("2025. 10. 27.(월)", "dateline"),
        ("■ 교실이 달라졌다", "subheadline"),
    ],
)
def test_lines_are_known_by_their_look(line: str, kind: str) -> None:
    body = "교실에 책꽂이가 들어섰다. 학생들은 반겼다."
    found = blocks(f"마을 도서관, 교실로 들어오다\n\n{body}\n\n{line}\n\n{body}")
    assert found == [("headline", "마을 도서관, 교실로 들어오다"), ("paragraph", body), (kind, line), ("paragraph", body)]


@pytest.mark.parametrize(
    "line",
    [
        "달라지는 것은 ▲교육과정 ▲시설 ▲예산이다.",
        "▲신청 기간: 5월 2일부터",
        "저작권자의 동의를 얻은 자료만 수업에 쓸 수 있다.",
        "교육청은 무단 복제 교재의 사용을 금지했다.",
        "학생들이 직접 기사를 쓰는 학생 기자단은 오는 27일 첫 회의를 연다.",
        "교육청은 제보를 받아 사실을 확인했다.",
        "2025년 10월 27일 문을 연 학교는 모두 세 곳이다.",
        "학교는 아침밥을 무상으로 제공한다.",
        "왜 이 일을 시작했습니까?",
    ],
)
def test_sentences_that_only_resemble_them_stay_paragraphs(line: str) -> None:
    assert blocks(f"마을 도서관, 교실로 들어오다\n\n교실에 책꽂이가 들어섰다.\n\n{line}")[-1] == ("paragraph", line)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("[전남=누리일보 홍다라 기자] 학교가 문을 열었다.", ["[전남=누리일보 홍다라 기자]", "학교가 문을 열었다."]),
        ("(청주=누리) 홍다라 기자 = 학교가 문을 열었다.", ["(청주=누리) 홍다라 기자 =", "학교가 문을 열었다."]),
        ("학교가 문을 열었다. 홍다라 기자 hong@nuri.example", ["학교가 문을 열었다.", "홍다라 기자 hong@nuri.example"]),
        ("학교가 문을 열었다./홍다라 기자", ["학교가 문을 열었다.", "/홍다라 기자"]),
        ("[기자수첩] 학교가 문을 열었다.", ["[기자수첩] 학교가 문을 열었다."]),
        ("그는 홍다라 기자에게 말했다.", ["그는 홍다라 기자에게 말했다."]),
    ],
)
def test_bylines_within_a_paragraph_are_split_off(paragraph: str, expected: list[str]) -> None:
    found = blocks(f"마을 도서관, 교실로 들어오다\n\n{paragraph}")[1:]
    assert [text for _, text in found] == expected
    assert [kind for kind, _ in found if kind != "byline"] == ["paragraph"]


def test_lines_that_start_with_the_same_mark_are_a_list_not_captions() -> None:
    found = blocks("캠프 참가자 모집\n\n내용은 다음과 같다.\n\n▲ 첫째 날 별 보기\n▲ 둘째 날 배 타기")
    assert [kind for kind, _ in found] == ["headline", "paragraph", "paragraph", "paragraph"]


def test_an_impossible_date_is_no_date() -> None:
    assert recognize(Draft("마을 도서관 개관\n\n입력 2025.02.30\n\n책꽂이가 들어섰다.")).published is None


def test_a_revised_date_does_not_replace_the_first() -> None:
    assert recognize(Draft("도서관 개관\n\n수정 2025.03.02 | 입력 2025.03.01\n\n책꽂이가 들어섰다.")).published == "2025-03-01"


def test_a_stated_headline_is_not_repeated_from_the_body() -> None:
    found = recognize(Draft("도서관 개관\n\n책꽂이가 들어섰다.", headline="도서관 개관", published="20250301"))
    assert [block.kind for block in found.blocks] == ["headline", "paragraph"]
    assert found.published == "2025-03-01"


def test_zero_width_and_control_characters_go_and_emoji_stay_whole() -> None:
    assert blocks("책\u200b꽂이가\x07 들어\u00ad섰다.\u2028끝났다.") == [("paragraph", "책꽂이가 들어섰다."), ("paragraph", "끝났다.")]
    assert blocks("온 가족 👩‍👧‍👦 이 왔다.") == [("paragraph", "온 가족 👩‍👧‍👦 이 왔다.")]


PIECES = st.sampled_from(
    [
        "[전남=누리일보 홍다라 기자] ",
        "(청주=누리) 홍다라 기자 = ",
        "홍다라 기자 hong@nuri.example",
        "/홍다라 기자",
        "▲ ",
        "- ",
        "[사진] ",
        "(사진=누리초)",
        "누리초 제공",
        "ⓒ 누리일보",
        "무단전재 및 재배포 금지",
        "입력 2025.10.27 10:30",
        "2025년 10월 27일",
        "학교가 문을 열었다. ",
        "학생과 학부모 백여 명이 참석한 가운데",
        "도서관 개관",
        "◇ ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " \t",
        "\u3000",
        "\u200b",
        "e\u0301",
        "\u1112\u1161\u11ab",
        "“",
        "”",
        "…",
        "=",
        "/",
        "👩‍👧",
        "敎育",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_every_visible_character_lands_in_one_block_in_order(text: str) -> None:
    found = recognize(Draft(text)).blocks
    assert "".join("".join(block.text for block in found).split()) == "".join(clean(text).split())
    for block in found:
        assert block.text
        assert block.text == " ".join(block.text.split())
        assert unicodedata.is_normalized("NFC", block.text)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_blocks_read_again_hold_the_same_characters(text: str) -> None:
    again = "\n\n".join(block.text for block in recognize(Draft(text)).blocks)
    assert "".join(clean(again).split()) == "".join(clean(text).split())


@pytest.mark.parametrize("unit", ["가", "가 ", "가.\n", "홍다라 기자 ", "[", "▲", "2025.", "a@", "=", "제공 ", "다. "])
def test_long_monotonous_texts_take_no_long_time(unit: str) -> None:
    import time

    started = time.process_time()
    recognize(Draft(unit * (100_000 // len(unit))))
    assert time.process_time() - started < 10

"""Names from abroad, names that an article establishes once, first mentions with their Hangul, guesses told as guesses."""

from __future__ import annotations

import pytest

from pipeline.facts import foreign_names, recognize
from pipeline.facts.accepting import accepted
from pipeline.facts.article_names import bearing, named_in
from pipeline.facts.fact import Fact
from pipeline.facts.findings import expected
from pipeline.facts.first_mentions import with_hangul
from pipeline.facts.tables import shipped_tables

TABLES = shipped_tables()


def persons(text: str, named: frozenset[str] = frozenset()) -> list[str]:
    return [fact.text for fact in recognize(text, named=named) if fact.kind == "person"]


def person(text: str) -> Fact:
    (fact,) = [fact for fact in recognize(text) if fact.kind == "person"]
    return fact


@pytest.mark.parametrize(
    ("sentence", "korean", "english"),
    [
        ("베트남 출신 어머니 응우옌 티 란 씨는 웃었다.", "응우옌 티 란 씨", "Nguyen Thi Lan"),
        ("이중언어 강사 텐 알렉산드라(38) 씨가 왔다.", "텐 알렉산드라", "Ten Alexandra"),
        ("1학년 김 빅토르 군은 수줍게 웃었다.", "김 빅토르 군", "Kim Viktor"),
        ("마이클 샌델 교수는 물었다.", "마이클 샌델 교수", "Professor Michael Sandel"),
        ("네팔에서 온 수니타 씨는 절임을 내놓았다.", "수니타 씨", "Sunita"),
        ("지난달 마크롱 대통령이 방문했다.", "마크롱 대통령", "President Macron"),
    ],
)
def test_names_from_abroad(sentence: str, korean: str, english: str) -> None:
    fact = person(sentence)
    assert (fact.text, fact.renderings[0], fact.certain) == (korean, english, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "스마트 교육 프로젝트 교수진이 모였다.",
        "트럭 기사와 학생이 만났다.",
        "모든 학생이 쓰는 양을 쟀다.",
        "해남군과 세 군이 나눈다.",
        "5일 오후부터 학생들이 아팠다.",
        "글로벌 캠퍼스 총장이 말했다.",
    ],
)
def test_loanwords_and_counties_are_no_names(sentence: str) -> None:
    assert persons(sentence) == []


def test_a_name_from_abroad_need_only_sound_alike() -> None:
    fact = person("거제의 조선소에 다니는 딜노자 카리모바 씨는 웃었다.")
    assert accepted(fact, "Dilnoza Karimova, who works at a shipyard, smiled.")
    assert not accepted(fact, "Sarah Miller, who works at a shipyard, smiled.")
    assert not accepted(fact, "She works at a shipyard and smiled.")


@pytest.mark.parametrize(
    ("sentence", "korean"),
    [
        ("3학년 박이든 군이 왔다.", "박이든 군"),
        ("심리학자 왕다솜 씨는 꼬집었다.", "왕다솜 씨"),
        ("2학년 배서우의 어머니가 왔다.", "배서우"),
        ("레버를 쥔 사람은 3학년 구태민 군이었고, 기사는 옆에 섰다.", "구태민 군"),
        ("탁 씨가 말하자 모두 웃었다.", "탁 씨"),
    ],
)
def test_names_with_rare_syllables_and_family_names(sentence: str, korean: str) -> None:
    assert persons(sentence) == [korean]


ARTICLE = [
    "전남교육청 김대중 교육감이 12일 나섰다.",
    "김대중은 목포에서 말했다.",
    "위지훈 군이 손을 들었다.",
    "위 군은 졌다.",
    "공주시가 나섰다.",
    "공주, 문해력 살핀다",
]


def test_what_an_article_establishes_is_recognized_bare() -> None:
    named = named_in(ARTICLE, TABLES)
    assert named == {"김대중", "위지훈", "공주"}
    assert persons(ARTICLE[1]) == []
    assert persons(ARTICLE[1], named) == ["김대중"]
    assert persons(ARTICLE[3], named) == ["위 군"]
    assert [fact.text for fact in recognize(ARTICLE[5], named=named) if fact.kind == "place"] == ["공주"]


def test_only_names_that_change_something_have_a_bearing() -> None:
    named = named_in(ARTICLE, TABLES)
    assert [list(bearing(text, named, TABLES)) for text in ARTICLE] == [[], ["김대중"], [], ["위지훈"], [], ["공주"]]


@pytest.mark.parametrize("sentence", ["김대중학교가 열렸다.", "김대중교육감상을 받았다."])
def test_a_longer_word_is_no_bare_name(sentence: str) -> None:
    assert persons(sentence, frozenset({"김대중"})) == []


def test_ambiguous_places_among_places_or_with_what_follows_places() -> None:
    found = [fact.text for fact in recognize("정선·영월·평창 학교와 보은 산골 아이들, 그리고 공주에서 온 손님") if fact.kind == "place"]
    assert found == ["정선", "영월", "평창", "보은", "공주"]
    assert not [fact for fact in recognize("공주가 나오는 동화의 화성 탐사") if fact.kind == "place"]


def test_the_first_mention_carries_the_hangul() -> None:
    facts, seen = recognize("김대중 교육감과 응우옌 티 란 씨가 만났다."), set[str]()
    first = with_hangul("Superintendent Kim Daejung met Nguyen Thi Lan.", facts, seen)
    assert first == "Superintendent Kim Daejung (김대중) met Nguyen Thi Lan."
    assert with_hangul("Kim Daejung spoke.", facts, seen) == "Kim Daejung spoke."
    assert with_hangul("Kim Daejung's plan", facts, set()) == "Kim Daejung's plan"


def test_a_guess_is_told_as_a_guess() -> None:
    assert expected(person("박민서 교장이 말했다.")) == "Principal Park Minseo (a guess by rule)"
    (certain,) = recognize("김여정이 말했다.")
    assert expected(certain) == "Kim Yo Jong"


def test_a_programme_keeps_the_facts_within_its_name() -> None:
    facts = recognize("'2026 미래교육 한마당'이 27일 열린다.")
    assert [(fact.kind, fact.text) for fact in facts if fact.kind != "term"] == [
        ("programme", "'2026 미래교육 한마당'"),
        ("number", "2026"),
        ("date", "27일"),
    ]


def test_is_foreign_is_false_for_korean_names() -> None:
    assert not any(foreign_names.is_foreign(name) for name in ("김대중 교육감", "위 군", "함초롬 씨", "남궁민수 씨", "교육감"))

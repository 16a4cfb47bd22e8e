import pytest

from pipeline.facts import offices, places, programmes, schools
from pipeline.facts.fact import Fact


def facts(module: object, sentence: str) -> dict[str, Fact]:
    return {fact.text: fact for fact in module.find(sentence)}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("목포교육지원청", "Mokpo Office of Education"),
        ("화성오산교육지원청", "Hwaseong Osan Office of Education"),
        ("전라남도강진교육지원청", "Gangjin Office of Education"),
        ("인천동부교육지원청", "Incheon Dongbu Office of Education"),
        ("경기교육청", "Gyeonggi Provincial Office of Education"),
        ("인천시교육청", "Incheon Metropolitan City Office of Education"),
        ("세종교육청", "Sejong Office of Education"),
        ("전남도의회", "Jeonnam Provincial Council"),
        ("서울시의회", "Seoul Metropolitan Council"),
        ("목포시의회", "Mokpo City Council"),
        ("해남군청", "Haenam County Office"),
        ("보건복지부", "Ministry of Health and Welfare"),
    ],
)
def test_an_office_and_its_particle(korean: str, english: str) -> None:
    fact = facts(offices, f"{korean}에서 열었다.")[korean]
    assert fact.renderings[0] == english


@pytest.mark.parametrize(
    ("korean", "insert"),
    [
        ("목포교육지원청", "Mokpo교육지원청"),
        ("전남교육청", "Jeonnam Provincial Office of Education"),
        ("전남도의회", "Jeonnam도의회"),
        ("기상청", None),
    ],
)
def test_what_of_an_office_stands_in_english_in_the_source(korean: str, insert: str | None) -> None:
    assert facts(offices, f"{korean}은")[korean].insert == insert


@pytest.mark.parametrize("sentence", ["학생의회가 열렸다.", "저비용항공사", "교육부장관배 대회", "도교육청이", "국회의원"])
def test_what_is_no_office_of_a_place(sentence: str) -> None:
    assert facts(offices, sentence) == {}


def test_the_place_and_the_kind_of_an_office_are_checked() -> None:
    fact = facts(offices, "목포교육지원청이 열었다.")["목포교육지원청"]
    assert offices.accepted(fact, "The Mokpo office of education opened it.")
    assert offices.accepted(fact, "Mokpo's education office opened it.")
    assert offices.accepted(fact, "Mokpo to Open Counter")
    assert not offices.accepted(fact, "The Yeosu Office of Education opened it.")
    assert not offices.accepted(fact, "The Mokpo City Council opened it.")
    assert not offices.accepted(fact, "The office opened it.")
    assert offices.accepted(fact, "The office opened it.", mentioned=True)


def test_a_ministry_may_be_short_on_second_mention_only() -> None:
    fact = facts(offices, "보건복지부는 밝혔다.")["보건복지부"]
    assert offices.accepted(fact, "The health ministry said")
    assert not offices.accepted(fact, "The ministry said")
    assert offices.accepted(fact, "The ministry said", mentioned=True)
    assert not offices.accepted(fact, "The Ministry of Education said")


@pytest.mark.parametrize(
    ("sentence", "korean", "english"),
    [
        ("전남 해남군에서", "해남군", "Haenam County"),
        ("서울 관악구의", "관악구", "Gwanak District"),
        ("경북 울진군 북면의", "북면", "Buk-myeon"),
        ("경기도는", "경기도", "Gyeonggi Province"),
        ("서귀포에서", "서귀포", "Seogwipo"),
        ("전남 진도에서", "진도", "Jindo"),
        ("창원시가", "창원시", "Changwon"),
    ],
)
def test_places(sentence: str, korean: str, english: str) -> None:
    assert facts(places, sentence)[korean].renderings[0] == english


@pytest.mark.parametrize("sentence", ["진도가 느리다.", "영양 교사", "예산이 줄었다.", "경기 침체", "부여된 권한", "이천 명", "공주 인형"])
def test_everyday_words_are_no_places(sentence: str) -> None:
    assert facts(places, sentence) == {}


@pytest.mark.parametrize("english", ["Haenam County", "in Haenam-gun", "HAENAM", "Haenam's"])
def test_forms_of_a_place(english: str) -> None:
    assert places.accepted(facts(places, "해남군에서")["해남군"], english)


def test_another_place_is_not_accepted() -> None:
    fact = facts(places, "해남군에서")["해남군"]
    assert not places.accepted(fact, "in Haenamri or Gangjin County")
    assert places.accepted(fact, "the county", mentioned=True)


@pytest.mark.parametrize(
    ("sentence", "korean", "english"),
    [
        ("솔뫼초등학교는", "솔뫼초등학교", "Solmoe Elementary School"),
        ("별밭초 6학년", "별밭초", "Byeolbat Elementary School"),
        ("광주 무등여고 연극반", "무등여고", "Mudeung Girls' High School"),
        ("백련초에서", "백련초", "Baengnyeon Elementary School"),
        ("한빛에너지마이스터고등학교에서", "한빛에너지마이스터고등학교", "Hanbit Energy Meister High School"),
        ("전남대학교 교수", "전남대학교", "Chonnam National University"),
        ("새봄유치원은", "새봄유치원", "Saebom Kindergarten"),
    ],
)
def test_schools(sentence: str, korean: str, english: str) -> None:
    assert facts(schools, sentence)[korean].renderings[0] == english


@pytest.mark.parametrize(
    "sentence",
    [
        "최초로",
        "회의 중",
        "나누고 학생들이",
        "운전대를",
        "초중고 학생",
        "인근 초등학교",
        "국립대학교",
        "특성화고 학생",
        "교사를 감싸고 운동장으로",
    ],
)
def test_words_that_end_like_a_school_are_none(sentence: str) -> None:
    assert facts(schools, sentence) == {}


def test_the_name_and_the_level_of_a_school_are_checked() -> None:
    fact = facts(schools, "백련초 6학년")["백련초"]
    assert schools.accepted(fact, "Baekryeon Elementary")
    assert not schools.accepted(fact, "Baengnyeon Middle School")
    assert not schools.accepted(fact, "Hanbit Elementary School")
    assert schools.accepted(fact, "the school", mentioned=True)
    assert schools.accepted(facts(schools, "전남대 교수")["전남대"], "a Chonnam professor")
    assert not schools.accepted(facts(schools, "서울대 교수")["서울대"], "a professor in Seoul")


def test_a_programme_needs_quotation_marks_or_capitals() -> None:
    (fact,) = facts(programmes, "'2026 미래교육 한마당'이 열린다. 그는 '괜찮다'고 했다.").values()
    assert fact.text == "'2026 미래교육 한마당'"
    assert programmes.accepted(fact, 'The "2026 future education festival" opens.')
    assert programmes.accepted(fact, "The 2026 Future Education Festival opens.")
    assert not programmes.accepted(fact, "The festival opens.")
    assert programmes.accepted(fact, "The festival opens.", mentioned=True)

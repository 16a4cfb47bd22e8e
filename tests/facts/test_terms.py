import pytest

from pipeline.facts.termbase import Term, Termbase, chosen, shipped_termbase
from pipeline.facts.terms import accepted, find, forbidden

BASE = Termbase(
    (
        Term("교육감", "superintendent", forbidden=("education director",)),
        Term("부교육감", "deputy superintendent"),
        Term("학교폭력", "school violence", ("school bullying",)),
        Term("학교폭력 대책", "school violence measures"),
        Term("기간제 교사", "fixed-term teacher"),
        Term("강원도교육청", "Gangwon Provincial Office of Education", valid_to="2023-06-10", domain="office"),
        Term("수능", "CSAT", ("College Scholastic Ability Test",)),
        Term("도청", "old hall", valid_to="2020-12-31"),
        Term("도청", "new hall", valid_from="2021-01-01"),
    )
)


def texts(sentence: str) -> list[str]:
    return [fact.text for fact in find(sentence, None, BASE)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("교육감은 부교육감과 만났다.", ["교육감", "부교육감"]),
        ("도교육감협의회와 교육감협의회", []),
        ("학교폭력 대책을 세웠다.", ["학교폭력 대책"]),
        ("학교폭력에 맞선다.", ["학교폭력"]),
        ("기간제교사와 기간제 교사를", ["기간제교사", "기간제 교사"]),
        ("(수능)·수능, 수능이다", ["수능", "수능", "수능"]),
        ("", []),
    ],
)
def test_longest_term_at_the_beginning_of_a_word(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


def test_the_date_chooses_the_english() -> None:
    assert next(iter(find("도청에서", "2020-05-01", BASE))).renderings == ("old hall",)
    assert next(iter(find("도청에서", "2021-05-01", BASE))).renderings == ("new hall",)
    assert next(iter(find("도청에서", None, BASE))).renderings == ("new hall",)


def test_a_term_whose_period_is_over_still_has_its_english() -> None:
    (fact,) = find("강원도교육청은", "2025-01-01", BASE)
    assert (fact.kind, fact.renderings[0]) == ("office", "Gangwon Provincial Office of Education")
    assert chosen(BASE.terms[5:6], "2025-01-01") is BASE.terms[5]


@pytest.mark.parametrize("english", ["the School-Violence case", "school violence's end", "School bullying", "SCHOOL VIOLENCE"])
def test_forms_that_are_accepted(english: str) -> None:
    assert accepted(next(iter(find("학교폭력이", None, BASE))), english)


@pytest.mark.parametrize("english", ["violence", "school", "school nonviolence", ""])
def test_forms_that_are_not(english: str) -> None:
    assert not accepted(next(iter(find("학교폭력이", None, BASE))), english)


def test_the_last_word_is_enough_on_second_mention() -> None:
    fact = next(iter(find("기간제 교사가", None, BASE)))
    assert accepted(fact, "the teachers", mentioned=True)
    assert not accepted(fact, "the staff", mentioned=True)


def test_a_forbidden_form_is_reported_unless_the_right_one_stands_too() -> None:
    ((fact, wrong),) = forbidden("교육감은 말했다.", "The education director said", None, BASE)
    assert (fact.text, wrong) == ("교육감", "education director")
    assert forbidden("교육감은 말했다.", "The superintendent, once an education director, said", None, BASE) == ()
    assert forbidden("수능", "education director", None, BASE) == ()


def test_the_shipped_termbase_knows_when_names_changed() -> None:
    assert find("전북특별자치도교육청은", "2025-01-01")
    names = {term.ko: term for term in shipped_termbase().terms}
    assert names["전북특별자치도교육청"].valid_from == "2024-01-18"
    assert names["강원특별자치도교육청"].valid_from == "2023-06-11"
    assert names["전교조"].en == names["전국교직원노동조합"].en

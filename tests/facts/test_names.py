from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.facts import names, offices, places, programmes, schools, terms
from pipeline.facts.accepting import accepted
from pipeline.facts.fact import Fact
from pipeline.facts.names_table import load_names, shipped_names
from pipeline.facts.recognizing import longest

LABELLED = Path(__file__).parents[2] / "data" / "facts" / "names.tsv"
MODULES = (terms, offices, schools, names, places)


@cache
def labelled() -> dict[str, list[tuple[str, str, str]]]:
    sentences: dict[str, list[tuple[str, str, str]]] = {}
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "origin")):
            _, kind, expression, english, sentence = line.split("\t")
            labels = sentences.setdefault(sentence, [])
            if kind != "-":
                labels.append((kind, expression, english))
    return sentences


def found(sentence: str) -> list[Fact]:
    return [*longest(fact for module in MODULES for fact in module.find(sentence, None)), *programmes.find(sentence)]


def one(module: object, sentence: str) -> Fact:
    facts = list(module.find(sentence))  # type: ignore[attr-defined]
    assert len(facts) == 1, facts
    return facts[0]  # type: ignore[no-any-return]


def test_the_labelled_set_is_recognized() -> None:
    hit = wanted = got = 0
    wrong: list[str] = []
    for sentence, labels in labelled().items():
        mine: Counter[tuple[str, str]] = Counter((str(fact.kind), fact.text) for fact in found(sentence))
        gold: Counter[tuple[str, str]] = Counter((kind, expression) for kind, expression, _ in labels)
        hit, wanted, got = hit + (mine & gold).total(), wanted + gold.total(), got + mine.total()
        wrong += [f"missed {key} in {sentence}" for key in gold - mine] + [f"false {key} in {sentence}" for key in mine - gold]
    assert wanted >= 300
    assert hit / got >= 0.97, "\n".join(wrong)
    assert hit / wanted >= 0.97, "\n".join(wrong)


def test_the_labelled_set_is_rendered() -> None:
    right, wrong = 0, list[str]()
    for sentence, labels in labelled().items():
        english = {(kind, expression): [form.casefold() for form in forms.split("|")] for kind, expression, forms in labels if forms}
        for fact in found(sentence):
            forms = english.get((fact.kind, fact.text))
            if forms and fact.renderings[0].casefold() in forms:
                right += 1
            elif forms:
                wrong.append(f"{fact.text} is {fact.renderings[0]}, not {forms}")
    assert right / (right + len(wrong)) >= 0.97, "\n".join(wrong)


@pytest.mark.parametrize(
    "sentence",
    [
        "이용자가 늘자 박물관 교사들이 나섰다.",
        "정부는 조사관을 최근에 보냈다.",
        "이 교사와 전 교육감, 양 교장이 만났다.",
        "필요한 교수 1,000명을 뽑는다.",
        "군인 자녀와 양측 대표, 취재 대기자",
        "동태평양의 수온과 주한미군의 훈련",
        "학부모 설명회, 교장 공모제, 학생 봉사단",
    ],
)
def test_words_that_begin_like_a_name_are_none(sentence: str) -> None:
    assert list(names.find(sentence)) == []


def test_the_title_stands_in_the_rendering_and_behind_the_inserted_name() -> None:
    fact = one(names, "김대중 교육감은 말했다.")
    assert fact.text == "김대중 교육감"
    assert fact.renderings == ("Superintendent Kim Daejung", "Kim Daejung")
    assert fact.insert == "Kim Daejung Superintendent"
    assert not fact.certain
    assert one(names, "나상범 씨는 웃었다.").insert == "Na Sangbeom 씨"


def test_a_table_of_names_is_certain_and_needs_no_title() -> None:
    table = {"한가람": "Garam Han"}
    fact = list(names.find("한가람은 한가람 교사의 딸이다.", None, table))
    assert [(one.text, one.renderings[-1], one.certain) for one in fact] == [
        ("한가람", "Garam Han", True),
        ("한가람 교사", "Garam Han", True),
    ]
    assert names.accepted(fact[0], "Garam Han smiled.")
    assert not names.accepted(fact[0], "Han Karam smiled.")


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("이정현 교사", "Lee Jeonghyeon taught"),
        ("이정현 교사", "Rhee Jung-hyun taught"),
        ("이정현 교사", "teacher Yi Jeong Hyun's class"),
        ("이정현 교사", "Junghyun Lee"),
        ("조은별 장학사", "Jo Eunbyeol"),
        ("황보경 교장", "Principal Hwang Bogyeong"),
        ("황보경 교장", "Hwangbo Gyeong"),
        ("채윤 양", "Chaeyun left"),
        ("은씨", "Eun looked"),
    ],
)
def test_spellings_in_use_are_accepted(korean: str, english: str) -> None:
    assert names.accepted(one(names, f"{korean}은 왔다."), english)


@pytest.mark.parametrize("english", ["Kim Jeonghyeon taught", "Lee Sangho taught", "the teacher taught", "Lee taught"])
def test_another_name_is_not_accepted(english: str) -> None:
    assert not names.accepted(one(names, "이정현 교사는 왔다."), english)


def test_on_second_mention_the_family_name_is_enough() -> None:
    fact = one(names, "이정현 교사는 왔다.")
    assert names.accepted(fact, "Lee came.", mentioned=True)
    assert not names.accepted(fact, "Kim came.", mentioned=True)


def test_a_table_with_two_spellings_names_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("ko\ten\n한가람\tHan Garam\n# again\n한가람\tHahn Garam\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"line 4: 한가람 is 'Hahn Garam' here and 'Han Garam' on line 2"):
        load_names(path)


@pytest.mark.parametrize("line", ["한가람", "한가람\t", "Han\tHan Garam", "한\tHan", "한가람\ta\tb"])
def test_a_broken_line_of_names_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"names\.tsv, line 2"):
        load_names(path)


def test_the_shipped_names_load() -> None:
    assert all(english.isascii() for english in shipped_names().values())


WORDS = "김대중|교육감|씨|군|양|학생|교사|은|는|이|가|,|·|(|)|47|목포|해남군|서울|초|중|고|대|6학년|초등학교|교육지원청"
MARKS = "도의회|‘|’|'|캠프|수능|학교폭력|A|Ⅲ|１２|\n"
PIECES = st.sampled_from(f"{WORDS}|{MARKS}".split("|"))


@given(
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)),
    st.text(max_size=40),
)
def test_no_text_breaks_a_recognizer_and_spans_are_its_own(text: str, english: str) -> None:
    for module in (*MODULES, programmes):
        for fact in module.find(text, "2025-03-01"):
            assert 0 <= fact.start < fact.end <= len(text)
            assert fact.text == text[fact.start : fact.end]
            assert accepted(fact, english) <= accepted(fact, english, mentioned=True)
            if fact.renderings:
                assert accepted(fact, f"It was {fact.renderings[0]} that came.")

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from models.errors import ModelError
from models.training.translator import grammar_values as values
from models.training.translator.grammar import Generate, Grammar
from models.training.translator.grammar_particles import with_particles
from pipeline.facts import missing, recognize
from pipeline.training.name_tables import name_tables
from tests.models.training.tiny_translator import CORPUS


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("교육부은/는", "교육부는"),
        ("교육청은/는", "교육청은"),
        ("서울으로/로", "서울로"),  # l counts as a vowel here
        ("부산으로/로", "부산으로"),
        ("30%이/가", "30%가"),
        ("2026이/가", "2026이"),
        ("'미래 한마당'을/를", "'미래 한마당'을"),
        ("학교이라고/라고", "학교라고"),
        ("교사과/와 학생이/가", "교사와 학생이"),
    ],
)
def test_particles_fit_what_stands_before_them(written: str, wanted: str) -> None:
    assert with_particles(written) == wanted


@pytest.mark.parametrize(
    "make", [values.date, values.date_range, values.time_of_day, values.people, values.schools, values.money, values.percent]
)
def test_the_english_of_a_value_is_what_the_facts_expect(make: Generate) -> None:
    chance = random.Random(1)
    for _ in range(200):
        korean, english = make(chance)
        facts = recognize(f"{korean} 지원한다.")
        assert facts, korean
        assert not missing(facts, english), (korean, english)


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(CORPUS / "grammar", name_tables())


def test_sentences_of_the_grammar_are_whole(grammar: Grammar) -> None:
    chance = random.Random(2)
    drawn = [pair for _ in range(2000) if (pair := grammar.draw(chance)) is not None]
    assert len(drawn) > 1900
    assert len({korean for korean, _ in drawn}) > 1900
    for korean, english in drawn:
        assert not re.search(r"[{}]|[가-힣]/[가-힣]", korean + english), (korean, english)
        assert not re.search("[가-힣]", english), english
        assert not re.match(r"[a-z]", english), english
        assert len(korean) <= 170


def test_the_same_seed_draws_the_same(grammar: Grammar) -> None:
    again = Grammar(CORPUS / "grammar", name_tables())
    first, second = random.Random(3), random.Random(3)
    assert [grammar.draw(first) for _ in range(50)] == [again.draw(second) for _ in range(50)]


def test_a_slot_that_nothing_fills_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "templates" / "plans.txt").write_text("{ORG}은/는 {WISH}을/를 말했다. ||| {ORG} spoke of {WISH}.\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"plans.txt.*\{WISH\}"):
        Grammar(tmp_path, name_tables())


def test_a_lexicon_line_of_another_width_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "THING.tsv").write_text("태블릿\ttablets\n책상\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"THING.tsv:2"):
        Grammar(tmp_path, name_tables())

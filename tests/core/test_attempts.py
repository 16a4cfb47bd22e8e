from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from models.interfaces import Context, Hypothesis, ModelInfo
from models.registry import build
from pipeline.attempts import best_translations
from pipeline.evaluation.references import read_pairs
from pipeline.facts import recognize
from pipeline.facts.losses import lost
from pipeline.records import Article, Block, Record, Segment, Translation
from pipeline.stages.translate import TranslateOptions, TranslateStage

KOREAN = "교육부는 27일 120억 원을 지원한다고 밝혔다."
RIGHT = "The Ministry of Education said on the 27th that it will provide 12 billion won."
WRONG = "The Ministry of Education said it will provide 120 billion won."


class Copying:
    """A translator whose hypotheses for the switched and for the plain source are given."""

    max_source_tokens = 100
    context_sentences = 0
    copies_english = True

    def __init__(self, switched: list[tuple[str, float]], plain: list[tuple[str, float]]) -> None:
        self._answers = {True: switched, False: plain}
        self.seen: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        return [len(text) for text in texts]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        return [[] for _ in texts]

    def translate(self, texts: Sequence[str], *, against_loops: bool = False, contexts: Any = None) -> Sequence[Sequence[Hypothesis]]:
        self.seen += texts
        return [[Hypothesis(*answer) for answer in self._answers["12 billion" in text]] for text in texts]

    def signature(self) -> dict[str, Any]:
        return {}

    def info(self) -> ModelInfo:
        return ModelInfo("copying", "none", "1", "0", "none")


def translated(translator: Any, text: str = KOREAN) -> Translation:
    stage = TranslateStage(translator, TranslateOptions())
    record = Record(Article("a", "a", (Block("paragraph", text),)), segments=(Segment(0, text),))
    (found,) = stage.assemble(record, stage.compute(stage.units(record))).translations or ()
    assert found is not None
    return found


def test_a_hypothesis_with_its_facts_right_beats_one_with_a_better_score() -> None:
    translator = Copying([(WRONG, -0.1), (RIGHT, -0.5)], [])
    found = translated(translator)
    assert (found.text, found.score, found.attempts, found.findings) == (RIGHT, -0.5, 1, ())
    assert len(translator.seen) == 1


def test_the_plain_source_is_tried_where_facts_are_still_lost() -> None:
    translator = Copying([(WRONG, -0.1)], [(RIGHT, -0.4)])
    found = translated(translator)
    assert (found.text, found.attempts, found.findings) == (RIGHT, 2, ())
    assert translator.seen[1] == KOREAN


def test_a_lost_fact_is_told_with_its_place_and_what_was_expected() -> None:
    found = translated(Copying([(WRONG, -0.1)], [(WRONG, -0.1)]))
    spans = {KOREAN[slice(*finding.source_span)]: finding for finding in found.findings if finding.source_span}
    assert {"27일", "120억 원"} <= set(spans)
    assert spans["120억 원"].kind == "numbers"
    assert spans["120억 원"].severity == "major"
    assert "12 billion won" in spans["120억 원"].message


def test_without_facts_the_models_first_choice_stays() -> None:
    translator = Copying([], [(WRONG, -0.1), (RIGHT, -0.5)])
    (best,) = best_translations(translator, [KOREAN], None, facts=False)
    assert (best.hypothesis.text, best.lost) == (WRONG, ())


def test_a_switched_source_that_is_too_long_is_left_plain() -> None:
    translator = Copying([(RIGHT, -0.1)], [(RIGHT, -0.1)])
    translator.max_source_tokens = len(KOREAN)
    best_translations(translator, [KOREAN], None, facts=True)
    assert translator.seen == [KOREAN]


def test_a_hypothesis_without_invented_numbers_beats_one_with_them() -> None:
    invented = RIGHT.replace("12 billion won", "12 billion won and 45 buses")
    assert translated(Copying([(invented, -0.1), (RIGHT, -0.5)], [])).text == RIGHT


def test_facts_that_stay_lost_are_tried_in_other_forms_and_in_pieces() -> None:
    translator = Copying([(WRONG, -0.1)], [(WRONG, -0.1)])
    found = translated(translator)
    assert translator.seen[2:4] == [
        "Ministry of Education는 'the 27th' '12 billion won'을 지원한다고 밝혔다.",
        "Ministry of Education는 the 27th 12 billion won을 지원한다고 밝혔다.",
    ]
    assert "".join(translator.seen[4:]).replace(" ", "") == translator.seen[0].replace(" ", "")
    assert (found.text, found.attempts) == (WRONG, 5)


LONG = "이 도시는 학교를 짓고 학생을 돕고 교사를 뽑고 급식을 준비하고 버스를 마련하고 책을 사며, 아이 열아홉 명을 새로 받는다."


class InPieces(Copying):
    """Loses the number of a whole sentence, keeps it in a part."""

    copies_english = False

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        return [len(text.split()) for text in texts]

    def translate(self, texts: Sequence[str], *, against_loops: bool = False, contexts: Any = None) -> Sequence[Sequence[Hypothesis]]:
        self.seen += texts
        return [[Hypothesis("It takes 19 children." if "열아홉" in text and text != LONG else "It builds.", -0.2)] for text in texts]


def test_a_sentence_that_loses_a_fact_is_cut_and_joined() -> None:
    translator = InPieces([], [])
    found = translated(translator, LONG)
    assert (found.text, found.attempts, found.score) == ("It builds. It takes 19 children.", 2, -0.2)
    assert " ".join(translator.seen[1:]) == LONG
    assert [(finding.kind, finding.severity) for finding in found.findings] == [("long-sentence", "minor")]


def test_a_model_that_sees_the_article_is_given_no_half_sentences() -> None:
    translator = InPieces([], [])
    translator.context_sentences = 2
    assert [best.attempts for best in best_translations(translator, [LONG], [Context(None, (), ())], facts=True)] == [1]
    assert translator.seen == [LONG]


def test_what_is_put_right_in_the_models_english_is_told() -> None:
    wrong = RIGHT.replace("12 billion", "15 billion")
    found = translated(Copying([(wrong, -0.1)], [(wrong, -0.1)]))
    assert found.text == RIGHT
    (finding,) = found.findings
    assert (finding.severity, finding.source_span) == ("minor", (KOREAN.index("120"), KOREAN.index("을 지원")))
    assert "15 billion" in finding.message
    assert "12 billion" in finding.message


@pytest.mark.parametrize("facts", [True, False])
def test_whether_facts_are_held_is_in_the_signature(facts: bool) -> None:
    signature = TranslateStage(Copying([], []), TranslateOptions(facts=facts)).signature()
    assert (signature["facts"] is not None) == facts


def test_the_shipped_model_carries_facts_that_it_loses_without_help(shared_cache: Path) -> None:
    pairs = read_pairs(Path(__file__).resolve().parents[2] / "data" / "corpus" / "articles", "[a-d]04")
    texts = [pair.korean for pair in pairs if any(fact.kind == "person" for fact in recognize(pair.korean))][:10]
    translator = build("translation", "bart", num_hypotheses=4, conversions=str(shared_cache / "engines"))
    with_facts = sum(len(best.lost) for best in best_translations(translator, texts, None, facts=True))
    first = [found[0].text for found in translator.translate(texts)]
    without = sum(len(lost(recognize(text), english)) for text, english in zip(texts, first, strict=True))
    assert with_facts < without

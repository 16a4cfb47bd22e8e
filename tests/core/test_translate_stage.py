from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from models.interfaces import Hypothesis, ModelInfo
from pipeline.pipeline import Pipeline
from pipeline.records import Article, Block, Record, Segment, Summary, SummarySentence, Translation
from pipeline.repetition import repeated_span
from pipeline.stages.translate import TranslateOptions, TranslateStage


class Recorder:
    """A translator that remembers what it was given: a token is four characters, `@` is unreadable, `answers` come first."""

    max_source_tokens = 20
    context_sentences = 0
    copies_english = False

    def __init__(self, answers: dict[str, str] | None = None, second: dict[str, str] | None = None, score: float = -0.2) -> None:
        self.first = answers or {}
        self.second = second or {}
        self.score = score
        self.seen: list[str] = []
        self.seen_again: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        return [len(text) // 4 + 2 for text in texts]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        return [[(place, place + 1) for place, sign in enumerate(text) if sign == "@"] for text in texts]

    def translate(self, texts: Sequence[str], *, against_loops: bool = False, contexts: Any = None) -> Sequence[Sequence[Hypothesis]]:
        assert all(length <= self.max_source_tokens for length in self.count_tokens(texts))
        (self.seen_again if against_loops else self.seen).extend(texts)
        answers = self.second if against_loops else self.first
        return [[Hypothesis(answers.get(text, f"<{text}>"), self.score)] for text in texts]

    def signature(self) -> dict[str, Any]:
        return {}

    def info(self) -> ModelInfo:
        return ModelInfo("recorder", "none", "1", "0", "none")


def translated(text: str, translator: Recorder, **options: Any) -> Translation:
    record = Record(Article("a", "a", (Block("paragraph", text),)), segments=(Segment(0, text),))
    return only(record, translator, **options)


def only(record: Record, translator: Recorder, **options: Any) -> Translation:
    (found,) = run(record, translator, **options).translations or ()
    assert found is not None
    return found


def run(record: Record, translator: Recorder, **options: Any) -> Record:
    stage = TranslateStage(translator, TranslateOptions(**{"facts": False, **options}))
    return stage.assemble(record, stage.compute(stage.units(record)))


def kinds(translation: Translation) -> dict[str, str]:
    return {finding.kind: finding.severity for finding in translation.findings}


def test_white_space_around_a_segment_does_not_reach_the_model() -> None:
    translator = Recorder()
    assert translated("학교가 열렸다. ", translator) == Translation("<학교가 열렸다.>", -0.2)
    assert translator.seen == ["학교가 열렸다."]


@pytest.mark.parametrize("text", ["학교는 문을 열고, 학생은 책을 읽으며, 교사는 웃었다. " * 20, "가나다라 " * 800, "가" * 4_000])
def test_a_long_sentence_goes_in_pieces_and_all_of_it_reaches_the_model(text: str) -> None:
    translator = Recorder()
    found = translated(text, translator)
    assert len(translator.seen) > 1
    assert "".join("".join(translator.seen).split()) == "".join(text.split())
    assert found.text == " ".join(f"<{piece}>" for piece in translator.seen)
    assert kinds(found)["long-sentence"] == "minor"
    assert str(len(translator.seen)) in next(one.message for one in found.findings if one.kind == "long-sentence")


LOOP = "and then and then and then and then"


def test_a_translation_that_runs_in_circles_gets_a_second_attempt() -> None:
    translator = Recorder({"가": LOOP}, {"가": "and then"})
    found = translated("가", translator)
    assert (found.text, found.attempts, found.findings) == ("and then", 2, ())
    assert translator.seen_again == ["가"]


def test_a_circle_that_stays_is_flagged_with_its_place() -> None:
    found = translated("가", Recorder({"가": f"He ran {LOOP}."}, {"가": f"Still {LOOP}."}))
    assert found.text == f"He ran {LOOP}."
    (finding,) = found.findings
    assert (finding.kind, finding.severity) == ("duplication", "major")
    assert finding.target_span is not None
    assert found.text[slice(*finding.target_span)].startswith("and then and then")


def test_an_empty_translation_is_tried_again_and_then_flagged_as_critical() -> None:
    assert translated("가", Recorder({"가": ""})).text == "<가>"
    found = translated("가", Recorder({"가": ""}, {"가": ""}))
    assert (found.text, found.attempts, kinds(found)) == ("", 2, {"untranslated": "critical"})


def test_signs_that_the_model_cannot_read_are_flagged_with_their_place() -> None:
    text = "  학교 @ 급식 "
    found = translated(text, Recorder())
    (finding,) = found.findings
    assert (finding.kind, finding.severity, finding.source_span) == ("characters", "major", (5, 6))
    assert text[5:6] == "@"


def test_a_low_score_is_flagged_at_the_bar_that_the_config_sets() -> None:
    assert kinds(translated("가", Recorder(score=-0.9), unsure_below=-1.0)) == {}
    assert kinds(translated("가", Recorder(score=-0.9), unsure_below=-0.5)) == {"low-confidence": "minor"}


def test_what_was_put_right_in_a_translation_is_told_with_what_stood_there() -> None:
    text = "  학교는 학생 340명을 지원한다."
    translator = Recorder({}, score=-0.1)
    translator.max_source_tokens = 100
    translator.first[text.strip()] = "The school supports 430 students."
    found = translated(text, translator, facts=True)
    assert found.text == "The school supports 340 students."
    (finding,) = found.findings
    assert (finding.kind, finding.severity) == ("numbers", "minor")
    assert finding.source_span is not None
    assert text[slice(*finding.source_span)] == "340명"
    assert "wrote 430" in finding.message
    assert "340 was put" in finding.message


EVERY_KIND = ("headline", "subheadline", "paragraph", "caption", "byline", "dateline", "notice")


def every_kind() -> Record:
    blocks = tuple(Block(kind, kind) for kind in EVERY_KIND)  # type: ignore[arg-type]
    return Record(Article("a", "a", blocks), segments=tuple(Segment(n, kind) for n, kind in enumerate(EVERY_KIND)))


def test_captions_are_translated_and_bylines_datelines_and_notices_are_not() -> None:
    translator = Recorder()
    found = run(every_kind(), translator).translations or ()
    assert translator.seen == ["headline", "subheadline", "paragraph", "caption"]
    assert [one is not None for one in found] == [True] * 4 + [False] * 3


def test_the_kinds_are_the_users_choice() -> None:
    translator = Recorder()
    run(every_kind(), translator, kinds=["byline"])
    assert translator.seen == ["byline"]


def test_a_korean_summary_is_translated_and_keeps_its_citations() -> None:
    sentences = (SummarySentence("요약 하나.", (0,)), SummarySentence("요약 둘.", (1, 2)))
    record = Record(Article("a", "a", (Block("paragraph", "가"),)), (Segment(0, "가"),), summary=Summary(sentences, "ko"))
    found = run(record, Recorder()).summary
    assert found == Summary((SummarySentence("<요약 하나.>", (0,)), SummarySentence("<요약 둘.>", (1, 2))), "en")


def test_an_english_summary_stays_as_it_is() -> None:
    summary = Summary((SummarySentence("English.", (0,)),), "en")
    translator = Recorder()
    record = Record(Article("a", "a", (Block("paragraph", "가"),)), (Segment(0, "가"),), summary=summary)
    assert run(record, translator).summary == summary
    assert translator.seen == ["가"]


def test_an_article_of_nothing_gives_nothing() -> None:
    found = run(Record(Article("a", "a", (Block("paragraph", " "),)), (Segment(0, " "),)), Recorder())
    assert found.translations == (None,)


@pytest.mark.parametrize(
    "value", [None, "text", {}, {"text": "a"}, {"text": 1, "score": -1.0, "attempts": 1, "pieces": 1, "unreadable": []}]
)
def test_a_value_of_another_shape_is_refused(value: Any) -> None:
    stage = TranslateStage(Recorder(), TranslateOptions())
    record = Record(Article("a", "a", (Block("paragraph", "가"),)), (Segment(0, "가"),))
    with pytest.raises((TypeError, ValueError, KeyError, AttributeError)):
        stage.assemble(record, [value])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said that he had had enough", None),
        ("very very good", None),
        ("very very very good", "very very very"),
        ("one two three one two three", "one two three one two three"),
        ("we One two THREE one  two three.", None),
        ("we One two THREE one  two three .", "One two THREE one  two three"),
        ("", None),
    ],
)
def test_repeated_span(text: str, found: str | None) -> None:
    span = repeated_span(text)
    assert (None if span is None else text[slice(*span)]) == found


LONG = "학생들은 도서관에서 책을 읽고, 교사들은 운동장에서 줄을 서며, 학부모들은 강당에서 설명을 듣고, " * 12 + "모두 집으로 돌아갔다."


@pytest.mark.slow
@pytest.mark.parametrize("text", [LONG, "가나다라마바사아자차" * 100, "학교 급식실 점검 " * 440], ids=["clauses", "no space", "no stop"])
def test_the_real_model_takes_long_sentences(text: str, engines: Any, translating: Any) -> None:
    from pipeline import load_config

    with Pipeline(load_config(translating, ["cache.enabled=false"])) as pipeline:
        record = Record(Article("a", "a", (Block("paragraph", text),)), segments=(Segment(0, text),))
        stage = pipeline.stages[1]
        (found,) = stage.assemble(record, stage.compute(stage.units(record))).translations or ()
    assert found is not None
    assert found.text
    assert "long-sentence" in kinds(found)


def test_the_real_model_flags_emoji(engines: Any, translating: Any) -> None:
    from pipeline import load_config

    text = "학교가 😀 열렸다."
    with Pipeline(load_config(translating, ["cache.enabled=false"])) as pipeline:
        (record,) = pipeline.run([Article("a", "a", (Block("paragraph", text),))])
    (found,) = record.translations or ()
    assert found is not None
    assert [text[slice(*one.source_span)] for one in found.findings if one.kind == "characters" and one.source_span] == ["😀"]

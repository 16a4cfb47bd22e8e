from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.errors import ModelError
from pipeline.facts.tables import FactTables, shipped_tables
from pipeline.records import Article, Block, Record, Segment, Summary, Translation
from pipeline.stage import Stage
from pipeline.stages.summarize import SummarizeOptions, SummarizeStage
from tests.summarization.tiny_summarizers import bart_that_writes

BLOCKS = (
    Block("headline", "해송 독서교실 연다"),
    Block("paragraph", "해송교육지원청은 독서교실 12곳을 연다고 밝혔다. 강사 한 명과 책 800권을 둔다."),
    Block("caption", "독서교실에서 책을 읽는 학생들"),
    Block("paragraph", "교육지원청은 2억 3천만 원을 들여 내년에 8곳을 더한다."),
    Block("notice", "무단전재 및 재배포 금지"),
)
SEGMENTS = (
    Segment(0, "해송 독서교실 연다"),
    Segment(1, "해송교육지원청은 독서교실 12곳을 연다고 밝혔다. "),
    Segment(1, "강사 한 명과 책 800권을 둔다."),
    Segment(2, "독서교실에서 책을 읽는 학생들"),
    Segment(3, "교육지원청은 2억 3천만 원을 들여 내년에 8곳을 더한다."),
    Segment(4, "무단전재 및 재배포 금지"),
)
ENGLISH = (
    "Haesong to Open Reading Rooms",
    "The Haesong Office of Education said it will open 12 reading rooms.",
    None,
    "Students read books in a reading room",
    "The office will spend 230 million won and add eight rooms next year.",
    None,
)


@dataclass
class Surroundings:
    available: frozenset[str]
    engines: Path = Path("engines")
    tables: FactTables = field(default_factory=shipped_tables)

    def resolve(self, path: str) -> str:
        return path

    def model(self, name: str) -> str:
        return name


def stage(*available: str, **options: object) -> SummarizeStage:
    return SummarizeStage.from_options(SummarizeOptions.model_validate(options), Surroundings(frozenset(available)))


def record(english: tuple[str | None, ...] = ENGLISH, segments: tuple[Segment, ...] = SEGMENTS) -> Record:
    article = Article("a", "a.txt", BLOCKS)
    return Record(article, segments, tuple(None if text is None else Translation(text, -0.1) for text in english))


def run(made: SummarizeStage, of: Record) -> Summary:
    values = json.loads(json.dumps(made.compute(made.units(of))))
    summary = made.assemble(of, values).summary
    assert summary is not None
    return summary


def test_keeps_the_protocol() -> None:
    made = stage("segments", "translations")
    assert isinstance(made, Stage)
    assert made.writes == "summary"
    assert made.models()[0].family == "extractive"


@pytest.mark.parametrize(
    ("available", "language", "reads", "written"),
    [
        (("segments", "translations"), "auto", ("segments", "translations"), "en"),
        (("segments",), "auto", ("segments",), "ko"),
        (("segments", "translations"), "ko", ("segments",), "ko"),
        (("segments",), "en", ("segments", "translations"), "en"),
    ],
)
def test_language_follows_what_is_there(available: tuple[str, ...], language: str, reads: tuple[str, ...], written: str) -> None:
    made = stage(*available, language=language)
    assert made.reads == reads
    assert made.signature()["language"] == written
    assert run(made, record()).language == written


def test_english_unit_holds_translated_paragraph_sentences_only() -> None:
    (unit,) = stage("segments", "translations").units(record())
    assert unit == {"language": "en", "headline": ENGLISH[0], "sentences": [ENGLISH[1], ENGLISH[4]], "paragraphs": [0, 1]}


def test_korean_unit_needs_no_translation() -> None:
    (unit,) = stage("segments").units(Record(Article("a", "a.txt", BLOCKS), SEGMENTS))
    assert unit["headline"] == "해송 독서교실 연다"
    assert unit["sentences"] == [SEGMENTS[number].text.strip() for number in (1, 2, 4)]
    assert unit["paragraphs"] == [0, 0, 1]


def test_cites_are_segments_of_the_record() -> None:
    summary = run(stage("segments", "translations"), record())
    assert [(sentence.text, sentence.cites) for sentence in summary.sentences] == [(ENGLISH[1], (1,)), (ENGLISH[4], (4,))]


def test_captions_stand_in_where_there_is_no_paragraph() -> None:
    summary = run(stage("segments", "translations"), record((ENGLISH[0], None, None, ENGLISH[3], None, None)))
    assert [(sentence.text, sentence.cites) for sentence in summary.sentences] == [(ENGLISH[3], (3,))]


def test_a_headline_alone_has_no_summary() -> None:
    assert run(stage("segments", "translations"), record((ENGLISH[0], None, None, None, None, None))) == Summary((), "en")


@pytest.mark.parametrize(
    "values",
    [
        [],
        [[], []],
        [[{"text": "x", "cites": [2]}]],
        [[{"text": "x", "cites": [-1]}]],
        [[{"text": "x", "cites": [True]}]],
        [[{"text": "x", "cites": []}]],
        [[{"text": "", "cites": [0]}]],
        [[{"text": 3, "cites": [0]}]],
        [[{"cites": [0]}]],
        [[5]],
        [None],
    ],
)
def test_values_of_the_wrong_shape_are_refused(values: list[object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        stage("segments", "translations").assemble(record(), values)


def test_batch_size_changes_no_signature_and_max_words_does() -> None:
    assert stage(batch_size=10).signature() == stage(batch_size=99).signature()
    assert stage(max_words=30).signature() != stage(max_words=99).signature()
    assert stage(batch_size=10).batch_size == 10


def test_misspelt_options_and_unknown_families_are_errors() -> None:
    with pytest.raises(ValidationError, match="max_sentence"):
        SummarizeOptions.model_validate({"max_sentence": 2})
    with pytest.raises(ModelError, match="did you mean 'extractive'"):
        stage(family="extractiv")


def test_a_family_that_converts_does_so_in_the_folder_of_the_run(tmp_path: Path) -> None:
    folder, engines = tmp_path / "tiny", tmp_path / "engines"
    bart_that_writes(folder, "The office will spend 230 million won.")
    options = {"family": "seq2seq", "model": str(folder), "options": {"compute_type": "float32", "device": "cpu", "engine": "ctranslate2"}}
    made = SummarizeStage.from_options(
        SummarizeOptions.model_validate(options), Surroundings(frozenset({"segments", "translations"}), engines)
    )
    assert not engines.exists()
    assert run(made, record()).sentences[0].cites == (4,)
    assert any(engines.iterdir())


def test_weight_is_positive() -> None:
    made = stage("segments", "translations")
    (unit,) = made.units(record((None,) * 6))
    assert made.weight(unit) == 1

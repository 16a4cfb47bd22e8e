from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import Pipeline, load_config
from pipeline.errors import ConfigError
from pipeline.records import Article, Block, Finding, Record, Segment, Summary, SummarySentence, Translation
from pipeline.stages.check import CheckOptions, CheckStage
from pipeline.writing.markdown import markdown

KOREAN = ("학생 350명이 왔다. ", "학교는 문을 열지 않았다.", "나하늘 기자")
TOLD = Finding("numbers", "major", "350명 is not in the translation", (3, 7))


def record(*findings: Finding, summary: str = "The school opened.") -> Record:
    return Record(
        Article("a.txt", "a.txt", (Block("paragraph", "".join(KOREAN[:2])), Block("byline", KOREAN[2]))),
        (Segment(0, KOREAN[0]), Segment(0, KOREAN[1]), Segment(1, KOREAN[2])),
        (Translation("Some 530 students came.", -0.1, 1, findings), Translation("The school opened.", -0.1), None),
        Summary((SummarySentence(summary, (1,)),)),
    )


def run(before: Record, **options: Any) -> Record:
    stage = CheckStage(CheckOptions(**options))
    return stage.assemble(before, json.loads(json.dumps(stage.compute(stage.units(before)))))


def kinds(after: Record) -> list[list[tuple[str, str]]]:
    return [[(one.kind, one.severity) for one in translation.findings] for translation in after.translations or () if translation]


def test_findings_stand_with_their_sentence() -> None:
    after = run(record())
    assert kinds(after) == [[("numbers", "major")], [("mistranslation", "critical")]]
    assert after.translations is not None
    assert after.translations[2] is None
    assert after.findings == ()


def test_what_translate_has_told_is_not_told_again() -> None:
    other = Finding("low-confidence", "minor", "the model is unsure")
    after = run(record(TOLD, other))
    assert kinds(after)[0] == [("numbers", "major"), ("low-confidence", "minor")]
    assert after.translations is not None
    assert after.translations[0] is not None
    assert [(one.source_span, one.target_span) for one in after.translations[0].findings] == [((3, 7), (5, 8)), (None, None)]


def test_running_it_again_adds_nothing() -> None:
    once = run(record())
    assert run(once) == once


def test_severities_count_for_what_translate_has_told_too() -> None:
    assert kinds(run(record(TOLD), severity={"numbers": None, "negation": "minor"})) == [[], [("mistranslation", "minor")]]


def test_a_number_without_source_in_the_summary_is_told_with_the_article() -> None:
    after = run(record(summary="Some 350 students came."))
    (one,) = after.findings or ()
    assert (one.kind, one.target_span) == ("numbers", (5, 8))
    assert "\n- summary, sentence 1: 350 is not in the Korean" in markdown(after, {})


def test_known_exceptions_are_left_out_and_unused_ones_told(tmp_path: Path) -> None:
    (tmp_path / "known.tsv").write_text("350명\tnumbers\n열지 않았다\tnegation\n도서관\t*\n", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("check: {ignore: known.tsv}\n", encoding="utf-8")
    config = load_config(tmp_path / "mine.yaml", ["translate.device=cpu"])
    with Pipeline(config) as pipeline:
        stage: Any = pipeline.stages[-1]
    after = stage.assemble(record(), stage.compute(stage.units(record())))
    assert kinds(after) == [[], []]
    (told,) = stage.unused_exceptions()
    assert "line 3" in told


def test_the_signature_holds_severities_and_exceptions(tmp_path: Path) -> None:
    plain, changed = CheckStage(CheckOptions()).signature(), CheckStage(CheckOptions(severity={"omission": None})).signature()
    assert plain != changed
    assert "negation" in plain["checks"]


def test_a_mistake_in_the_options_is_told_before_work_is_done(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("check: {severity: {negatoin: minor}}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="did you mean 'negation'"):
        Pipeline(load_config(tmp_path / "mine.yaml"))
    with pytest.raises(ConfigError, match=r"check\.severity"):
        load_config(None, ["check.severity={negation: grave}"])
    with pytest.raises(ConfigError, match="'check' needs the field 'translations'"):
        Pipeline(load_config(None, stages=["segment", "check"]))


def test_a_record_of_an_older_version_is_read_and_a_new_one_comes_back() -> None:
    after = run(record(summary="Some 350 students came."))
    assert Record.from_dict(json.loads(json.dumps(after.to_dict()))) == after
    old = after.to_dict()
    del old["findings"]
    assert Record.from_dict(old).findings is None

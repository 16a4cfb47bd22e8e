"""`eduwire evaluate` and `eduwire compare` from a shell's point of view, with the embedded model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.errors import EduwireError, InputError
from pipeline.evaluation.data import load_data
from pipeline.evaluation.producing import read_run
from pipeline.records import Finding, Record, Segment, Summary, SummarySentence, Theme, Translation

RunCli = Callable[..., Any]
FAST = ("--set", "translate.beam_size=1", "--set", "translate.device=cpu", "--set", "segment.kiwi=never")


def refused(*args: str | Path) -> str:
    """What the command line says of a user's mistake."""
    error = CliRunner().invoke(app, list(map(str, args))).exception
    assert isinstance(error, EduwireError), error
    return str(error)


@pytest.fixture
def finished_run(sample_folder: Path, tmp_path: Path) -> Path:
    """The output folder of a run that wrote the references themselves."""
    folder = tmp_path / "out"
    folder.mkdir()
    lines = []
    for gold in load_data(sample_folder).articles:
        sentences = gold.sentences or ()
        record = Record(
            gold.article,
            tuple(Segment(min(place, 1), one.korean) for place, one in enumerate(sentences)),
            tuple(Translation(one.english, -0.1) for one in sentences),
            Summary((SummarySentence(gold.summary or "", (1,)),)),
            tuple(Theme(theme, 0.9) for theme in gold.themes or ()),
        )
        lines.append(json.dumps(record.to_dict(), ensure_ascii=False))
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "run.json").write_text(json.dumps({"made_by": "eduwire", "state": "complete", "signature": {"by": "hand"}, "usage": []}))
    return folder


def test_evaluate_then_again_then_compare(run_cli: RunCli, sample_folder: Path, tmp_path: Path) -> None:
    first = run_cli("evaluate", sample_folder, "-o", tmp_path / "first", *FAST, "--fail-under", "chrf=1", "--fail-over", "ter=500")
    assert first.code == 0, first
    values = json.loads((tmp_path / "first" / "evaluation.json").read_text(encoding="utf-8"))
    names = {one["metric"] for one in values["scores"]}
    assert {"bleu", "chrf", "ter", "numbers", "rouge1", "compression", "theme_top1", "findings", "length_ratio"} <= names
    assert values["usage"]["articles"] == 2
    assert values["signature"]["translate"]
    assert {one["dimension"] for one in values["slices"]} >= {"theme", "genre", "region", "length", "numbers"}
    assert "chrf" in first.out
    assert (tmp_path / "first" / "report.md").read_text(encoding="utf-8").startswith("# Evaluation on ")

    args = ["evaluate", sample_folder, "-q", "-o", tmp_path / "second", *FAST, "--no-worse-than", tmp_path / "first"]
    again = CliRunner().invoke(app, list(map(str, args)))
    assert again.exit_code == 0, again.output
    second = json.loads((tmp_path / "second" / "evaluation.json").read_text(encoding="utf-8"))
    assert second["usage"]["computed"] == 0
    assert second["scores"] == values["scores"]

    compared = CliRunner().invoke(
        app, ["compare", str(tmp_path / "first"), str(tmp_path / "second"), "-o", str(tmp_path / "compared.json")]
    )
    assert compared.exit_code == 0, compared.output
    assert "The two are the same in every score." in compared.output
    assert json.loads((tmp_path / "compared.json").read_text(encoding="utf-8"))["differences"]


def test_a_finished_run_is_measured_and_gated(sample_folder: Path, finished_run: Path, tmp_path: Path) -> None:
    args = ["evaluate", str(sample_folder), "--run", str(finished_run), "-q", "-o", str(tmp_path / "report")]
    assert CliRunner().invoke(app, [*args, "--fail-under", "chrf=99.9", "--fail-under", "rougeL=0.99"]).exit_code == 0
    values = json.loads((tmp_path / "report" / "evaluation.json").read_text(encoding="utf-8"))
    assert values["signature"] == {"by": "hand"}
    assert {one["score"] for one in values["sentences"]} == {100}
    failed = CliRunner().invoke(app, [*args, "--fail-over", "theme_ece=0.05"])
    assert failed.exit_code == 4
    assert "not good enough: theme_ece is 0.1, and at most 0.05 is asked for" in failed.output


def test_a_run_with_an_empty_translation_or_without_an_article_is_refused(sample_folder: Path, finished_run: Path) -> None:
    data = load_data(sample_folder)
    path = finished_run / "articles.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[1])
    record["translations"][2]["text"] = " "
    path.write_text(f"{lines[0]}\n{json.dumps(record)}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"articles\.jsonl:2: the hypothesis of sentence 3 of meal\.txt is empty"):
        read_run(finished_run, data)
    told = Finding("untranslated", "critical", "the model produced nothing")
    record["translations"][2]["findings"] = [{"kind": told.kind, "severity": told.severity, "message": told.message}]
    path.write_text(f"{lines[0]}\n{json.dumps(record)}\n", encoding="utf-8")
    assert read_run(finished_run, data).notes == ("meal.txt: sentence 3 was not translated, and counts as empty",)
    path.write_text(f"{lines[0]}\n", encoding="utf-8")
    with pytest.raises(InputError, match="lacks 1 of the 2 articles"):
        read_run(finished_run, data)
    (finished_run / "run.json").write_text('{"state": "unfinished"}')
    with pytest.raises(InputError, match="does not tell of a complete run"):
        read_run(finished_run, data)


def test_sentence_pairs_are_translated_and_nothing_else(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("ko,en\n학생 120명이 책을 빌렸다.,A total of 120 students borrowed books.\n", encoding="utf-8")
    done = run_cli("evaluate", tmp_path / "pairs.csv", "-o", tmp_path / "report.json", *FAST)
    assert done.code == 0, done
    values = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {"segment", "translate"} <= set(values["signature"]).difference({"summarize", "tag"}) == set(values["signature"])
    assert not values["sentences"]  # a baseline holds no text
    args = ["evaluate", tmp_path / "pairs.csv", "-o", tmp_path / "again", "--no-worse-than", tmp_path / "report.json", *FAST]
    again = CliRunner().invoke(app, list(map(str, args)))
    assert again.exit_code == 0, again.output
    compared = CliRunner().invoke(app, ["compare", str(tmp_path / "report.json"), str(tmp_path / "again")])
    assert "The two are the same in every score." in compared.output
    assert "holds no sentences" in compared.output
    assert "note: rouge did not run" in done.out


def test_a_mistake_is_told_with_what_to_do(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("evaluate", tmp_path / "nowhere")
    assert done.code == 2
    assert done.err.strip().endswith("nowhere (check the spelling and the folder that you are in)")


def test_mistakes_are_told_before_anything_runs(sample_folder: Path, tmp_path: Path) -> None:
    assert "did you mean 'chrf'" in refused("evaluate", sample_folder, "--fail-under", "chr=50")
    assert "no such file or folder" in refused("evaluate", tmp_path / "nowhere")
    assert "two numbers" in refused("evaluate", sample_folder, "--price", "1")
    assert "cannot be read" in refused("evaluate", sample_folder, "--no-worse-than", tmp_path / "none.json")
    path = sample_folder / "meal.ref.json"
    path.write_text(path.read_text(encoding="utf-8").replace("student-health-wellbeing", "student-health"), encoding="utf-8")
    assert "the theme 'student-health' of meal.txt is not in the taxonomy" in refused("evaluate", sample_folder)

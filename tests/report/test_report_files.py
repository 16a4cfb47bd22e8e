from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutputError
from pipeline.writing.report import write_report
from pipeline.writing.report.fact_places import placed_facts
from tests.report.report_runs import HOSTILE, article, write_run

RunCli = Callable[..., Any]


def test_a_run_ends_with_its_report_and_the_command_writes_it_anew(
    run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path
) -> None:
    assert run_cli("run", korean_folder, "-o", "out", "-c", segment_only).code == 0
    report = tmp_path / "out" / "report" / "index.html"
    first = report.read_bytes()
    report.unlink()
    told = run_cli("report", "out")
    assert (told.code, told.out) == (0, "")
    assert "out/report/index.html" in told.err
    assert report.read_bytes() == first


def test_a_run_without_a_report_leaves_none_of_an_earlier_run(
    run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path
) -> None:
    assert run_cli("run", korean_folder, "-o", "out", "-c", segment_only).code == 0
    assert run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "--set", "output.report=false").code == 0
    assert not (tmp_path / "out" / "report" / "index.html").exists()


def test_what_is_no_finished_run_is_refused_with_the_reason(run_cli: RunCli, tmp_path: Path) -> None:
    assert "holds no run of eduwire" in run_cli("report", "nowhere").refused()
    write_run(tmp_path / "half", [article("a.txt")], finish=False)
    assert "did not finish; give the same eduwire run command again" in run_cli("report", "half").refused()


def _changed(run: Path, **values: object) -> None:
    about = json.loads((run / "run.json").read_text(encoding="utf-8"))
    (run / "run.json").write_text(json.dumps({**about, **values}), encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"format": 0}, "was written in format 0, this version reads"), ({"made_by": "another"}, "is another program's")],
)
def test_an_older_or_foreign_folder_is_refused(tmp_path: Path, values: dict[str, object], reason: str) -> None:
    run = write_run(tmp_path / "out", [article("a.txt")])
    _changed(run, **values)
    with pytest.raises(OutputError, match=reason):
        write_report(run)
    assert not (run / "report").exists()


@pytest.mark.parametrize("line", ["{", "[]", '{"article": {}}', "null"])
def test_a_damaged_record_is_named_by_its_line_and_the_old_report_stays(tmp_path: Path, line: str) -> None:
    run = write_run(tmp_path / "out", [article("a.txt")])
    old = write_report(run).read_bytes()
    with (run / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(OutputError, match=r"articles\.jsonl, line 2 is no record"):
        write_report(run)
    assert (run / "report" / "index.html").read_bytes() == old


def test_a_run_without_articles_or_without_dates_has_a_report(tmp_path: Path) -> None:
    page = write_report(write_run(tmp_path / "out", [])).read_text(encoding="utf-8")
    assert "No article came through." in page
    page = write_report(write_run(tmp_path / "undated", [article("a.txt", published=None, themes=())])).read_text(encoding="utf-8")
    assert "No article has a date." in page
    assert "No theme was found." in page


def test_the_page_is_forbidden_the_network_and_no_text_ends_a_script(tmp_path: Path) -> None:
    name = f"a\u2028</script>{HOSTILE}\ud83d"
    page = write_report(write_run(tmp_path / "out", [article(name, name, name)])).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;;")
    assert "unsafe" not in policy[1]
    assert "\u2028" not in page
    assert page.count("</script>") == 3
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_places_of_facts_are_found_word_for_word_and_by_value() -> None:
    korean, english = "학생 3만5천명이 10월 27일 모였다.", "On October 27, thirty-five thousand students met."
    found = {fact.kind: [english[start:end] for start, end in fact.english] for fact in placed_facts(korean, english, "2025-10-20")}
    assert found["date"] == ["October 27"]
    assert found["number"] == ["thirty-five thousand"]
    assert all(not fact.english for fact in placed_facts(korean, "They met.", None))
    assert all(not fact.english for fact in placed_facts(korean, None, None))


def test_one_place_in_the_english_belongs_to_one_fact() -> None:
    found = placed_facts("초등학생 12명과 중학생 12명이 왔다.", "12 pupils and 12 students came.", None)
    places = [span for fact in found for span in fact.english]
    assert len(places) == len(set(places)) == 2

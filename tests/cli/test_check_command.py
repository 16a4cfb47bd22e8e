from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bilingual.test_bilingual_files import TMX


@pytest.fixture
def pair(tmp_path: Path) -> Callable[[str, str], list[str | Path]]:
    def written(korean: str, english: str) -> list[str | Path]:
        (tmp_path / "ko.txt").write_text(korean, encoding="utf-8")
        (tmp_path / "en.txt").write_text(english, encoding="utf-8")
        return ["check", tmp_path / "ko.txt", tmp_path / "en.txt"]

    return written


def test_findings_stand_under_their_line(run_cli: Any, pair: Any) -> None:
    result = run_cli(*pair("비가 왔다.\n학생 350명이 왔다.\n", "It rained.\nSome 530 students came.\n"))
    assert result.code == 0
    assert "line 2\n    major: numbers: 350명 is 530 in the translation: expected 350\n" in result.out
    assert "line 1" not in result.out
    assert "    numbers: 1 major" in result.out
    assert "2 lines: 0 critical, 1 major, 0 minor" in result.out


def test_files_that_do_not_lie_side_by_side_are_told(run_cli: Any, pair: Any) -> None:
    told = run_cli(*pair("비가 왔다.\n\n해가 떴다.\n", "It rained.\nThe sun rose.\n"))
    assert told.code == 2
    assert "3 lines" in told.err
    assert "Line 2 is blank in the Korean only" in told.err
    assert "ko.txt has no Korean" in run_cli(*pair("It rained.\n", "비가 왔다.\n")).err
    assert run_cli(*pair("비가 왔다.\n", "It rained.\n\n\n")).code == 0


def test_json_and_the_exit_code_of_a_severity(run_cli: Any, pair: Any) -> None:
    arguments = pair("비가 왔다.\n해가 왔다.", "It rained.\nIt was 한빛.")
    result = run_cli(*arguments, "--json", "--fail-on", "major")
    assert result.code == 4
    assert json.loads(result.out.splitlines()[0])["line"] == 2
    assert run_cli(*arguments, "--fail-on", "critical").code == 0


def test_severities_and_exceptions_of_the_command_go_before_those_of_the_config(run_cli: Any, pair: Any, tmp_path: Path) -> None:
    arguments = pair("비가 오지 않았다.\n학생 350명이 왔다.", "It rained.\nSome students came.")
    (tmp_path / "known.tsv").write_text("350명\tnumbers\tsaid elsewhere\n도서관\t*\n", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("check: {severity: {negation: minor}, ignore: known.tsv}\n", encoding="utf-8")
    result = run_cli(*arguments, "-c", tmp_path / "mine.yaml")
    assert "2 lines: 0 critical, 0 major, 1 minor" in result.out
    assert "known.tsv, line 2: nothing was found" in result.err
    assert "2 lines: 0 critical, 1 major, 0 minor" in run_cli(*arguments, "--severity", "negation=off").out
    assert "2 lines: 1 critical, 0 major, 0 minor" in run_cli(*arguments, "--ignore", tmp_path / "known.tsv").out


def test_a_translation_memory_is_one_argument(run_cli: Any, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(TMX.replace("Some ", "Some 9,").replace("350 students", "000 students"), encoding="utf-8")
    result = run_cli("check", tmp_path / "a.tmx", "--fail-on", "critical")
    assert result.code == 4
    assert "unit u1, line 4\n" in result.out
    assert "unit -, line 10\n    critical: untranslated" in result.out
    assert "2 units: 1 critical" in result.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--severity", "negation"], "write CHECK=LEVEL"),
        (["--severity", "negation=grave"], "critical, major, minor, off"),
        (["--severity", "negatoin=off"], "did you mean 'negation'"),
        (["--ignore", "none.tsv"], "cannot be read"),
    ],
)
def test_a_mistake_is_told(arguments: list[str], message: str, run_cli: Any, pair: Any) -> None:
    assert message in run_cli(*pair("비가 왔다.", "It rained."), *arguments).refused()


def test_unequal_files_are_refused(run_cli: Any, pair: Any) -> None:
    assert "2 lines" in run_cli(*pair("하나\n둘", "one")).refused()


def test_a_run_counts_findings_and_fails_on_them(run_cli: Any, korean_folder: Path, translating: Path, tmp_path: Path) -> None:
    translating.write_text(translating.read_text(encoding="utf-8").replace("translate]", "translate, check]"), encoding="utf-8")
    arguments = ["run", korean_folder, "-o", tmp_path / "out", "-c", translating, "--set", "translate.unsure_below=0"]
    assert run_cli(*arguments, "--fail-on", "minor").code == 4
    counts = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]["findings"]
    lines = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    told = [one for line in lines for translation in json.loads(line)["translations"] if translation for one in translation["findings"]]
    assert sum(counts["low-confidence"].values()) == sum(one["kind"] == "low-confidence" for one in told) > 0
    quiet = run_cli(*arguments, "--fail-on", "minor", "--set", "check.severity={low-confidence: null, numbers: null, omission: null}")
    assert "low-confidence" not in json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]["findings"], quiet

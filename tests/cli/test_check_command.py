from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


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
    assert "line 2\n    major: numbers: 350명" in result.out
    assert "line 1" not in result.out
    assert "2 lines: 0 critical, 1 major, 0 minor" in result.out


def test_json_and_the_exit_code_of_a_severity(run_cli: Any, pair: Any) -> None:
    arguments = pair("비가 왔다.\n한빛이 왔다.", "It rained.\nIt was 한빛.")
    result = run_cli(*arguments, "--json", "--fail-on", "major")
    assert result.code == 4
    assert json.loads(result.out.splitlines()[0])["line"] == 2
    assert run_cli(*arguments, "--fail-on", "critical").code == 0


def test_unequal_files_are_refused(run_cli: Any, pair: Any) -> None:
    assert "2 lines" in run_cli(*pair("하나\n둘", "one")).refused()

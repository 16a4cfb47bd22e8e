from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RunCli = Callable[..., Any]


def outputs(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_run_from_end_to_end(run_cli: RunCli, korean_folder: Path, translating: Path, own_cache: Path, tmp_path: Path) -> None:
    result = run_cli("run", korean_folder, "-o", "out", "-c", translating, "--cache", own_cache)
    assert result.code == 0, result.err
    assert result.out == ""
    assert "results: out/articles.jsonl" in result.err
    lines = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["article"]["id"] for line in lines] == ["library.txt", "press/budget.txt", "press/meal.txt"]
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["state"] == "complete"
    assert (run["counts"]["articles"], run["counts"]["failures"], run["counts"]["sentences"]) == (3, 0, 11)
    assert run["counts"]["stages"]["translate"]["computed"] == 10
    (model,) = run["models"]
    assert (model["id"], len(model["sha256"])) == ("ko-en-news", 64)
    assert run["signature"]["translate"]["beam_size"] == 1
    assert run["config"]["translate"]["beam_size"] == 1
    assert run["versions"]["ctranslate2"]
    assert (tmp_path / "out" / "failures.jsonl").read_text() == ""
    assert "library.md" in outputs(tmp_path / "out" / "articles")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["run"], "INPUT"),
        (["run", "IN"], "--out"),
        (["run", "IN", "-o", "out", "--speed", "9"], "--speed"),
        (["run", "IN", "-o", "out", "--limit", "0"], "--limit"),
        (["run", "nowhere", "-o", "out"], "no such file or folder: nowhere"),
        (["run", "IN", "-o", "out", "-c", "none.yaml"], "no config file none.yaml"),
        (["run", "IN", "-o", "out", "--set", "translate.beem_size=1"], "did you mean 'beam_size'"),
        (["run", "IN", "-o", "out", "--stages", "segment,translat"], "did you mean 'translate'"),
        (["run", "IN", "-o", "out", "--stages", "translate"], "needs the field 'segments'"),
        (["run", "IN", "-o", "out", "--stages", ""], "at least one stage"),
        (["run", "IN", "-o", "out", "--set", "translate.model=nothing"], "no model called 'nothing'"),
        (["run", "IN", "-o", "IN/out", "--stages", "segment"], "lies inside the input folder"),
        (["run", "IN", "-o", "IN", "--stages", "segment"], "lies inside the input folder"),
        (["run", "IN", "-o", "out", "--stages", "segment", "--cache", "translate.yaml"], "cache"),
        (["rum"], "rum"),
    ],
)
def test_a_slip_at_the_keyboard_gives_a_message_and_exit_code_2(
    args: list[str], message: str, run_cli: RunCli, korean_folder: Path, translating: Path, tmp_path: Path
) -> None:
    given = [arg.replace("IN", str(korean_folder)) for arg in args]
    told = " ".join(run_cli(*given).refused().split())
    assert message in told
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_reported_as_a_failed_input(run_cli: RunCli, segment_only: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run_cli("run", "empty", "-o", "out", "-c", segment_only)
    assert result.code == 3
    assert "the folder holds no files" in result.err
    assert "Traceback" not in result.err


def test_inputs_that_fail_are_listed_and_the_exit_code_is_3(
    run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path
) -> None:
    (korean_folder / "empty.txt").write_text("")
    (korean_folder / "english.txt").write_text("The school opened its doors today.\n" * 3)
    result = run_cli("run", korean_folder, "-o", "out", "-c", segment_only)
    assert result.code == 3
    failures = [json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [failure["id"] for failure in failures] == ["empty.txt", "english.txt"]
    assert all(failure["reason"] and failure["advice"] for failure in failures)
    assert "failed: english.txt: not Korean" in result.err
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]["articles"] == 3


def test_messages_are_not_broken_into_lines(run_cli: RunCli, segment_only: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    name = "long-" * 40 + ".txt"
    (tmp_path / "in" / name).write_text("")
    result = run_cli("run", "in", "-o", "out", "-c", segment_only, env={"COLUMNS": "60"})
    assert f"failed: {name}: " in result.err


def test_limit_ends_after_so_many_articles(run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path) -> None:
    assert run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "--limit", "2").code == 0
    assert len((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(
    run_cli: RunCli, korean_folder: Path, translating: Path, tmp_path: Path
) -> None:
    (korean_folder / "empty.txt").write_text("")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    result = run_cli("run", korean_folder, "-o", "out", "-c", translating, "--cache", tmp_path / "cache", "--dry-run")
    assert result.code == 3
    assert "stages: segment, translate" in result.out
    assert "ko-en-news (bart, " in result.out
    assert "3 articles" in result.out
    assert "would fail: empty.txt" in result.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_quiet_says_nothing_but_errors(run_cli: RunCli, korean_folder: Path, segment_only: Path) -> None:
    result = run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")
    (korean_folder / "empty.txt").write_text("")
    result = run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "-q")
    assert result.code == 3
    assert result.err.startswith("failed: empty.txt: ")


def test_an_article_from_standard_input(run_cli: RunCli, segment_only: Path, tmp_path: Path) -> None:
    result = run_cli("run", "-", "-o", "out", "-c", segment_only, stdin="제목이다\n\n학교는 새 도서관을 열었다. 학생이 왔다.\n")
    assert result.code == 0, result.err
    (line,) = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["article"]["id"] == "stdin"
    assert len(json.loads(line)["segments"]) == 3


def test_half_a_character_in_a_table_does_not_stop_a_run(run_cli: RunCli, segment_only: Path, tmp_path: Path) -> None:
    row = '{"id": "\\ud83d", "title": "제목 \\ud83d", "text": "학교는 새 도서관을 열었다. \\ud83d 학생이 왔다."}\n'
    (tmp_path / "rows.jsonl").write_text(row + '{"title": "제목", "text": "급식은 다음 달부터 바뀐다."}\n', encoding="utf-8")
    result = run_cli("run", "rows.jsonl", "-o", "out", "-c", segment_only)
    assert result.code in (0, 3), result.err
    assert "Traceback" not in result.err
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]["articles"] >= 1


def test_the_script_is_the_same_command(run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path, cli_env: Any) -> None:
    import subprocess
    import sys

    script = Path(__file__).resolve().parents[2] / "scripts" / "run_pipeline.py"
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, str(script), str(korean_folder), "-o", "out", "-c", str(segment_only)], cwd=tmp_path, env=env, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "articles.jsonl").exists()

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import Article, Block, Pipeline, load_config


@pytest.fixture
def options(translating: Path, own_cache: Path) -> list[str | Path]:
    return ["translate", "-c", translating, "--cache", own_cache]


def expected(translating: Path, lines: list[str]) -> list[str]:
    """The same lines through the library, each as an article of its own."""
    with Pipeline(load_config(translating, ["cache.enabled=false"])) as pipeline:
        found = pipeline.run(Article(str(n), "-", (Block("paragraph", line),)) for n, line in enumerate(lines))
        return [" ".join(one.text for one in record.translations or () if one) for record in found]


def test_one_line_out_for_each_line_in_in_order(run_cli: Callable[..., Any], options: list[str], translating: Path) -> None:
    lines = ["학교는 문을 열었다.", "급식이 바뀐다.", "교사는 웃었다. 학생도 웃었다.", "학교는 문을 열었다."]
    stdin = f"{lines[0]}\r\n\n  {lines[1]}\t\n   \n{lines[2]}\n{lines[3]}"
    result = run_cli(*options, stdin=stdin)
    one, two, three, four = expected(translating, lines)
    assert result.out == f"{one}\n\n{two}\n\n{three}\n{four}\n"
    assert result.code == 0
    assert result.err == ""


def test_many_lines_keep_their_places(run_cli: Callable[..., Any], options: list[str]) -> None:
    lines = [f"학생 {n % 9}명이 왔다." if n % 7 else "" for n in range(1203)]
    out = run_cli(*options, stdin="\n".join(lines) + "\n").out.split("\n")
    assert len(out) == len(lines) + 1
    of: dict[str, str] = {}
    for line, english in zip(lines, out, strict=False):
        assert bool(english) == bool(line)
        assert of.setdefault(line, english) == english


def test_scores_stand_before_the_lines(run_cli: Callable[..., Any], options: list[str]) -> None:
    rows = [line.split("\t") for line in run_cli(*options, "--scores", stdin="학교\n\n급식").out.splitlines()]
    assert [len(row) for row in rows] == [2, 2, 2]
    assert all(float(score) <= 0 for score, _ in rows)
    assert rows[1] == ["0.0000", ""]


def test_nothing_in_nothing_out(run_cli: Callable[..., Any], options: list[str]) -> None:
    assert run_cli(*options, stdin="").out == ""


def test_a_line_that_is_not_utf8_is_named(run_cli: Callable[..., Any], options: list[str]) -> None:
    told = run_cli(*options, stdin="학교\n\n".encode() + "급식".encode("cp949")).refused()
    assert "line 3 of standard input is not UTF-8" in told
    assert "iconv" in told


def test_output_is_utf8_whatever_the_terminal_says(run_cli: Callable[..., Any], options: list[str]) -> None:
    stdin = b"\xef\xbb\xbf" + "“학교”는 문을 열었다.".encode()
    result = run_cli(*options, stdin=stdin, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert result.code == 0, result
    assert result.out == run_cli(*options, stdin="“학교”는 문을 열었다.").out


def test_a_reader_that_has_enough_is_no_error(options: list[str], cli_env: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("학교는 문을 열었다.\n" * 40_000, encoding="utf-8")
    with (tmp_path / "lines").open("rb") as stdin:
        code = "from pipeline.cli.main import main; main()"
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, options)], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(cli_env)
        )
        assert process.stdout is not None
        assert process.stdout.readline().strip()
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        process.stderr.close()
        assert process.wait(timeout=60) == 141
    assert err == b""


def test_the_first_line_after_the_conversion_loads_no_torch(options: list[str], cli_env: Mapping[str, str]) -> None:
    code = (
        "import sys\nfrom pipeline.cli.main import main\ntry: main()\nexcept SystemExit: pass\n"
        "print([name for name in ('torch', 'transformers', 'datasets', 'kiwipiepy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, options)], input="학교는 문을 열었다.\n", capture_output=True, text=True, env=dict(cli_env)
    )
    assert done.stdout.splitlines()[1:] == ["[]"], done

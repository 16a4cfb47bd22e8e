from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checks.exceptions import load_exceptions
from pipeline.errors import ConfigError
from pipeline.records import Finding

NUMBERS = Finding("numbers", "major", "350명 is not in the translation", (3, 7))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_expression_covers_the_finding_that_points_at_it(tmp_path: Path) -> None:
    known = load_exceptions(written(tmp_path / "known.tsv", "# reviewed\n\n350명\tnumbers\tapproximate\n학생\tomission\na.txt\t*\n"))
    assert known.covers("lost_facts", NUMBERS, "학생 350명이 왔다.", "b.txt")
    assert not known.covers("lost_facts", NUMBERS, "교사 120명이 왔다.", "b.txt")
    assert known.covers("anything", Finding("terminology", "major", "x"), "교사", "a.txt")
    (unused,) = known.unused()
    assert "line 4" in unused
    assert "'학생'" in unused


def test_an_expression_elsewhere_in_the_sentence_covers_nothing(tmp_path: Path) -> None:
    known = load_exceptions(written(tmp_path / "known.tsv", "왔다\tnumbers\n"))
    assert not known.covers("lost_facts", NUMBERS, "학생 350명이 왔다.", "a")


def test_the_name_of_a_check_serves_as_well(tmp_path: Path) -> None:
    known = load_exceptions(written(tmp_path / "known.tsv", "학생 350명\tlost_facts\n"))
    assert known.covers("lost_facts", NUMBERS, "학생 350명이 왔다.", "a")
    assert not known.covers("added_number", NUMBERS, "학생 350명이 왔다.", "a")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("just one cell", "the line has 1 cells"),
        ("a\tnumbers\twhy\tmore", "the line has 4 cells"),
        ("\tnumbers", "the line has 2 cells"),
        ("학생\tnumbres", "'numbres' is no check; did you mean 'numbers'"),
        ("교사\tnumbers\n교사\tnumbers", "line 4: the same stands on line 3 already"),
    ],
)
def test_a_broken_line_is_named(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"known\.tsv, line ") as caught:
        load_exceptions(written(tmp_path / "known.tsv", f"# first\n\n{line}\n"))
    assert message in str(caught.value)


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_exceptions(tmp_path / "none.tsv")
    (tmp_path / "old.tsv").write_bytes("학생\tnumbers".encode("cp949"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_exceptions(tmp_path / "old.tsv")

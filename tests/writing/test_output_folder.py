from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.records import Failure, Record
from pipeline.writing.atomic import write_text
from pipeline.writing.folder import FORMAT, OutputFolder
from tests.writing.sample_records import record


def write(folder: Path, *records: Record, pages: bool = True, failures: tuple[Failure, ...] = (), finish: bool = True) -> None:
    with OutputFolder(folder, pages=pages, theme_names={}) as out:
        out.begin({"inputs": ["in"]})
        for one in records:
            out.add(one)
        for failure in failures:
            out.fail(failure)
        if finish:
            out.finish({"inputs": ["in"], "counts": {}})


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_run_leaves_records_pages_failures_and_what_was_run(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    one, two = record("a.txt"), record("b.txt")
    write(out, one, two, failures=(Failure("c.txt", "read", "empty", "remove it"),))
    assert names(out) == ["articles.jsonl", "articles/a.md", "articles/b.md", "duplicates.jsonl", "failures.jsonl", "run.json"]
    assert [Record.from_dict(line) for line in lines(out / "articles.jsonl")] == [one, two]
    assert lines(out / "failures.jsonl") == [{"id": "c.txt", "stage": "read", "reason": "empty", "advice": "remove it"}]
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert (run["made_by"], run["format"], run["state"], run["inputs"]) == ("eduwire", FORMAT, "complete", ["in"])


def test_records_appear_only_when_all_is_done(tmp_path: Path) -> None:
    write(tmp_path / "out", record("a.txt"), finish=False)
    assert not (tmp_path / "out" / "articles.jsonl").exists()
    assert json.loads((tmp_path / "out" / "run.json").read_text())["state"] == "unfinished"
    write(tmp_path / "out", record("b.txt"))
    assert [line["article"]["id"] for line in lines(tmp_path / "out" / "articles.jsonl")] == ["b.txt"]  # type: ignore[index]
    assert not list((tmp_path / "out").rglob("*.partial"))


def test_an_unfinished_run_leaves_the_records_of_the_last_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, record("a.txt"))
    before = (out / "articles.jsonl").read_bytes()
    write(out, record("b.txt"), finish=False)
    assert (out / "articles.jsonl").read_bytes() == before


def test_pages_of_articles_that_are_gone_are_removed_and_other_files_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, record("a.txt"), record("b.txt"))
    (out / "articles" / "notes-of-mine.md").write_text("mine")
    write(out, record("b.txt"))
    assert names(out / "articles") == ["b.md", "notes-of-mine.md"]


def test_without_pages_there_is_no_folder_for_them(tmp_path: Path) -> None:
    write(tmp_path / "out", record(), pages=False)
    assert names(tmp_path / "out") == ["articles.jsonl", "duplicates.jsonl", "failures.jsonl", "run.json"]


def test_a_page_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, record("a.txt"))
    stamp = (out / "articles" / "a.md").stat().st_mtime_ns
    write(out, record("a.txt"))
    assert (out / "articles" / "a.md").stat().st_mtime_ns == stamp


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    write(tmp_path, record("a.txt"))
    assert (tmp_path / "articles.jsonl").exists()


@pytest.mark.parametrize(
    ("run", "message"),
    [
        (None, "holds no run of eduwire"),
        ("not json", "holds no run of eduwire"),
        ("[]", "holds no run of eduwire"),
        ('{"made_by": "someone"}', "holds no run of eduwire"),
        ('{"made_by": "eduwire", "format": 0}', "was written in format 0, this version writes 1"),
        ('{"made_by": "eduwire"}', "was written in format None"),
    ],
)
def test_a_folder_that_holds_something_else_is_refused_and_left_alone(run: str | None, message: str, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("important")
    if run is not None:
        (tmp_path / "run.json").write_text(run)
    before = names(tmp_path)
    with pytest.raises(OutputError, match=message):
        write(tmp_path, record())
    assert names(tmp_path) == before


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        write(tmp_path / "out", record())
    with pytest.raises(OutputError, match="cannot write to"):
        write(tmp_path / "out" / "deeper", record())


def test_a_run_that_died_at_its_first_file_can_be_taken_up(tmp_path: Path) -> None:
    (tmp_path / "run.json.partial").write_text('{"made')
    write(tmp_path, record("a.txt"))
    assert names(tmp_path) == ["articles.jsonl", "articles/a.md", "duplicates.jsonl", "failures.jsonl", "run.json"]


@pytest.mark.parametrize("damage", [b'{"article"', b"\xff\xfe\n", b'{"article": {"id": 5}}\n', b"null\n[]\n"])
def test_a_damaged_articles_file_of_an_earlier_run_does_not_stop_the_next(damage: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, record("a.txt"))
    (out / "articles.jsonl").write_bytes(damage)
    write(out, record("a.txt"))
    assert len(lines(out / "articles.jsonl")) == 1


def test_text_that_is_half_a_character_is_written_all_the_same(tmp_path: Path) -> None:
    write(tmp_path / "out", record("\ud83d.txt", sentence="half \ud83d"), failures=(Failure("\ud83d", "read", "x"),))
    assert len(lines(tmp_path / "out" / "articles.jsonl")) == 1


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    assert write_text(path, "one")
    assert not write_text(path, "one")
    assert write_text(path, "two", durable=True)
    assert path.read_text() == "two"
    (tmp_path / "taken.md.partial").mkdir()
    (tmp_path / "taken.md").write_text("old")
    with pytest.raises(OSError, match="taken"):
        write_text(tmp_path / "taken.md", "new")
    assert (tmp_path / "taken.md").read_text() == "old"

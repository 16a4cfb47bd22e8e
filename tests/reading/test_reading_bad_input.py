from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.reading import InputOptions, count, formats, read
from pipeline.records import Failure
from tests.reading.reading_samples import FIXTURES, TEXT, kinds, one_article, one_failure, read_all


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@contextmanager
def as_ordinary_user(folder: Path) -> Iterator[None]:
    """The superuser may read everything; where tests run as one, another user steps in meanwhile."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no users and permissions of this kind here")
    if os.geteuid() != 0:
        yield
        return
    formats()
    modes = {above: above.stat().st_mode for above in [folder, *folder.parents][:4]}
    for above, mode in modes.items():
        above.chmod(mode | 0o055)
    os.seteuid(65534)
    try:
        if not os.access(folder, os.R_OK, effective_ids=True):
            pytest.skip("another user cannot reach the temporary folder")
        yield
    finally:
        os.seteuid(0)
        for above, mode in modes.items():
            above.chmod(mode)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n\t\n", "no text"),
        (b"\0" * 4096, "NUL bytes"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (TEXT.encode("utf-16-le"), "NUL bytes"),
        (bytes(range(1, 32)) * 40, "control character"),
        ("도서관이 문을 열었다".encode()[:-1], "ends in the middle of a character"),
        ("가".encode(), "only 1 character of text"),
        ("Schools in the county will open two weeks late this year, officials said on Monday.", "looks like English"),
        ("県内の学校では来年度から新しい図書館の授業が始まります。子どもたちは楽しみにしています。", "looks like Japanese"),
        ("全国的学校明年将开始新的图书馆课程，老师和学生都很期待。", "looks like Chinese"),
        ("1234567890 " * 20, "no letters"),
        ("\ufffd\ufffd도서관\ufffd\ufffd 개관 \ufffd\ufffd 오늘", "replacement characters"),
    ],
)
def test_a_bad_text_file_is_reported(tmp_path: Path, content: str | bytes, reason: str) -> None:
    failure = one_failure(write(tmp_path / "a.txt", content))
    assert failure.id == "a.txt"
    assert reason in failure.reason


def test_the_rest_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt")
    write(tmp_path / "c.json", "{")
    articles, failures = read_all(tmp_path)
    assert [article.id for article in articles] == ["b.txt"]
    assert [failure.id for failure in failures] == ["a.txt", "c.json"]


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "50,000,000 bytes" in one_failure(path).reason


def test_a_very_long_article_names_the_option(tmp_path: Path) -> None:
    failure = one_failure(write(tmp_path / "a.txt", "학교가 문을 열었다. " * 100), InputOptions(max_chars=1000))
    assert "input.max_chars" in failure.advice


def test_emoji_and_hanja_are_korean(tmp_path: Path) -> None:
    assert one_article(write(tmp_path / "a.txt", "🌾 大韓民國 敎育部는 來年부터 農村 留學을 擴大한다고 밝혔다. 👩‍🌾")).id == "a.txt"


def test_an_empty_folder_and_one_of_pictures(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert one_failure(tmp_path / "empty").reason == "the folder holds no files"
    for number in range(12):
        write(tmp_path / "pictures" / f"{number}.JPG", b"\xff\xd8\xff")
    write(tmp_path / "pictures" / "deep" / "a.png", b"\x89PNG")
    failure = one_failure(tmp_path / "pictures")
    assert failure.id == "pictures"
    assert failure.reason == "13 files, none of a known format: .jpg 12, .png 1"
    assert ".txt" in failure.advice
    assert count([str(tmp_path / "pictures")], InputOptions()) == 0


def test_an_unknown_format_fails_when_named_and_is_skipped_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.xyz")
    assert "unsupported format .xyz" in one_failure(tmp_path / "b.xyz").reason
    assert one_article(tmp_path).id == "a.txt"


def test_what_does_not_exist_is_an_error_before_the_first_article(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    inputs = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    for call in (read, count):
        with pytest.raises(InputError, match=r"b\.txt"):
            call(inputs, InputOptions())
        with pytest.raises(InputError, match="no input"):
            call([], InputOptions())


def test_folders_are_read_in_order_without_hidden_and_reference_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.md", ".hidden.txt", ".git/x.txt", "b.ref.json", "c.TXT"):
        write(tmp_path / name)
    articles, failures = read_all(tmp_path)
    assert not failures
    assert [article.id for article in articles] == ["a/y.md", "a/z.txt", "b.txt", "c.TXT"]
    assert articles[0].source == str(tmp_path / "a" / "y.md")
    assert count([str(tmp_path)], InputOptions()) == 4


def test_relative_inputs_give_the_same_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt")
    monkeypatch.chdir(tmp_path / "in")
    assert [(one.id, one.source) for one in read_all(".", "../in/a.txt")[0]] == [("a.txt", "a.txt"), ("a.txt~2", "../in/a.txt")]


def test_equal_ids_of_several_inputs_are_told_apart(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt", "y/b.txt", "z/y/a.txt"):
        write(tmp_path / name)
    articles, _ = read_all(tmp_path / "x", tmp_path / "y", tmp_path / "z" / "y", tmp_path / "y" / "a.txt")
    assert [article.id for article in articles] == ["x/a.txt", "y/a.txt", "b.txt", "y/a.txt~2", "y/a.txt~3"]


def test_nfd_file_names_give_nfc_ids(tmp_path: Path) -> None:
    write(tmp_path / unicodedata.normalize("NFD", "교육/기사.txt"))
    assert one_article(tmp_path).id == "교육/기사.txt"


def test_a_file_name_that_is_not_utf8_gives_a_readable_id(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + "/기사.txt".encode("cp949"))).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    article = one_article(tmp_path)
    assert article.id == "기사.txt"
    article.source.encode()


def test_symlink_loops_and_broken_links(tmp_path: Path) -> None:
    write(tmp_path / "a" / "a.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    articles, failures = read_all(tmp_path)
    assert "link" in one_failure(tmp_path / "self.txt").reason
    assert [article.id for article in articles] == ["a/a.txt"]
    assert [failure.id for failure in failures] == ["gone.txt", "self.txt"]
    assert "link" in failures[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    assert "named pipe" in one_failure(tmp_path / "a.txt").reason
    articles, failures = read_all(tmp_path)
    assert ([one.id for one in articles], [one.id for one in failures]) == (["b.txt"], ["a.txt"])


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt" / "b.txt")
    assert one_article(tmp_path / "a.txt").id == "b.txt"
    assert one_article(tmp_path).id == "a.txt/b.txt"


def test_unreadable_permissions(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name, mode in (("a.txt", 0), ("b.txt", 0o644)):
        write(folder / name).chmod(mode)
    for name, mode in (("listed", 0o644), ("shut", 0)):
        write(folder / name / "c.txt")
        (folder / name).chmod(mode)
    try:
        with as_ordinary_user(folder):
            articles, failures = read_all(folder)
            shut = one_failure(folder / "shut")
    finally:
        for name in ("listed", "shut"):
            (folder / name).chmod(0o700)
    assert [article.id for article in articles] == ["b.txt"]
    assert [failure.id for failure in failures] == ["a.txt", "listed/c.txt", "shut"]
    assert [failure.reason.split(":")[0] for failure in failures] == ["permission denied"] * 2 + ["this folder cannot be opened"]
    assert shut.id == "shut"


def test_a_file_that_goes_away_between_listing_and_reading(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt"), write(tmp_path / "b.txt")
    results = read([str(first), str(second)], InputOptions())
    next(results)
    second.unlink()
    (failure,) = results
    assert failure.id == "b.txt"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("cp949"))))
    article = one_article("-")
    assert (article.id, article.source, article.encoding) == ("stdin", "-", "cp949")
    assert kinds(article) == kinds(one_article(FIXTURES / "one_line_each.txt"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert "standard input" in one_failure("-", InputOptions(max_bytes=100)).reason


def test_an_older_binary_release_is_reported_and_a_picture_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.hwp", b"\xd0\xcf\x11\xe0")
    write(tmp_path / "c.jpg", b"\xff\xd8")
    for given in (tmp_path, tmp_path / "b.hwp"):
        failures = [one for one in read([str(given)], InputOptions()) if isinstance(one, Failure)]
        assert [failure.id for failure in failures] == ["b.hwp"]
        assert "HWPX" in failures[0].advice

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading import InputOptions, formats, read
from pipeline.records import Article
from tests.reading.reading_samples import FIXTURES, kinds, one_article, one_failure, read_all, texts

BODY = "학생들은 마을 논에서 벼를 베었다. 이장은 떡을 돌렸다."


def table(rows: list[list[str]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def test_formats_are_the_files_of_the_package() -> None:
    folder = Path(sys.modules["pipeline.reading.formats"].__file__ or "").parent
    assert set(formats().values()) == {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".csv", ".tsv", ".parquet", ".docx", ".hwpx", ".pdf"} <= set(formats())


def test_heavy_libraries_wait_for_their_format() -> None:
    heavy = "datasets trafilatura lxml yaml pyarrow docx pdfminer"
    code = f"import sys, pipeline.reading as reading; reading.formats(); print([name for name in '{heavy}'.split() if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_markdown() -> None:
    article = one_article(FIXTURES / "notes.md")
    assert (article.headline, article.published, article.publisher) == ("늦깎이 학생들, 한글 시집을 내다", "2024-10-09", "다올저널")
    assert article.url == "https://daol.example/2024/1009"
    assert kinds(article) == ["headline", "subheadline", "paragraph", "caption", "subheadline", "paragraph", "paragraph", "paragraph"]
    assert texts(article, "paragraph")[0] == "강원 홍천의 문해교실 학생 17명이 한글날을 맞아 시집을 펴냈다. 책에는 시 52편이 실렸다."
    assert "“받침이 가장 어려웠다”고" in texts(article, "paragraph")[1]


def test_markdown_without_heading_is_read_like_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"도서관 개관\n\n[전남=누리일보 홍다라 기자] **{BODY}**\n", encoding="utf-8")
    assert kinds(one_article(tmp_path / "a.md")) == ["headline", "byline", "paragraph"]


def test_broken_front_matter_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: [도서관\n---\n{BODY}\n", encoding="utf-8")
    assert "front matter" in one_failure(tmp_path / "a.md").reason


def test_html_keeps_captions_and_bylines_and_drops_navigation() -> None:
    article = one_article(FIXTURES / "page.html")
    assert (article.headline, article.published, article.publisher) == ("학교 텃밭 상추, 급식에 오른다", "2025-05-19", "솔빛신문")
    assert article.url == "https://solbit.example/edu/1834"
    assert kinds(article)[:4] == ["headline", "subheadline", "byline", "caption"]
    assert texts(article, "caption") == ["가온중 학생들이 상추를 따고 있다. 가온중 제공"]
    assert texts(article, "subheadline")[-1] == "영양교사가 차림표를 새로 짜"
    whole = " ".join(block.text for block in article.blocks)
    assert "방학 특강" not in whole
    assert "[" not in whole
    assert len(texts(article, "paragraph")) == 4


def test_a_page_of_links_is_no_article(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{number}">학교 소식 {number}번째 제목입니다</a></li>' for number in range(60))
    (tmp_path / "a.html").write_text(f"<html><head><title>누리</title></head><body><ul>{links}</ul></body></html>", encoding="utf-8")
    assert "no article in this page" in one_failure(tmp_path / "a.html").reason


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<!-- -->", "<html><head><title>누리</title></head><frameset></frameset></html>"]
)
def test_a_page_without_text_is_no_article(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert one_failure(tmp_path / "a.html").reason


def test_json_object_and_list(tmp_path: Path) -> None:
    row = {"제목": "도서관 개관", "본문": BODY, "날짜": "2025-03-01", "언론사": "누리일보", "url": "https://nuri.example/1"}
    (tmp_path / "one.json").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "two.json").write_text(json.dumps([row, 7, {**row, "본문": [BODY, BODY]}]), encoding="utf-8")
    one = one_article(tmp_path / "one.json")
    assert (one.id, one.headline, one.published, one.publisher, one.url) == (
        *("one.json", "도서관 개관", "2025-03-01"),
        *("누리일보", "https://nuri.example/1"),
    )
    articles, failures = read_all(tmp_path / "two.json")
    assert [article.id for article in articles] == ["two.json#1", "two.json#3"]
    assert texts(articles[1], "paragraph") == [BODY, BODY]
    assert [failure.id for failure in failures] == ["two.json#2"]


def test_one_broken_line_of_jsonl_fails_alone(tmp_path: Path) -> None:
    good = json.dumps({"title": "도서관 개관", "text": BODY}, ensure_ascii=False)
    half = json.dumps({"title": "\ud800", "text": BODY})
    lines = [good, good[:40], "", good, '{"text": null}', half, "[" * 100_000]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles, failures = read_all(tmp_path / "a.jsonl")
    assert [article.id for article in articles] == ["a.jsonl#1", "a.jsonl#4", "a.jsonl#6"]
    assert [failure.id for failure in failures] == ["a.jsonl#2", "a.jsonl#5", "a.jsonl#7"]
    assert "broken JSON" in failures[0].reason
    for article in articles:
        json.dumps(article.blocks[0].text, ensure_ascii=False).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize(("extension", "separator"), [(".csv", ","), (".csv", ";"), (".tsv", "\t")])
def test_tables_in_every_encoding(tmp_path: Path, encoding: str, extension: str, separator: str) -> None:
    rows = [["날짜", "제목", "본문"], ["2025-03-01", "도서관, 개관; 첫날", f"{BODY}\n“둘째” 줄입니다.\n\n셋째 줄입니다."], ["", "", BODY]]
    path = tmp_path / f"기사 [1]{extension}"
    path.write_bytes(table(rows, separator).encode(encoding))
    articles, failures = read_all(path)
    assert not failures
    assert [article.id for article in articles] == [f"{path.name}#1", f"{path.name}#2"]
    assert articles[0].headline == "도서관, 개관; 첫날"
    assert (articles[0].published, articles[0].encoding) == ("2025-03-01", encoding)
    assert len(texts(articles[0], "paragraph")) == 2
    assert articles[1].headline is None


def test_bad_rows_of_a_table_fail_alone(tmp_path: Path) -> None:
    rows = [["제목", "본문"], ["가", BODY], ["나", BODY, "덤"], ["다"], ["라", "English only, and nothing else at all."], ["NA", BODY]]
    data = table(rows).encode() + "마,".encode() + BODY.encode()[:20] + b"\xff" + BODY.encode() + b"\r\n" + table([["null", BODY]]).encode()
    (tmp_path / "a.csv").write_bytes(data)
    articles, failures = read_all(tmp_path / "a.csv")
    assert [(article.id, article.headline) for article in articles] == [("a.csv#1", "가"), ("a.csv#5", "NA"), ("a.csv#7", "null")]
    assert [failure.id for failure in failures] == ["a.csv#2", "a.csv#3", "a.csv#4", "a.csv#6"]
    assert "more cells" in failures[0].reason
    assert "damaged" in failures[3].reason


def test_columns_are_named_where_none_holds_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table([["제목", "기사"], ["도서관", BODY]]), encoding="utf-8")
    failure = one_failure(tmp_path / "a.csv")
    assert "제목, 기사" in failure.reason
    assert "input.fields.body" in failure.advice
    options = InputOptions.model_validate({"fields": {"body": "기사"}})
    assert one_article(tmp_path / "a.csv", options).headline == "도서관"


def test_a_table_of_nothing_but_its_header_has_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("제목,본문\n", encoding="utf-8")
    assert read_all(tmp_path / "a.csv") == ([], [])


def test_rows_may_bring_their_own_ids(tmp_path: Path) -> None:
    rows = [["ID", "Body"], ["A-7", BODY], ["A-7", BODY], ["../x", BODY], ["", BODY]]
    (tmp_path / "a.csv").write_text(table(rows), encoding="utf-8")
    assert [article.id for article in read_all(tmp_path / "a.csv")[0]] == ["a.csv#A-7", "a.csv#A-7~2", "a.csv#3", "a.csv#4"]


def test_parquet(tmp_path: Path) -> None:
    import datetime

    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "a.parquet"
    columns = {
        "headline": ["도서관 개관", None],
        "content": [BODY, BODY],
        "date": [datetime.datetime(2025, 3, 1, 9), None],
        "hits": [3, 4],
    }
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    articles, failures = read_all(path)
    assert not failures
    assert [(one.id, one.headline, one.published) for one in articles] == [
        ("a.parquet#1", "도서관 개관", "2025-03-01"),
        ("a.parquet#2", None, None),
    ]
    path.write_bytes(path.read_bytes()[:200])
    assert "Parquet" in one_failure(path).reason


def test_tables_write_nothing_beside_or_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    (tmp_path / "home").mkdir()
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "home")
    (tmp_path / "a.csv").write_text(table([["title", "body"], ["도서관", BODY]]), encoding="utf-8")
    one_article(tmp_path / "a.csv")
    assert list((tmp_path / "home").iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "home"}


def test_a_large_table_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"body": BODY * 40}, ensure_ascii=False) + "\n"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(200):
            file.write(line)
    results = read([str(path)], InputOptions(max_bytes=100_000))
    assert path.stat().st_size > 100_000
    assert sum(isinstance(result, Article) for result in results) == 200


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from([".txt", ".md", ".html", ".json", ".jsonl"]))
def test_no_text_of_any_kind_breaks_a_format(tmp_path_factory: pytest.TempPathFactory, text: str, extension: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{extension}"
    path.write_bytes(text.encode("utf-8", "replace"))
    for failure in read_all(path)[1]:
        assert "cannot be read" not in failure.reason


def test_cells_too_many_in_any_row_and_of_any_number(tmp_path: Path) -> None:
    for extra in (1, 2, 5):
        for place in range(3):
            rows = [[f"제목 {number}", BODY, *(["덤"] * extra if number == place else [])] for number in range(3)]
            (tmp_path / "a.csv").write_text(table([["제목", "본문"], *rows]), encoding="utf-8")
            articles, failures = read_all(tmp_path / "a.csv")
            assert [one.headline for one in articles] == [f"제목 {number}" for number in range(3) if number != place]
            assert [one.id for one in failures] == [f"a.csv#{place + 1}"]


def test_a_separator_at_the_end_of_each_row_is_no_surplus(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"제목,본문,\n도서관,{BODY},\n", encoding="utf-8")
    assert one_article(tmp_path / "a.csv").headline == "도서관"


def test_long_cells_and_an_open_quotation_mark(tmp_path: Path) -> None:
    long = BODY * 10_000
    (tmp_path / "a.csv").write_text(table([["제목", "본문"], ["긴 글", long], ["짧은 글", BODY]]), encoding="utf-8")
    assert [one.headline for one in read_all(tmp_path / "a.csv")[0]] == ["긴 글", "짧은 글"]
    (tmp_path / "a.csv").write_text(f'제목,본문\n가,{BODY}\n나,"{BODY}\n다,{BODY}\n', encoding="utf-8")
    articles, failures = read_all(tmp_path / "a.csv")
    assert not articles
    assert "broken after row 0" in failures[0].reason
    assert "quotation mark" in failures[0].advice

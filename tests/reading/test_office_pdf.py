from __future__ import annotations

import zlib
from pathlib import Path

import pypdf
import pytest

from pipeline.reading import InputOptions
from tests.reading.office_files import BULLETS, LEAD, SECOND
from tests.reading.pdf_files import locked, pdf, with_content, with_forms, with_nameless_font
from tests.reading.reading_samples import one_article, one_failure, read_all, texts

HEADLINE = "마을 도서관, 학교에 들다"
CIRCLE = b"""%PDF-1.4
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox 4 0 R>>
endobj
4 0 obj
4 0 R
endobj
trailer
<</Root 1 0 R>>
"""


def test_paragraphs_and_bullets(tmp_path: Path) -> None:
    article = one_article(pdf(tmp_path / "a.pdf", [[HEADLINE, LEAD, *BULLETS]]))
    assert article.headline == HEADLINE
    assert texts(article, "paragraph") == [LEAD, *BULLETS]


def test_wrapped_lines_are_joined_across_pages(tmp_path: Path) -> None:
    first = ["누리도교육청은 4일 마을 도서관 열두 곳을 학교 안에 연다고", "밝혔다. 도서관은 평일 저녁 여덟 시까지 주민에게도 열리며"]
    second = ["주말에는 학부모가 돌아가며 자리를 지킨다고 덧붙였다."]
    article = one_article(pdf(tmp_path / "a.pdf", [[HEADLINE, *first], second]))
    assert texts(article, "paragraph") == [" ".join(first + second)]


def test_running_headers_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    pages = [["누리도교육청 보도자료", f"누리초는 책 {number}00권을 샀다고 밝혔다.", SECOND, f"- {number} -"] for number in range(1, 6)]
    whole = " ".join(block.text for block in one_article(pdf(tmp_path / "a.pdf", pages)).blocks)
    assert "보도자료" not in whole
    assert "- 3 -" not in whole
    assert SECOND not in whole  # it stands above the foot of every page, as a standing note would
    assert [f"{number}00권" in whole for number in range(1, 6)] == [True] * 5


def test_counting_page_numbers_go_and_rows_of_a_table_stay(tmp_path: Path) -> None:
    schools = ("누리초", 41), ("한들초", 37), ("가온초", 58), ("솔빛초", 12)
    pages = [[f"{name} {count}명", LEAD, f"{number} 누리도교육청"] for number, (name, count) in enumerate(schools, 3)]
    pages[0].insert(0, HEADLINE)
    whole = " ".join(block.text for block in one_article(pdf(tmp_path / "a.pdf", pages)).blocks)
    assert [f"{name} {count}명" in whole for name, count in schools] == [True] * 4
    assert "5 누리도교육청" not in whole


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_all_may_read_is_read(tmp_path: Path, algorithm: str) -> None:
    assert texts(one_article(locked(pdf(tmp_path / "a.pdf", [[LEAD]]), "", algorithm)), "paragraph") == [LEAD]


def test_500_pages_tell_how_far_they_are(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = pdf(tmp_path / "a.pdf", [[HEADLINE if number == 0 else SECOND, f"{LEAD} {number}."] for number in range(500)])
    with caplog.at_level("INFO"):
        article = one_article(path)
    assert f"{LEAD} 499." in " ".join(block.text for block in article.blocks)
    assert caplog.messages == [f"a.pdf: {count} pages read" for count in (100, 200, 300, 400, 500)]


def test_too_long_a_document_is_not_read_to_its_end(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = pdf(tmp_path / "a.pdf", [[f"{LEAD} {number}."] for number in range(120)])
    with caplog.at_level("INFO"):
        assert "input.max_chars" in one_failure(path, InputOptions(max_chars=1_000)).advice
    assert caplog.messages == []


def test_a_scan_is_reported(tmp_path: Path) -> None:
    failure = one_failure(pdf(tmp_path / "a.pdf", [["표지"], [], []]))
    assert "2 of 3 pages hold no text" in failure.reason
    assert "OCR" in failure.advice


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_reported_and_the_rest_goes_on(tmp_path: Path, algorithm: str) -> None:
    locked(pdf(tmp_path / "a.pdf", [[LEAD]]), "secret", algorithm)
    pdf(tmp_path / "b.pdf", [[LEAD]])
    articles, failures = read_all(tmp_path)
    assert [article.id for article in articles] == ["b.pdf"]
    assert "encrypted" in failures[0].reason


@pytest.mark.parametrize("filters", [("FlateDecode",), ("FlateDecode", "FlateDecode"), ("LZWDecode",)])
def test_streams_that_swell_are_refused(tmp_path: Path, filters: tuple[str, ...]) -> None:
    data = zlib.compress(b" " * 65_000_000) if filters[0] == "FlateDecode" else b"\x80" * 300_000
    for _ in filters[1:]:
        data = zlib.compress(data)
    with_content(pdf(tmp_path / "a.pdf", [[LEAD]]), data, filters)
    assert "zip bomb" in one_failure(tmp_path / "a.pdf").reason


def test_a_page_of_endless_letters_is_refused(tmp_path: Path) -> None:
    word = b"".join((b"<", SECOND.encode("utf-16-be").hex().encode(), b"> Tj 0 -12 Td "))
    path = with_content(pdf(tmp_path / "a.pdf", [[LEAD]]), b"BT /F1 10 Tf 50 700 Td " + word * 4_500 + b"ET", ())
    assert "zip bomb: a page of more than 100,000 letters" in one_failure(path).reason


def test_forms_within_forms_do_not_keep_the_reader_for_ever(tmp_path: Path) -> None:
    path = with_forms(pdf(tmp_path / "a.pdf", [[LEAD]]), 40)
    assert "zip bomb: a page of more than 20,000 forms" in one_failure(path).reason


def test_letters_without_a_name_are_reported(tmp_path: Path) -> None:
    path = with_content(pdf(tmp_path / "a.pdf", [[LEAD]]), b"BT /F1 10 Tf 50 700 Td <" + b"0041004200430044" * 32 + b"> Tj ET", ())
    failure = one_failure(with_nameless_font(path))
    assert "128 of 128 letters have no name" in failure.reason
    assert "OCR" in failure.advice


def test_pdfminer_says_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    writer = pypdf.PdfWriter(clone_from=pdf(tmp_path / "a.pdf", [[LEAD]]))
    del writer.pages[0]["/MediaBox"]
    writer.write(tmp_path / "a.pdf")
    assert texts(one_article(tmp_path / "a.pdf"), "paragraph") == [LEAD]
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (LEAD.encode(), "not a PDF"),
        (b"<!DOCTYPE html><p>", "not a PDF"),
        (b"PK\x03\x04", "not a PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "not a PDF"),
        (b"%PDF-1.7\nbroken", "damaged PDF"),
        (CIRCLE, "object 4 stands for itself"),
    ],
)
def test_names_that_lie_and_damage(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert reason in one_failure(tmp_path / "a.pdf").reason

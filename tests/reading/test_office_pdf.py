from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import InputOptions
from tests.reading.office_files import BULLETS, LEAD, SECOND
from tests.reading.reading_samples import one_article, one_failure, read_all, texts

FONT = "HYSMyeongJo-Medium"
HEADLINE = "마을 도서관, 학교에 들다"


def pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path))
    for lines in pages:
        canvas.setFont(FONT, 11)
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def locked(path: Path, user: str) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt(user, "owner", algorithm="RC4-128")
    writer.write(path)
    return path


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


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont(FONT, 10)
    for left, lines in ((50, (LEAD[:20], LEAD[20:])), (330, (SECOND[:14], SECOND[14:]))):
        for number, line in enumerate(lines):
            canvas.drawString(left, 780 - 14 * number, line)
    canvas.save()
    whole = "".join(block.text for block in one_article(tmp_path / "a.pdf").blocks).replace(" ", "")
    assert whole == (LEAD + SECOND).replace(" ", "")


def test_a_file_that_all_may_read_is_read(tmp_path: Path) -> None:
    assert texts(one_article(locked(pdf(tmp_path / "a.pdf", [[LEAD]]), "")), "paragraph") == [LEAD]


def test_many_pages(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [[HEADLINE if number == 0 else SECOND, f"{LEAD} {number}."] for number in range(200)])
    assert f"{LEAD} 199." in " ".join(block.text for block in one_article(path).blocks)
    assert "input.max_chars" in one_failure(path, InputOptions(max_chars=1_000)).advice


def test_a_scan_is_reported(tmp_path: Path) -> None:
    failure = one_failure(pdf(tmp_path / "a.pdf", [["표지"], [], []]))
    assert "2 of 3 pages hold no text" in failure.reason
    assert "OCR" in failure.advice


def test_a_password_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    locked(pdf(tmp_path / "a.pdf", [[LEAD]]), "secret")
    pdf(tmp_path / "b.pdf", [[LEAD]])
    articles, failures = read_all(tmp_path)
    assert [article.id for article in articles] == ["b.pdf"]
    assert "encrypted" in failures[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (LEAD.encode(), "not a PDF"), (b"PK\x03\x04", "not a PDF"), (b"%PDF-1.7\nbroken", "damaged PDF")],
)
def test_names_that_lie_and_damage(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert reason in one_failure(tmp_path / "a.pdf").reason

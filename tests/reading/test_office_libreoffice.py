"""Files as LibreOffice writes them, Word's format and PDF, from the same sources."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reading.office_files import LEAD, SECOND
from tests.reading.open_document import Office, document, footnote, p, table, text_box, tracked, two_columns
from tests.reading.reading_samples import one_article, one_failure


def _missing() -> str | None:
    if shutil.which("soffice") is None:
        return "LibreOffice Writer is not installed (Debian: libreoffice-writer-nogui)"
    fonts = subprocess.run(["fc-list", ":lang=ko"], capture_output=True, text=True, check=False) if shutil.which("fc-list") else None
    return None if fonts is not None and fonts.stdout.strip() else "no Korean font is installed (Debian: fonts-noto-cjk or fonts-nanum)"


pytestmark = [pytest.mark.slow, pytest.mark.skipif(_missing() is not None, reason=_missing() or "")]

HEADLINE = "마을 도서관, 학교에 들다"
LONG = [
    f"{number}째 학교는 책 {number}00권을 새로 들이고 학부모가 돌아가며 자리를 지킨다고 했다. 운영 기간은 3월부터 12월까지이며 신청은 "
    f"학교에서 받는다고 {number}번 덧붙였다."
    for number in range(1, 13)
]
ROWS = [
    ["학교", "도서(권)", "비고"],
    ["누리초", "3,500", "저녁 여덟 시까지 주민에게 열고 주말에는 학부모가 돌아가며 자리를 지킨다"],
    ["한들초", "2,100", "없음"],
]
AFTER = f"{SECOND} 주말에는 학부모가 돌아가며 자리를 지키고, 방학에는 학생 동아리가 맡는다고 교육청은 덧붙였다."
SOURCES = {
    "table": document(p(LEAD) + table(ROWS) + p(SECOND)),
    "notes": document(p(f"교육청은 도서관을{footnote('각주는 여기에 있다.')} 연다고 밝혔다.") + p(SECOND)),
    "columns": document(p(HEADLINE) + two_columns("".join(map(p, LONG))) + p(AFTER)),
    "headed": document("".join(map(p, LONG * 5)), header="누리도교육청 보도자료", footer="- <text:page-number/> -"),
    "box": document(p(text_box("상자 안의 문장이다.") + LEAD) + p(SECOND)),
    "listed": document(p(HEADLINE) + p(LEAD) + p("ㅇ 운영 기간은 3월부터 12월까지이다.") + p("- 신청은 학교에서 받는다.")),
}
TRACKED = document(tracked("누리초는 책 ", "스무 권", "서른 권", "을 샀다.") + p(SECOND))
ROW_LINES = [" | ".join(row) for row in ROWS]
LISTED = [HEADLINE, LEAD, "ㅇ 운영 기간은 3월부터 12월까지이다.", "- 신청은 학교에서 받는다."]
LOCKED = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"secret"}}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files, made by four calls."""
    made = tmp_path_factory.mktemp("office")
    for name, source in (*SOURCES.items(), ("tracked", TRACKED)):
        (made / f"{name}.fodt").write_text(source, encoding="utf-8")
    sources = [made / f"{name}.fodt" for name in SOURCES]
    office = Office(made)
    office.convert("pdf", sources, made)
    office.convert("docx", [*sources, made / "tracked.fodt"], made)
    (made / "locked").mkdir()
    office.convert(LOCKED, sources[:1], made / "locked")
    office.lock(sources[0], made / "locked" / "table.docx")
    return made


def blocks(path: Path) -> list[str]:
    return [block.text for block in one_article(path).blocks]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("table.docx", [LEAD, *ROW_LINES, SECOND]),
        ("table.pdf", [LEAD, *ROW_LINES, SECOND]),
        ("notes.docx", ["교육청은 도서관을 연다고 밝혔다.", "각주는 여기에 있다.", SECOND]),
        ("notes.pdf", ["교육청은 도서관을 연다고 밝혔다.", SECOND, "1 각주는 여기에 있다."]),
        ("columns.docx", [HEADLINE, *LONG, AFTER]),
        ("headed.docx", LONG * 5),
        ("box.docx", ["상자 안의 문장이다.", LEAD, SECOND]),
        ("box.pdf", ["상자 안의 문장이다.", LEAD, SECOND]),
        ("listed.docx", LISTED),
        ("listed.pdf", LISTED),
        ("tracked.docx", ["누리초는 책 서른 권을 샀다.", SECOND]),
    ],
)
def test_blocks_in_reading_order(folder: Path, name: str, expected: list[str]) -> None:
    assert blocks(folder / name) == expected


def unspaced(texts: list[str]) -> str:
    """Where lines end depends on the font that is installed, and with it whether a break inside a word is seen as one."""
    return "".join("".join(texts).split())


def test_columns_and_what_follows_them(folder: Path) -> None:
    found = blocks(folder / "columns.pdf")
    assert found[0] == HEADLINE
    assert unspaced(found[1:]) == unspaced([*LONG, AFTER])


def test_headers_and_page_numbers_of_several_pages_are_gone(folder: Path) -> None:
    assert unspaced(blocks(folder / "headed.pdf")) == unspaced(LONG * 5)


@pytest.mark.parametrize(("name", "reason"), [("table.pdf", "encrypted"), ("table.docx", "protected by a password")])
def test_passwords(folder: Path, name: str, reason: str) -> None:
    assert reason in one_failure(folder / "locked" / name).reason

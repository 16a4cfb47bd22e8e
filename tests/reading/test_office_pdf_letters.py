"""How letters of a page become words and lines, whatever order, spacing and direction they were written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.reading.office_files import LEAD, SECOND
from tests.reading.pdf_files import FONT, canvas, placed
from tests.reading.reading_samples import one_article


def blocks(path: Path) -> list[str]:
    return [block.text for block in one_article(path).blocks]


@pytest.mark.parametrize("spacing", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("space", [1.8, 3.3])
def test_letters_placed_one_by_one_make_words(tmp_path: Path, spacing: float, space: float) -> None:
    lines: list[tuple[float, float, str]] = []
    for y, text in ((700, LEAD), (680, SECOND)):
        x = 50.0
        for letter in text:
            if letter == " ":
                x += space + spacing
            else:
                lines.append((x, y, letter))
                x += stringWidth(letter, FONT, 10) + spacing
    assert " ".join(blocks(placed(tmp_path / "a.pdf", lines))) == f"{LEAD} {SECOND}"


def test_words_broken_by_the_edge_are_made_whole(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    lines = (
        "누리도교육청은 책을 새로 들이고 도서관을 저녁 ",
        "에도 연다고 밝혔다. 교육청은 새로 운영 기간은 12",
        "월까지이며 신청은 학교에서 받는다고 덧붙였다. ",
    )
    for number, line in enumerate(lines):
        made.drawString(50, 700 - 14 * number, line)
    made.drawString(50, 658, "도서관은 저녁 여덟 시까지 주민에게도 문을 연다고 했다.")
    made.save()
    whole = " ".join(blocks(tmp_path / "a.pdf"))
    assert "운영 기간은 12월까지이며 신청은" in whole
    assert "저녁 에도" in whole  # a space was written there


def test_lines_set_sideways_are_read(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    made.rotate(90)
    for number, line in enumerate((LEAD, SECOND)):
        made.drawString(100, -100 - 14 * number, line)
    made.save()
    assert " ".join(blocks(tmp_path / "a.pdf")) == f"{LEAD} {SECOND}"


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.7])
def test_letters_written_twice_for_weight_are_read_once(tmp_path: Path, shift: float) -> None:
    lines = [(50 + right, 700 - 14 * number, line) for number, line in enumerate((LEAD, SECOND)) for right in (0, shift)]
    assert " ".join(blocks(placed(tmp_path / "a.pdf", lines))) == f"{LEAD} {SECOND}"


def test_raised_numbers_of_notes_are_left_out_and_powers_stay(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    for y, before, raised, after in ((700, "누리초 도서관은 넓이 250m", "2", "이고"), (680, "책은 3,500권", "1)", "이라고 밝혔다.")):
        made.setFont(FONT, 10)
        made.drawString(50, y, before)
        x = 50 + stringWidth(before, FONT, 10)
        made.setFont(FONT, 6)
        made.drawString(x, y + 4, raised)
        made.setFont(FONT, 10)
        made.drawString(x + stringWidth(raised, FONT, 6), y, after)
    made.save()
    assert " ".join(blocks(tmp_path / "a.pdf")) == "누리초 도서관은 넓이 250m2이고 책은 3,500권이라고 밝혔다."

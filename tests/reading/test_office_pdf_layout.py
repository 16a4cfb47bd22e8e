"""Pages whose text is only known by its places, written by reportlab."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.reading.office_files import LEAD, SECOND
from tests.reading.pdf_files import FONT, canvas, placed
from tests.reading.reading_samples import one_article

HEADLINE = "마을 도서관, 학교에 들다"
LEFT = (
    "누리도교육청은 4일 마을 도서관 열두 곳을",
    "학교 안에 연다고 밝혔다. 도서관은 평일",
    "저녁 여덟 시까지 주민에게도 열리며 주말",
    "에는 학부모가 돌아가며 자리를 지킨다.",
)
RIGHT = (
    "교육청은 새로 들이는 책 3,500권 가운데",
    "절반을 주민이 고르게 한다고 설명했다.",
    "다음 달에는 한들초와 가온초에도 문을 열",
    "계획이며 예산은 모두 12억 원이다.",
)
TABLE = (("학교", "도서(권)", "비고"), ("누리초", "3,500", "저녁 8시까지"), ("한들초", "2,100", "없음"), ("가온초", "980", "주말 휴관"))


def blocks(path: Path) -> list[str]:
    return [block.text for block in one_article(path).blocks]


def column(x: float, lines: Sequence[str], *, top: float = 700) -> list[tuple[float, float, str]]:
    return [(x, top - 14 * number, line) for number, line in enumerate(lines)]


def by_rows(*columns: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    return [line for row in zip(*columns, strict=True) for line in row]


@pytest.mark.parametrize("row_by_row", [True, False])
@pytest.mark.parametrize("right_top", [700, 694])
def test_columns_of_prose_under_a_headline_across_both(tmp_path: Path, row_by_row: bool, right_top: float) -> None:
    left, right = column(50, LEFT), column(310, RIGHT, top=right_top)
    body = by_rows(left, right) if row_by_row else [*right, *left]
    path = placed(tmp_path / "a.pdf", [*body, (50, 740, f"{HEADLINE}: 교육청이 주민과 함께 고른 책을 저녁에도 읽게 한다")])
    found = blocks(path)
    assert found[0].startswith(HEADLINE)
    assert "".join(found[1:]).replace(" ", "") == "".join([*LEFT, *RIGHT]).replace(" ", "")


def test_three_columns_and_a_foot_across_them(tmp_path: Path) -> None:
    parts = [LEFT, RIGHT, tuple(line.replace("교육청", "도의회") for line in LEFT)]
    columns = [column(40 + 210 * number, lines) for number, lines in enumerate(parts)]
    foot = "이 자료는 누구나 쓸 수 있으며 출처를 밝혀야 한다고 교육청은 덧붙였다. 문의는 교육청으로 하면 된다. 끝까지 읽어 주어 고맙다."
    found = "".join(blocks(placed(tmp_path / "a.pdf", [*by_rows(*columns), (40, 640, foot)]))).replace(" ", "")
    assert found == "".join([line for lines in parts for line in lines] + [foot]).replace(" ", "")


def test_short_columns_two_lines_high(tmp_path: Path) -> None:
    found = blocks(placed(tmp_path / "a.pdf", by_rows(column(50, (LEAD[:20], LEAD[20:])), column(330, (SECOND[:14], SECOND[14:])))))
    assert "".join(found).replace(" ", "") == (LEAD + SECOND).replace(" ", "")


@pytest.mark.parametrize("row_by_row", [True, False])
def test_a_table_is_read_row_by_row(tmp_path: Path, row_by_row: bool) -> None:
    columns = [column(x, [row[number] for row in TABLE], top=660) for number, x in enumerate((50, 200, 350))]
    body = by_rows(*columns) if row_by_row else [line for one in columns for line in one]
    found = blocks(placed(tmp_path / "a.pdf", [(50, 700, LEAD), *body, (50, 590, SECOND)]))
    assert found == [LEAD, *(" | ".join(row) for row in TABLE), SECOND]


def test_cells_of_several_lines_where_lines_are_drawn(tmp_path: Path) -> None:
    lines = [
        (60, 680, "구분"),
        (160, 680, "내용"),
        (60, 653, "운영 시간"),
        (160, 660, "평일 저녁 여덟 시까지 주민에게도"),
        (160, 646, "열린다"),
    ]
    lines += [(60, 620, "예산"), (160, 620, "12억 원")]
    rules = [(50, y, 400, y) for y in (695, 674, 638, 612)] + [(x, 612, x, 695) for x in (50, 150, 400)]
    found = blocks(placed(tmp_path / "a.pdf", [(50, 740, LEAD), *lines], rules=rules))
    assert found == [LEAD, "구분 | 내용", "운영 시간 | 평일 저녁 여덟 시까지 주민에게도 열린다", "예산 | 12억 원"]


def test_long_cells_side_by_side_are_a_table_where_lines_are_drawn(tmp_path: Path) -> None:
    old = ("도서관은 평일 낮에만 학생에게 연다고 정한다.", "책은 학교가 고른다고 정하고 있었다.")
    new = ("도서관은 저녁에도 주민에게 연다고 정한다.", "책은 주민이 함께 고른다고 고쳐 정한다.")
    rules = [(45, y, 560, y) for y in (720, 690, 660)] + [(x, 660, x, 720) for x in (45, 300, 560)]
    path = placed(tmp_path / "a.pdf", by_rows(column(50, old, top=700), column(305, new, top=700)), rules=[(45, 696, 560, 696), *rules])
    assert blocks(path) == [f"{first} | {second}" for first, second in zip(old, new, strict=True)]


def test_bullets_and_labels_belong_to_their_text(tmp_path: Path) -> None:
    lines = [
        (50, 740, LEAD),
        (60, 700, "ㅇ"),
        (90, 700, "운영 기간은 3월부터 12월까지이다."),
        (60, 680, "ㅇ"),
        (90, 680, "신청은 학교에서 받는다."),
    ]
    lines += [(60, 660, "장소:"), (140, 660, "누리초 도서관"), (60, 640, "일시:"), (140, 640, "3월 4일 오후 2시")]
    assert blocks(placed(tmp_path / "a.pdf", lines))[1:] == [
        "ㅇ 운영 기간은 3월부터 12월까지이다.",
        "ㅇ 신청은 학교에서 받는다.",
        "장소: 누리초 도서관",
        "일시: 3월 4일 오후 2시",
    ]


def test_words_of_a_justified_line_are_no_columns(tmp_path: Path) -> None:
    lines: list[tuple[float, float, str]] = []
    for number, text in enumerate(LEFT):
        words = text.split()
        gap = (215 - sum(stringWidth(word, FONT, 10) for word in words)) / (len(words) - 1)
        x = 50.0
        for word in words:
            lines.append((x, 700 - 14 * number, word))
            x += stringWidth(word, FONT, 10) + gap
    assert " ".join(blocks(placed(tmp_path / "a.pdf", lines))) == " ".join(LEFT)


def test_a_foot_with_two_parts_goes_from_pages_of_columns(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    for number in range(1, 5):
        made.setFont(FONT, 10)
        for x, y, text in by_rows(column(50, LEFT), column(310, [f"{number}00권을 샀다고 하며 {line}" for line in RIGHT])):
            made.drawString(x, y, text)
        made.drawString(50, 40, "누리도교육청 초등교육과")
        made.drawString(520, 40, f"- {number} -")
        made.showPage()
    made.save()
    whole = " ".join(blocks(tmp_path / "a.pdf"))
    assert "초등교육과" not in whole
    assert "- 2 -" not in whole
    assert whole.count("400권을 샀다고") == 4


def test_a_stamp_across_the_page_stays_out_of_its_lines(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    for lines in (LEFT, RIGHT):
        made.setFont(FONT, 10)
        for x, y, text in column(50, lines):
            made.drawString(x, y, text)
        made.translate(80, 600)
        made.rotate(45)
        made.setFont(FONT, 60)
        made.drawString(0, 0, "대외비 자료")
        made.showPage()
    made.save()
    assert " ".join(blocks(tmp_path / "a.pdf")) == " ".join([*LEFT, *RIGHT])

"""Small documents with the parts and the elements that Hancom Office writes around the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.reading.office_files import LEAD, SECOND, hwpx, paragraph
from tests.reading.reading_samples import one_article, texts

HEADLINE = "마을 도서관, 학교에 들다"
PACKAGE: dict[str, str | bytes] = {
    "version.xml": '<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5"/>',
    "settings.xml": '<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app"/>',
    "META-INF/container.xml": '<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"/>',
    "META-INF/manifest.xml": '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    "Contents/content.hpf": '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:title>옛 제목</opf:title></opf:package>',
    "Contents/header.xml": '<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"><hh:refList/></hh:head>',
    "Preview/PrvText.txt": "미리 보기 글이다.",
    "Preview/PrvImage.png": b"\x89PNG\r\n\x1a\n",
}
PAGE = (
    '<hp:p id="0" paraPrIDRef="0"><hp:run charPrIDRef="0"><hp:secPr textDirection="HORIZONTAL"><hp:grid lineGrid="0"/>'
    '<hp:pagePr width="59528" height="84188"/><hp:footNotePr><hp:autoNumFormat suffixChar=")"/></hp:footNotePr></hp:secPr>'
    '<hp:ctrl><hp:colPr type="NEWSPAPER" colCount="{columns}"/></hp:ctrl>'
    '<hp:ctrl><hp:header applyPageType="BOTH"><hp:subList>{header}</hp:subList></hp:header></hp:ctrl>'
    '<hp:ctrl><hp:footer applyPageType="BOTH"><hp:subList>{footer}</hp:subList></hp:footer></hp:ctrl>'
    '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl></hp:run>'
    '<hp:linesegarray><hp:lineseg textpos="0" vertpos="0"/></hp:linesegarray></hp:p>'
)


def page(*, columns: int = 1) -> str:
    number = '<hp:p><hp:run><hp:ctrl><hp:autoNum num="1" numType="PAGE"/></hp:ctrl><hp:t>쪽</hp:t></hp:run></hp:p>'
    return PAGE.format(columns=columns, header=paragraph("누리도교육청"), footer=number)


def grid(rows: Sequence[Sequence[str | tuple[str, int, int]]], *, caption: str = "") -> str:
    """Cells as text or as (text, columns, rows) where they reach over several."""
    lines = ""
    for height, row in enumerate(rows):
        lines += "<hp:tr>"
        for place, cell in enumerate(row):
            text, across, down = cell if isinstance(cell, tuple) else (cell, 1, 1)
            body = text if text.startswith("<") else paragraph(text)
            lines += (
                f'<hp:tc header="0"><hp:subList vertAlign="CENTER">{body}</hp:subList><hp:cellAddr colAddr="{place}" rowAddr="{height}"/>'
                f'<hp:cellSpan colSpan="{across}" rowSpan="{down}"/><hp:cellSz width="1" height="1"/></hp:tc>'
            )
        lines += "</hp:tr>"
    below = f'<hp:caption side="BOTTOM"><hp:subList>{paragraph(caption)}</hp:subList></hp:caption>' if caption else ""
    table = f'<hp:tbl rowCnt="{len(rows)}"><hp:sz width="1"/><hp:pos treatAsChar="1"/>{below}<hp:inMargin left="1"/>{lines}</hp:tbl>'
    return f"<hp:p><hp:run>{table}<hp:t/></hp:run><hp:linesegarray/></hp:p>"


def document(path: Path, *sections: str, columns: int = 1) -> Path:
    return hwpx(path, *(page(columns=columns) + body for body in sections), more=PACKAGE)


def blocks(path: Path) -> list[str]:
    return [block.text for block in one_article(path).blocks]


def test_a_press_release_with_its_head_in_a_table(tmp_path: Path) -> None:
    head = [["보도일시", "2026. 3. 4.(수) 14:00"], ["담당부서", "초등교육과"], ["담당자", "홍다라 (062-123-4567)"]]
    article = one_article(document(tmp_path / "a.hwpx", grid(head) + paragraph(HEADLINE) + paragraph(LEAD) + paragraph(SECOND)))
    assert article.headline == HEADLINE
    assert texts(article, "paragraph") == [LEAD, SECOND]
    assert article.release is not None
    assert (article.release.department, article.release.embargo) == ("초등교육과", "2026-03-04T14:00")


def test_cells_over_several_rows_and_columns(tmp_path: Path) -> None:
    rows: list[list[str | tuple[str, int, int]]] = [[("학교", 1, 2), ("도서(권)", 2, 1)], ["새 책", "헌 책"], ["누리초", "3,500", "120"]]
    found = blocks(document(tmp_path / "a.hwpx", paragraph(LEAD) + grid(rows, caption="표 1. 학교 도서관의 책")))
    assert found == [LEAD, "표 1. 학교 도서관의 책", "학교 | 도서(권)", "새 책 | 헌 책", "누리초 | 3,500 | 120"]


def test_a_table_in_a_frame_and_points_in_a_cell(tmp_path: Path) -> None:
    points = paragraph("ㅇ 신청은 학교에서 받는다.") + paragraph("ㅇ 운영 기간은 3월부터이다.")
    framed = grid([[paragraph(SECOND) + grid([["누리초", "3,500"], ["한들초", "2,100"]])]])
    found = blocks(document(tmp_path / "a.hwpx", paragraph(LEAD) + grid([["알림", points]]) + framed))
    assert found == [LEAD, "알림 | ㅇ 신청은 학교에서 받는다. ㅇ 운영 기간은 3월부터이다.", SECOND, "누리초 | 3,500", "한들초 | 2,100"]


def test_fields_memos_and_end_notes(tmp_path: Path) -> None:
    memo = f'<hp:ctrl><hp:fieldBegin type="MEMO"><hp:subList>{paragraph("고칠 것")}</hp:subList></hp:fieldBegin></hp:ctrl>'
    link = '<hp:ctrl><hp:fieldBegin type="HYPERLINK"><hp:stringParam>a.example</hp:stringParam></hp:fieldBegin></hp:ctrl>'
    note = f'<hp:ctrl><hp:endNote number="1"><hp:subList>{paragraph("미주는 여기에 있다.")}</hp:subList></hp:endNote></hp:ctrl>'
    end = "<hp:ctrl><hp:fieldEnd/></hp:ctrl>"
    text = f"{memo}<hp:t>교육청은 </hp:t>{end}{link}<hp:t>도서관</hp:t>{end}<hp:t>을</hp:t>{note}<hp:t> 연다고 밝혔다.</hp:t>"
    found = blocks(document(tmp_path / "a.hwpx", f"<hp:p><hp:run>{text}</hp:run></hp:p>" + paragraph(SECOND)))
    assert found == ["교육청은 도서관을 연다고 밝혔다.", "미주는 여기에 있다.", SECOND]


def test_two_sections_in_newspaper_columns(tmp_path: Path) -> None:
    article = one_article(document(tmp_path / "a.hwpx", paragraph(HEADLINE) + paragraph(LEAD), paragraph(SECOND), columns=2))
    assert [block.text for block in article.blocks] == [HEADLINE, LEAD, SECOND]


def test_letters_in_runs_of_their_own_and_a_box_in_a_cell(tmp_path: Path) -> None:
    runs = "".join(f'<hp:run charPrIDRef="{number}"><hp:t>{letter}</hp:t></hp:run>' for number, letter in enumerate(LEAD))
    inner = f"<hp:subList>{paragraph('상자 안의 문장이다.')}</hp:subList>"
    box = f"<hp:p><hp:run><hp:rect><hp:drawText>{inner}</hp:drawText></hp:rect></hp:run></hp:p>"
    found = blocks(document(tmp_path / "a.hwpx", f"<hp:p>{runs}</hp:p>" + grid([["안내", box]]) + paragraph(SECOND)))
    assert found == [LEAD, "안내 | 상자 안의 문장이다.", SECOND]

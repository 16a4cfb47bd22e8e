from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.office_files import BOMB_BYTES, BULLETS, HP, LEAD, SECOND, hwpx, paragraph, section, table, zipped
from tests.reading.reading_samples import one_article, one_failure, read_all, texts

ENTITIES = '<!DOCTYPE x [<!ENTITY a "가가가가"><!ENTITY b "&a;&a;&a;&a;">]>'


def test_paragraphs_and_bullets(tmp_path: Path) -> None:
    article = one_article(hwpx(tmp_path / "a.hwpx", "".join(map(paragraph, ("마을 도서관, 학교에 들다", LEAD, *BULLETS)))))
    assert article.headline == "마을 도서관, 학교에 들다"
    assert texts(article, "paragraph") == [LEAD, *BULLETS]


@pytest.mark.parametrize("namespace", ["http://www.hancom.co.kr/hwpml/2016/paragraph", "http://www.owpml.org/owpml/2024/paragraph"])
def test_other_versions_of_the_namespace(tmp_path: Path, namespace: str) -> None:
    path = hwpx(tmp_path / "a.hwpx", paragraph("도서관 개관") + paragraph(LEAD), namespace=namespace)
    assert texts(one_article(path), "paragraph") == [LEAD]


def test_sections_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    lines = [f"학교 {number}곳이 도서관을 연다고 밝혔다." for number in range(12)]
    article = one_article(hwpx(tmp_path / "a.hwpx", *map(paragraph, lines)))
    assert [block.text for block in article.blocks] == lines


def test_tables_boxes_and_notes_in_reading_order(tmp_path: Path) -> None:
    inner = f"<hp:subList>{paragraph('상자 안의 글이다.')}</hp:subList>"
    box = f"<hp:p><hp:run><hp:rect><hp:drawText>{inner}</hp:drawText></hp:rect></hp:run></hp:p>"
    note = f"<hp:ctrl><hp:footNote><hp:subList>{paragraph('각주는 여기에 있다.')}</hp:subList></hp:footNote></hp:ctrl>"
    noted = f"<hp:p><hp:run><hp:t>교육청은 도서관을</hp:t>{note}<hp:t> 연다고 밝혔다.</hp:t></hp:run></hp:p>"
    rows = [["학교", "도서(권)"], ["누리초", "3,500"]]
    article = one_article(hwpx(tmp_path / "a.hwpx", paragraph(LEAD) + table(rows) + box + noted + table([[SECOND]])))
    assert [block.text for block in article.blocks] == [
        LEAD,
        "학교 | 도서(권)",
        "누리초 | 3,500",
        "상자 안의 글이다.",
        "교육청은 도서관을 연다고 밝혔다.",
        "각주는 여기에 있다.",
        SECOND,
    ]


def test_marks_inside_text_and_what_is_no_text(tmp_path: Path) -> None:
    body = (
        "<hp:p><hp:run><hp:secPr/><hp:ctrl><hp:header><hp:subList>" + paragraph("머리말") + "</hp:subList></hp:header></hp:ctrl>"
        "<hp:t>누리초는<hp:nbSpace/>책 <hp:deleteBegin/>스무 권<hp:deleteEnd/>"
        "<hp:insertBegin/>서른 권<hp:insertEnd/>을<hp:lineBreak/>샀다.</hp:t>"
        "<hp:pic><hp:shapeComment>그림입니다.</hp:shapeComment></hp:pic></hp:run></hp:p>"
    )
    assert [block.text for block in one_article(hwpx(tmp_path / "a.hwpx", body)).blocks] == ["누리초는 책 서른 권을 샀다."]


def test_a_long_document_is_read_whole(tmp_path: Path) -> None:
    article = one_article(hwpx(tmp_path / "a.hwpx", "".join(paragraph(f"{LEAD} {number}") for number in range(8_000))))
    assert len(article.blocks) == 8_000


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"Contents/section0.xml": section(paragraph("&b;")).replace("?><hs", f"?>{ENTITIES}<hs")}, "entity attack"),
        ({"Contents/section0.xml": section(paragraph(LEAD)).replace("?><hs", '?><!DOCTYPE x SYSTEM "http://x.example/"><hs')}, "entity"),
        ({"Contents/section0.xml": section(paragraph(LEAD))[:-30]}, "not valid XML"),
        ({"Contents/section0.xml": section(paragraph("가" * BOMB_BYTES))}, "zip bomb"),
        ({"Contents/section0.xml": section(paragraph(LEAD)), "BinData/a.bmp": b"\0" * BOMB_BYTES}, "zip bomb"),
        ({f"a{number}": "" for number in range(5_001)}, "zip bomb"),
        ({"Contents/section0.xml": section("<hp:tbl>" * 5_000 + "</hp:tbl>" * 5_000)}, "depth"),
        ({"word/document.xml": "<a/>"}, "this is a Word file"),
        ({"a.txt": "글"}, "no Contents/section0.xml"),
        (
            {"Contents/section0.xml": b"\x01\x02", "META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>"},
            "protected by a password",
        ),
        ({"Contents/section0.xml": section("")}, "no text"),
    ],
)
def test_hostile_and_damaged_packages(tmp_path: Path, parts: dict[str, str | bytes], reason: str) -> None:
    (tmp_path / "b.txt").write_text(LEAD, encoding="utf-8")
    zipped(tmp_path / "a.hwpx", parts)
    assert reason in one_failure(tmp_path / "a.hwpx").reason
    articles, failures = read_all(tmp_path)
    assert ([article.id for article in articles], len(failures)) == (["b.txt"], 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "older binary format"),
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"<html></html>", "a web page"),
        (b"{\\rtf1 }", "an RTF file"),
        (LEAD.encode(), "not a HWPX"),
        (b"PK\x03\x04" + bytes(100), "damaged HWPX"),
    ],
)
def test_names_that_lie(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.hwpx").write_bytes(content)
    assert reason in one_failure(tmp_path / "a.hwpx").reason


def test_a_broken_byte_is_damage(tmp_path: Path) -> None:
    path = hwpx(tmp_path / "a.hwpx", paragraph(LEAD), namespace=HP)
    data = bytearray(path.read_bytes())
    start = data.index(b"section0.xml") + 20
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(data)
    assert "damaged" in one_failure(path).reason

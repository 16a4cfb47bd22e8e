from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from tests.reading.office_files import BOMB_BYTES, BULLETS, LEAD, SECOND, repacked, zipped
from tests.reading.reading_samples import one_article, one_failure, read_all, texts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def plain(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document, path)


def with_xml(path: Path, *elements: str) -> Path:
    document = docx.Document()
    for element in elements:
        document.element.body.insert_element_before(parse_xml(element), "w:sectPr")
    return saved(document, path)


def test_paragraphs_and_bullets(tmp_path: Path) -> None:
    article = one_article(plain(tmp_path / "a.docx", "마을 도서관, 학교에 들다", LEAD, *BULLETS))
    assert article.headline == "마을 도서관, 학교에 들다"
    assert texts(article, "paragraph") == [LEAD, *BULLETS]


def test_bullets_on_lines_of_one_paragraph(tmp_path: Path) -> None:
    article = one_article(plain(tmp_path / "a.docx", "마을 도서관, 학교에 들다", "\n".join((LEAD, *BULLETS))))
    assert texts(article, "paragraph") == [LEAD, *BULLETS]


def test_title_and_headings_by_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("마을 도서관, 학교에 들다", 0)
    document.add_paragraph(LEAD)
    document.add_heading("저녁에도 연다", 2)
    document.add_paragraph(SECOND)
    article = one_article(saved(document, tmp_path / "a.docx"))
    assert [block.kind for block in article.blocks] == ["headline", "paragraph", "subheadline", "paragraph"]


def test_tables_stand_where_they_are_row_by_row(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(LEAD)
    grid = document.add_table(2, 2)
    for place, text in enumerate(("학교", "도서(권)", "누리초", "3,500")):
        grid.cell(place // 2, place % 2).text = text
    framed = document.add_table(1, 1).cell(0, 0)
    framed.text = "상자 안의 첫 문장이다."
    framed.add_paragraph("상자 안의 둘째 문장이다.")
    document.add_paragraph(SECOND)
    document.sections[0].header.paragraphs[0].text = "머리글"
    assert [block.text for block in one_article(saved(document, tmp_path / "a.docx")).blocks] == [
        LEAD,
        "학교 | 도서(권)",
        "누리초 | 3,500",
        "상자 안의 첫 문장이다.",
        "상자 안의 둘째 문장이다.",
        SECOND,
    ]


def test_tracked_changes(tmp_path: Path) -> None:
    path = with_xml(
        tmp_path / "a.docx",
        f"<w:p {W}><w:r><w:t>누리초는 책 </w:t></w:r><w:del><w:r><w:delText>스무 권</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>서른 권</w:t></w:r></w:ins><w:r><w:t>을 샀다.</w:t></w:r></w:p>",
        f"<w:p {W}><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>교육청은 도서관을 </w:t></w:r></w:p>",
        f"<w:p {W}><w:r><w:t>연다고 밝혔다.</w:t></w:r></w:p>",
        f"<w:tbl {W}><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>지운 줄</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>양식 안의 문장이다.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    found = [block.text for block in one_article(path).blocks]
    assert found == ["누리초는 책 서른 권을 샀다.", "교육청은 도서관을 연다고 밝혔다.", "양식 안의 문장이다."]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>상자 안의 문장이다.</w:t></w:r></w:p></w:txbxContent>"
    path = with_xml(
        tmp_path / "a.docx",
        f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>{LEAD}</w:t></w:r><w:r>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert [block.text for block in one_article(path).blocks] == [LEAD, "상자 안의 문장이다."]


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    path = with_xml(
        tmp_path / "a.docx",
        f'<w:p {W}><w:r><w:t>교육청은 도서관을</w:t><w:footnoteReference w:id="2"/><w:t> 연다고 밝혔다.</w:t></w:r></w:p>',
        f"<w:p {W}><w:r><w:t>{SECOND}</w:t></w:r></w:p>",
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    note = "<w:p><w:r><w:t>각주이다.</w:t></w:r></w:p>"
    relations = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(path) as package:
        rels = package.read(relations).decode()
        types = package.read("[Content_Types].xml").decode()
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    repacked(
        path,
        {
            relations: rels.replace("</Rel", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Rel'),
            "[Content_Types].xml": types.replace("</Types", f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types'),
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
        },
    )
    assert [block.text for block in one_article(path).blocks] == ["교육청은 도서관을 연다고 밝혔다.", "각주이다.", SECOND]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'}, "entity attack"),
        ({"word/styles.xml": "<!DOCTYPE x []><x/>".encode("utf-16")}, "entity attack"),
        ({"word/document.xml": "<w:document"}, "damaged"),
        ({"word/media/a.bmp": b"\0" * BOMB_BYTES}, "zip bomb"),
        ({f"word/media/{number}": "" for number in range(5_001)}, "zip bomb"),
        ({"[Content_Types].xml": "<Types/>"}, "damaged"),
    ],
)
def test_hostile_and_damaged_packages(tmp_path: Path, changed: dict[str, str | bytes], reason: str) -> None:
    (tmp_path / "b.txt").write_text(LEAD, encoding="utf-8")
    repacked(plain(tmp_path / "a.docx", LEAD), changed)
    assert reason in one_failure(tmp_path / "a.docx").reason
    articles, failures = read_all(tmp_path)
    assert ([article.id for article in articles], len(failures)) == (["b.txt"], 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"", "empty"),
        (b"%PDF-1.7", "a PDF file"),
        (b"{\\rtf1 }", "an RTF file"),
        (b"\n<!DOCTYPE HTML><html></html>", "a web page"),
        (LEAD.encode(), "not a Word"),
        (b"\x01" * 50, "not a Word"),
        (b"PK\x03\x04" + bytes(100), "damaged Word"),
    ],
)
def test_encrypted_files_and_names_that_lie(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert reason in one_failure(tmp_path / "a.docx").reason


@pytest.mark.parametrize(("part", "reason"), [("Contents/section0.xml", "this is a HWPX file"), ("a.txt", "a zip of another kind")])
def test_zips_of_another_kind(tmp_path: Path, part: str, reason: str) -> None:
    assert reason in one_failure(zipped(tmp_path / "a.docx", {part: LEAD})).reason

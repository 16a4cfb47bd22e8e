"""Makes the PDFs that the tests read: reportlab writes the pages, pypdf changes what it does not write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, PdfObject, StreamObject, TextStringObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HYSMyeongJo-Medium"


def canvas(path: Path) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    made = Canvas(str(path))
    made.setFont(FONT, 10)
    return made


def pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """Lines from the top down, in one column."""
    made = canvas(path)
    for lines in pages:
        made.setFont(FONT, 11)
        for number, line in enumerate(lines):
            made.drawString(60, 780 - 16 * number, line)
        made.showPage()
    made.save()
    return path


def placed(path: Path, lines: Sequence[tuple[float, float, str]], *, rules: Sequence[tuple[float, float, float, float]] = ()) -> Path:
    """Text at (x, y), in the order given, and drawn lines."""
    made = canvas(path)
    for x, y, text in lines:
        made.drawString(x, y, text)
    for rule in rules:
        made.line(*rule)
    made.save()
    return path


def locked(path: Path, user: str, algorithm: str = "AES-256") -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt(user, "owner", algorithm=algorithm)
    writer.write(path)
    return path


def with_content(path: Path, data: bytes, filters: Sequence[str]) -> Path:
    """The file with another content on its first page, packed as `filters` say."""
    writer = pypdf.PdfWriter(clone_from=path)
    content = StreamObject()
    content._data = data
    if filters:
        content[NameObject("/Filter")] = ArrayObject(NameObject(f"/{name}") for name in filters)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    writer.write(path)
    return path


def with_forms(path: Path, depth: int) -> Path:
    """The file with a first page that draws a form, which draws the next twice, and so on."""
    writer = pypdf.PdfWriter(clone_from=path)
    inner = None
    for _ in range(depth):
        form = StreamObject()
        form.update(_dictionary(Subtype=NameObject("/Form"), BBox=ArrayObject(NumberObject(number) for number in (0, 0, 500, 500))))
        if inner is not None:
            form._data = b"/X Do /X Do"
            form[NameObject("/Resources")] = _dictionary(XObject=_dictionary(X=inner))
        inner = writer._add_object(form)
    assert inner is not None
    content = StreamObject()
    content._data = b"/X Do"
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    writer.pages[0][NameObject("/Resources")] = _dictionary(XObject=_dictionary(X=inner))
    writer.write(path)
    return path


def with_nameless_font(path: Path) -> Path:
    """The file with its first font replaced by one that numbers its glyphs and does not say what they are."""
    writer = pypdf.PdfWriter(clone_from=path)
    system = _dictionary(Registry=TextStringObject("Adobe"), Ordering=TextStringObject("Identity"), Supplement=NumberObject(0))
    outlines = _dictionary(
        Type=NameObject("/FontDescriptor"),
        FontName=NameObject("/Nameless"),
        Flags=NumberObject(4),
        Ascent=NumberObject(880),
        Descent=NumberObject(-120),
        FontBBox=ArrayObject(NumberObject(number) for number in (0, -120, 1000, 880)),
    )
    glyphs = _dictionary(
        Type=NameObject("/Font"),
        Subtype=NameObject("/CIDFontType0"),
        BaseFont=NameObject("/Nameless"),
        CIDSystemInfo=system,
        FontDescriptor=outlines,
    )
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    fonts[NameObject("/F1")] = _dictionary(
        Type=NameObject("/Font"),
        Subtype=NameObject("/Type0"),
        BaseFont=NameObject("/Nameless"),
        Encoding=NameObject("/Identity-H"),
        DescendantFonts=ArrayObject([glyphs]),
    )
    writer.write(path)
    return path


def _dictionary(**values: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})

"""Writes flat OpenDocument texts, from which LibreOffice makes the files that the tests read."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_URN}:office:1.0" xmlns:text="{_URN}:text:1.0" xmlns:table="{_URN}:table:1.0" xmlns:style="{_URN}:style:1.0" '
    f'xmlns:draw="{_URN}:drawing:1.0" xmlns:fo="{_URN}:xsl-fo-compatible:1.0" xmlns:svg="{_URN}:svg-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_STYLES = """
<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="cell" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:style style:name="two" style:family="section"><style:section-properties>
<style:columns fo:column-count="2" fo:column-gap="0.8cm"><style:column style:rel-width="1*"/><style:column style:rel-width="1*"/>
</style:columns></style:section-properties></style:style>
<style:style style:name="box" style:family="graphic">
<style:graphic-properties style:wrap="none" fo:border="0.5pt solid #000000" fo:padding="0.2cm"/></style:style>
"""
_KOREAN = 'style:font-size-asian="11pt" fo:font-size="11pt" style:language-asian="ko" style:country-asian="KR"'
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Locking" script:language="StarBasic">
Sub Save(source As String, target As String)
Dim hidden(0) As New com.sun.star.beans.PropertyValue
Dim how(1) As New com.sun.star.beans.PropertyValue
Dim locked(1) As New com.sun.star.beans.NamedValue
hidden(0).Name = "Hidden"
hidden(0).Value = True
locked(0).Name = "OOXPassword"
locked(0).Value = "secret"
locked(1).Name = "CryptoType"
locked(1).Value = "Standard"
how(0).Name = "FilterName"
how(0).Value = "MS Word 2007 XML"
how(1).Name = "EncryptionData"
how(1).Value = locked()
document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
document.storeToURL(target, how())
document.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">{element}</library:library>
"""
_LONGEST_S = 60


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = ["".join(f'<table:table-cell table:style-name="cell">{p(text)}</table:table-cell>' for text in row) for row in rows]
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f"<table:table>{columns}{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"


def footnote(text: str) -> str:
    body = f"<text:note-citation>1</text:note-citation><text:note-body>{p(text)}</text:note-body>"
    return f'<text:note text:id="n" text:note-class="footnote">{body}</text:note>'


def two_columns(body: str) -> str:
    return f'<text:section text:style-name="two" text:name="columns">{body}</text:section>'


def text_box(text: str) -> str:
    box = f"<draw:text-box>{p(text)}</draw:text-box>"
    place = 'text:anchor-type="paragraph" svg:width="8cm" svg:height="2cm" svg:x="0cm" svg:y="0cm"'
    return f'<draw:frame draw:name="box" draw:style-name="box" {place}>{box}</draw:frame>'


def tracked(before: str, deleted: str, inserted: str, after: str) -> str:
    who = "<office:change-info><dc:creator>가</dc:creator><dc:date>2026-03-04T10:00:00</dc:date></office:change-info>"
    deletion = f'<text:changed-region text:id="d"><text:deletion>{who}{p(deleted)}</text:deletion></text:changed-region>'
    insertion = f'<text:changed-region text:id="i"><text:insertion>{who}</text:insertion></text:changed-region>'
    marked = f'<text:change text:change-id="d"/><text:change-start text:change-id="i"/>{inserted}<text:change-end text:change-id="i"/>'
    return f"<text:tracked-changes>{deletion}{insertion}</text:tracked-changes>{p(before + marked + after)}"


def document(body: str, *, header: str = "", footer: str = "") -> str:
    head = f"<style:header>{p(header)}</style:header>" if header else ""
    foot = f"<style:footer>{p(footer)}</style:footer>" if footer else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles><style:default-style style:family="paragraph">'
        f"<style:text-properties {_KOREAN}/></style:default-style></office:styles>"
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="page">{head}{foot}</style:master-page></office:master-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


class Office:
    """LibreOffice with a profile of its own below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._profile = folder / "profile"

    def convert(self, kind: str, sources: Sequence[Path], target: Path) -> None:
        """One call for all files; `kind` is an extension, with the name and the options of a filter after a colon."""
        self._run("--convert-to", kind, "--outdir", str(target), *map(str, sources))

    def lock(self, source: Path, target: Path) -> None:
        """Saves a file as .docx with a password, which the command line does not offer and a macro does."""
        library = self._profile / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        (library / "Locking.xba").write_text(_MACRO, encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY.format(element='<library:element library:name="Locking"/>'), encoding="utf-8")
        (library / "dialog.xlb").write_text(_LIBRARY.format(element=""), encoding="utf-8")
        self._run(f"macro:///Standard.Locking.Save({source.as_uri()},{target.as_uri()})")

    def _run(self, *arguments: str) -> None:
        programme = shutil.which("soffice")
        assert programme is not None
        command = [programme, "--headless", f"-env:UserInstallation={self._profile.as_uri()}", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_S)

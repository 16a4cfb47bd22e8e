"""Word's DOCX through python-docx: one document is one article. Tracked deletions are left out, insertions kept.

python-docx finds the parts and the styles. The text is walked here, since its own properties pass over inserted text, content
controls, text boxes and notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.reading import archive
from pipeline.reading.draft import Draft
from pipeline.reading.flow import Flow, Part, running_text
from pipeline.reading.options import InputOptions
from pipeline.records import Block

EXTENSIONS = (".docx",)
_HEADLINE_WITHIN = 10
"""A title further down than this many paragraphs is the heading of a section."""
_NOTE_PARTS = ("footnotes", "endnotes")


def read(path: Path, options: InputOptions) -> Iterator[Draft]:
    """The one article of the document. Raises InputError for an encrypted, damaged, hostile or falsely named file."""
    with archive.opened(path, "Word (.docx)", "Word") as package:
        _require_word(package.namelist())
        archive.require_no_doctypes(package)
        document = _document(path)
        parts = list(Flow(_notes(document)).parts(document.element.body))
    yield _draft(parts, _style_names(document))


def _require_word(names: list[str]) -> None:
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return
    hancom = any(name.startswith("Contents/section") for name in names)
    raise InputError(
        f"not a Word (.docx) file: {'this is a HWPX file' if hancom else 'a zip of another kind'}",
        "name it .hwpx" if hancom else "give it its right extension, or save it as .docx",
    )


def _document(path: Path) -> Any:
    import docx
    import docx.opc.exceptions
    import lxml.etree  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file:
            document = docx.Document(file)
        assert document.element.body is not None
    except (docx.opc.exceptions.OpcError, lxml.etree.LxmlError, KeyError, ValueError, AttributeError, AssertionError) as error:
        raise InputError(f"damaged, or not a Word (.docx) file: {error}", "open it in Word and save it again as .docx") from None
    return document


def _notes(document: Any) -> dict[tuple[str, str], Any]:
    """The notes of the document by kind and number, separators aside."""
    notes = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _NOTE_PARTS and not relation.is_external:
            for note in archive.parse(relation.target_part.blob, kind):
                values = {key.rpartition("}")[2]: value for key, value in note.attrib.items()}
                if "type" not in values and "id" in values:
                    notes[kind[:-1], values["id"]] = note
    return notes


def _style_names(document: Any) -> dict[str, str]:
    """Id to English name of the built-in styles: Word keeps `heading 1` as the name in every language."""
    return {style.style_id: (style.name or "").lower() for style in document.styles if style.style_id}


def _draft(parts: list[Part], names: dict[str, str]) -> Draft:
    """The title by its style; without one the look of the lines decides, as in plain text."""
    styles = [names.get(part.style or "", "") for part in parts]
    head = styles[:_HEADLINE_WITHIN]
    place = next((head.index(name) for name in ("title", "heading 1") if name in head), None)
    if place is None:
        return Draft(running_text(parts))
    body = [
        Block("subheadline", part.text) if style == "subtitle" or style.startswith("heading ") else part.text
        for number, (part, style) in enumerate(zip(parts, styles, strict=True))
        if number != place
    ]
    return Draft(body, headline=parts[place].text)

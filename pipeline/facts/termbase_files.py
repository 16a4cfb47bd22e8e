"""The rows of a termbase file, with their line numbers: TSV and CSV with a header, TBX-Basic (XML without document type or entities)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from pipeline.errors import ConfigError

Row = tuple[int, dict[str, str]]
_LANGUAGE_ENTRY = ("langSet", "langSec")
_TERM_ENTRY = ("termEntry", "conceptEntry")


def rows_of(path: Path) -> Iterator[Row]:
    """(line, column -> cell) of each entry. Raises ConfigError for a file that cannot be read as what its ending says it is."""
    text = _text(path)
    if path.suffix.lower() in (".tbx", ".xml"):
        return _TbxReader(path).read(text)
    if path.suffix.lower() not in (".tsv", ".csv", ".txt"):
        raise ConfigError(f"{path}: a termbase is a .tsv, .csv or .tbx file, not {path.suffix or 'one without an ending'}")
    return _table(path, text)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: the termbase cannot be read: {error.strerror}; check the path") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the termbase is not UTF-8 (byte {error.start}); save it as UTF-8") from None


def _table(path: Path, text: str) -> Iterator[Row]:
    """Tabs separate cells of a .tsv and nothing quotes them; a .csv is read as spreadsheets write it. Lines with # first are comments."""
    from pipeline.facts.termbase import COLUMNS

    lines = (
        _csv_lines(path, text) if path.suffix.lower() == ".csv" else ((n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1))
    )
    header: list[str] | None = None
    for number, cells in lines:
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        if header is None:
            header = [cell.strip().lower() for cell in cells]
            unknown = [name for name in header if name not in COLUMNS]
            if unknown or not {"ko", "en"} <= set(header) or len(set(header)) < len(header):
                rest = ", ".join(COLUMNS[2:])
                raise ConfigError(f"{path}, line {number}: the header should name ko and en, each once, and may name {rest}; it is {cells}")
            continue
        if len(cells) > len(header) or len(cells) < 2:
            separator = "commas" if path.suffix.lower() == ".csv" else "tabs"
            raise ConfigError(
                f"{path}, line {number}: {len(cells)} cells where the header has {len(header)}; separate them with {separator}"
            )
        yield number, dict(zip(header, cells, strict=False))


def _csv_lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    at = 0
    try:
        for row in reader:
            yield at + 1, row
            at = reader.line_num
    except csv.Error as error:
        raise ConfigError(f"{path}, line {reader.line_num}: not valid CSV: {error}") from None


class _TbxReader:
    """TBX-Basic in its old (martif, langSet, tig) and new (conceptEntry, langSec, termSec) spelling; other elements are passed over.

    A document type declaration is an error, so that no entity can be declared, let alone fetched or multiplied.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Row] = []
        self.open: list[str] = []
        self.language = ""
        self.kind = ""
        self.text = ""
        self.entry: dict[str, list[tuple[str, str]]] = {}
        self.fields: dict[str, str] = {}
        self.line = 0

    def read(self, text: str) -> Iterator[Row]:
        """The rows of a document. Raises ConfigError that names the line of what is no XML or no TBX."""
        self.parser = parser = expat.ParserCreate(namespace_separator=None)
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, self._end, self._data
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(text.encode("utf-8"), True)
        except expat.ExpatError as error:
            raise ConfigError(f"{self.path}, line {error.lineno}: not valid XML: {expat.ErrorString(error.code)}") from None
        return iter(self.rows)

    def _doctype(self, *_: object) -> None:
        raise ConfigError(f"{self.path}, line {self.parser.CurrentLineNumber}: delete the <!DOCTYPE …> line; entities are never read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rsplit(":", 1)[-1]
        self.open.append(name)
        self.text = ""
        if len(self.open) == 1 and name not in ("tbx", "martif", "TBX"):
            raise ConfigError(
                f"{self.path}, line {self.parser.CurrentLineNumber}: the root is <{name}>, not <tbx> or <martif>; this is no TBX file"
            )
        if name in _TERM_ENTRY:
            self.entry, self.fields, self.line = {}, {}, self.parser.CurrentLineNumber
        elif name in _LANGUAGE_ENTRY:
            self.language = attributes.get("xml:lang", attributes.get("lang", "")).lower().split("-")[0]
        elif name in ("tig", "ntig", "termSec"):
            self.kind = "preferredTerm-admn-sts"
        self.type = attributes.get("type", "")

    def _data(self, data: str) -> None:
        self.text += data

    def _end(self, name: str) -> None:
        name, text = self.open.pop(), self.text.strip()
        self.text = ""
        if name == "term":
            self.entry.setdefault(self.language, []).append((text, "preferredTerm-admn-sts"))
        elif name == "termNote" and self.type == "administrativeStatus" and self.entry.get(self.language):
            self.entry[self.language][-1] = (self.entry[self.language][-1][0], text)
        elif name == "descrip" and self.type == "subjectField":
            self.fields["domain"] = text
        elif name == "note":
            self.fields["note"] = text
        elif name in _TERM_ENTRY:
            self._finish()

    def _finish(self) -> None:
        english = self.entry.get("en", [])
        bad = ("deprecatedTerm-admn-sts", "supersededTerm-admn-sts")
        forbidden = [term for term, status in english if status in bad]
        good = sorted((status != "preferredTerm-admn-sts", at, term) for at, (term, status) in enumerate(english) if status not in bad)
        names = [term for *_, term in good]
        for korean, _ in self.entry.get("ko", [("", "")]):
            row = {"ko": korean, "en": names[0] if names else "", "variants": "|".join(names[1:]), "forbidden": "|".join(forbidden)}
            self.rows.append((self.line, row | self.fields))

"""Markdown: front matter gives headline, date and outlet; marks are taken off, the alternative text of a picture is its caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.reading import columns
from pipeline.reading.draft import Draft
from pipeline.reading.encoding import decode
from pipeline.reading.options import InputOptions
from pipeline.records import Block

EXTENSIONS = (".md", ".markdown")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_RULE = re.compile(r"(?:[-*_]\s*){3,}$|\|?[\s:|-]*-{2,}[\s:|-]*$")
_LEAD = re.compile(r"(?:>\s?)+|[-*+]\s+|```.*|~~~.*")
_IMAGE = re.compile(r"!\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^\[[^\]\n]+\]:\s+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^>\s]+|[\w.+-]+@[\w.-]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>\n]*>"), ""),
    (re.compile(r"(?<!\\)(\*{1,3}|~~|`+)(?=\S)([^\n]*?\S)(?<!\\)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^\n]*?\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)


def read(path: Path, options: InputOptions) -> Iterator[Draft]:
    """The one article of the file. Raises InputError for bytes that are no text and for a broken front matter."""
    decoded = decode(path.read_bytes())
    values, text = _front_matter(re.sub("\r\n?", "\n", decoded.text))
    found = {field: values[name] for field, name in columns.match(values, options.fields).items() if values[name] is not None}
    parts = list(_parts(text))
    title = str(found["title"]) if "title" in found else None
    top = parts[0] if parts else None
    if title is None and isinstance(top, Block) and top.kind == "headline":
        title = parts.pop(0).text  # type: ignore[union-attr]
    parts = [
        Block("subheadline", part.text) if isinstance(part, Block) and part.kind == "headline" and part.text != title else part
        for part in parts
    ]
    plain = title is None and all(isinstance(part, str) for part in parts)
    yield Draft(
        "\n\n".join(str(part) for part in parts) if plain else parts,
        headline=title,
        subheadline=_value(found, "subtitle"),
        published=_value(found, "date"),
        publisher=_value(found, "source"),
        url=_value(found, "url"),
        encoding=decoded.encoding,
    )


def _value(found: dict[str, Any], field: str) -> str | None:
    return str(found[field]) if field in found else None


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return {}, text
    import yaml

    try:
        values = yaml.safe_load(matter[1] or "")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark is not None else ""
        raise InputError(
            f"the front matter is not valid YAML{where}", "put values that hold a colon or brackets into quotation marks"
        ) from None
    # Three dashes may also be a rule above an article.
    return ({str(name): value for name, value in values.items()}, text[matter.end() :]) if isinstance(values, dict) else ({}, text)


def _parts(text: str) -> Iterator[str | Block]:
    """Headings (first level as headline, others as sub-headline), captions and paragraphs without their marks."""
    paragraph: list[str] = []
    for line in [*_IMAGE.sub(r"\n\n\g<0>\n\n", text).split("\n"), ""]:
        line = line.strip()
        heading, image = _HEADING.match(line), _IMAGE.fullmatch(line)
        if len(paragraph) == 1 and _UNDERLINE.match(line):
            heading = _HEADING.match(f"{'#' if line[0] == '=' else '##'} {paragraph.pop()}")
        ends = not line or heading or image or _RULE.match(line) or _LEAD.match(line)
        if ends and paragraph:
            yield _plain("\n".join(paragraph))
            paragraph = []
        if heading:
            yield Block("headline" if len(heading[1]) == 1 else "subheadline", _plain(heading[2]))
        elif image:
            yield Block("caption", _plain(image[1]))
        elif line and not _RULE.match(line):
            paragraph.append(_LEAD.sub("", line, count=1) if _LEAD.match(line) else line.strip("|").replace(" | ", " "))


def _plain(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text

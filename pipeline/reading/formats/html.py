"""HTML: the article of a page, found by trafilatura; the declared charset is respected where it is true.

trafilatura drops captions and bylines. They are turned into paragraphs with a mark beforehand, so that they keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.reading import bylines
from pipeline.reading.characters import squeeze
from pipeline.reading.draft import Draft
from pipeline.reading.encoding import Decoded, decode
from pipeline.reading.options import InputOptions
from pipeline.records import Block, BlockKind

EXTENSIONS = (".html", ".htm", ".xhtml")

_CHARSET = re.compile(rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CAPTION_MARK, _BYLINE_MARK = "\ue000", "\ue001"
"""Characters of the private use area; a page that has them itself loses them."""
_MARKS: dict[str, BlockKind] = {_CAPTION_MARK: "caption", _BYLINE_MARK: "byline"}
_BYLINE_CLASSES = "contains(@class, 'byline') or contains(@class, 'author') or contains(@class, 'reporter') or contains(@class, 'writer')"
_LINKED_SHARE = 0.5
"""More than half of an article's characters inside links: a list of headlines."""


def read(path: Path, options: InputOptions) -> Iterator[Draft]:
    """The one article of the page. Raises InputError where there is none: navigation, a list of links, an empty frame."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    yield article_of(decode(data, declared[1].decode("ascii", "replace") if declared else None))


def article_of(decoded: Decoded) -> Draft:
    """The article of a page, for the formats that carry one: saved pages, mails. Raises InputError as `read` does."""
    page = _parse(decoded.text)
    title = _meta(page, "og:title") or _first(page, "//h1") or _first(page, "//title")
    links = {text for text in (squeeze(link.text_content()) for link in page.iter("a")) if text}
    parts, document = _extract(page)
    parts = parts or _fallback(page)
    _require_article(parts, links)
    publisher = _meta(page, "og:site_name") or (document.sitename if document else None)
    return Draft(
        [part for part in parts if not (isinstance(part, Block) and part.text == title)],
        headline=_without_outlet((document.title if document else None) or title, publisher),
        published=_meta(page, "article:published_time") or (document.date if document else None),
        publisher=publisher,
        url=document.url if document else None,
        encoding=decoded.encoding,
    )


def _parse(text: str) -> Any:
    import lxml.etree  # type: ignore[import-untyped]
    import lxml.html  # type: ignore[import-untyped]

    try:
        page = lxml.html.document_fromstring(_DECLARATION.sub("", re.sub(f"[{_CAPTION_MARK}{_BYLINE_MARK}\0]", "", text)))
    except (lxml.etree.ParserError, ValueError):
        raise InputError("no HTML elements in the file", "name it .txt if it is plain text") from None
    for figure in page.xpath("//figure[.//figcaption]"):
        _replace(figure, _CAPTION_MARK, " ".join(squeeze(caption.text_content()) for caption in figure.iter("figcaption")))
    for element in page.xpath(f"//body//*[self::p or self::span or self::div or self::address or self::em][{_BYLINE_CLASSES}]"):
        text = squeeze(element.text_content())
        if element.getparent() is not None and bylines.is_byline(text):
            _replace(element, _BYLINE_MARK, text)
    return page


def _replace(element: Any, mark: str, text: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", mark + text, tail


def _extract(page: Any) -> tuple[list[str | Block], Any]:
    import copy

    import trafilatura

    document = trafilatura.bare_extraction(
        copy.deepcopy(page),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # Only dates that the page states; the extensive search takes the year of a copyright line for one.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return [], document
    return list(_parts(document.body)), document


def _parts(body: Any) -> Iterator[str | Block]:
    """Paragraphs, headings and marked lines of trafilatura's tree (`p`, `head`, `list`, `quote`, `table`, with `lb` as line break)."""
    for element in body:
        if element.tag in {"list", "quote", "table"} and len(element):
            for item in element:
                yield from _texts(item, heading=False)
        else:
            yield from _texts(element, heading=element.tag == "head")


def _texts(element: Any, *, heading: bool) -> Iterator[str | Block]:
    for broken in element.iter("lb", "br"):
        broken.tail = "\n" + (broken.tail or "")
    separator = " " if element.tag == "row" else ""
    for line in separator.join(element.itertext()).split("\n"):
        if text := squeeze(line):
            yield _marked(text, heading=heading)


def _marked(text: str, *, heading: bool) -> str | Block:
    if text[0] in _MARKS:
        return Block(_MARKS[text[0]], text[1:])
    return Block("subheadline", text) if heading else text


def paragraphs_of(fragment: str) -> list[str]:
    """The paragraphs of a piece of HTML that is known to be text, as feeds carry it."""
    import lxml.etree
    import lxml.html

    try:
        body = lxml.html.fragment_fromstring(fragment, create_parent="div")
    except (lxml.etree.ParserError, ValueError):
        return []
    for hidden in body.xpath(".//script | .//style"):
        hidden.drop_tree()
    for block in body.xpath(".//p | .//div | .//li | .//tr | .//blockquote | .//h1 | .//h2 | .//h3 | .//h4"):
        block.text, block.tail = "\n" + (block.text or ""), "\n" + (block.tail or "")
    return [part.text if isinstance(part, Block) else part for part in _texts(body, heading=False)]


def _fallback(page: Any) -> list[str | Block]:
    """Paragraphs of a page that is too small for trafilatura."""
    for place in ("//article//p", "//main//p", "//body//p", "//body"):
        if parts := [part for element in page.xpath(place) for part in _texts(element, heading=False)]:
            return parts
    return []


def _require_article(parts: list[str | Block], links: set[str]) -> None:
    texts = [part if isinstance(part, str) else part.text for part in parts]
    total = sum(map(len, texts))
    linked = sum(len(text) for text in texts if text in links)
    if total == 0 or linked > _LINKED_SHARE * total:
        what = "only links and navigation" if total else "no text"
        raise InputError(f"no article in this page: {what}", "save the page of the article itself")


def _meta(page: Any, name: str) -> str | None:
    found = page.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return squeeze(found[0]) or None if found else None


def _first(page: Any, path: str) -> str | None:
    return next((text for element in page.xpath(path) if (text := squeeze(element.text_content()))), None)


def _without_outlet(title: str | None, publisher: str | None) -> str | None:
    """The headline without ` - Outlet` or ` | Outlet` at its end."""
    if title and publisher:
        return re.sub(rf"\s*[-|:<]\s*{re.escape(publisher)}\s*$", "", title) or title
    return title

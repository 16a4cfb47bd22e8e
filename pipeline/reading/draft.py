"""What a format hands over: an article whose text is not yet taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Block


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a format found it; `article.recognize` makes its blocks.

    `body` is either running text, whose lines and paragraphs are still to be told apart, or the paragraphs themselves where the
    format marks them; a `Block` among them is a paragraph whose kind the format knows (a `figcaption`, say).
    `published` is as it was written, in any form that `dates.iso_date` reads.
    `row` is what follows `#` in the id, None where the file is one article.
    """

    body: str | Sequence[str | Block]
    headline: str | None = None
    subheadline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    encoding: str | None = None
    row: str | None = None

"""Takes a text apart into headline, sub-headlines, bylines, datelines, captions, paragraphs and notices.

Nothing is lost: the visible characters of the blocks, in order, are those of the text. What `characters.clean` removes is the
only exception, and a headline that the body repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.reading import bylines, dates
from pipeline.reading.characters import clean, squeeze
from pipeline.reading.draft import Draft
from pipeline.reading.line_kinds import credit_start, is_crosshead, kind_of, looks_like_headline, looks_like_subheadline
from pipeline.reading.paragraphs import Line, begins_wrapped, join, lines_of
from pipeline.reading.release import is_release_line, with_release
from pipeline.records import Block, BlockKind, Release

_MOST_SUBHEADLINES = 4
_LONG_PARAGRAPH = 100
"""Characters beyond which a line is body text whatever its end looks like."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """The blocks of an article in reading order, its date in ISO form if it names one, and the fields of a press release."""

    blocks: tuple[Block, ...]
    published: str | None
    release: Release | None = None


def recognize(draft: Draft) -> Recognized:
    """The blocks and the date of a draft; what the draft states outright outranks what its text suggests."""
    blocks: list[Block] = []
    headline, subheadline = squeeze(clean(draft.headline or "")), squeeze(clean(draft.subheadline or ""))
    if headline:
        blocks.append(Block("headline", headline))
    if subheadline:
        blocks.append(Block("subheadline", subheadline))
    if isinstance(draft.body, str):
        lines = lines_of(clean(draft.body))
        if headline and lines and lines[0].text == headline:
            del lines[0]
        blocks += _running_text(lines, has_headline=bool(headline), has_subheadline=bool(subheadline))
    else:
        blocks += _given(draft.body, headline, subheadline)
    kept, release = with_release(blocks)
    published = (dates.iso_date(draft.published) if draft.published else None) or _date_of(blocks)
    if published is None and release is not None:
        published = release.released or (release.embargo[:10] if release.embargo else None)
    return Recognized(kept, published, release)


def _given(body: Sequence[str | Block], headline: str, subheadline: str) -> Iterator[Block]:
    for position, part in enumerate(body):
        text = squeeze(clean(part if isinstance(part, str) else part.text))
        if not text or (position < 2 and text in {headline, subheadline}):
            continue
        if isinstance(part, Block):
            yield Block(part.kind, text)
        else:
            kind: BlockKind | None = kind_of(text) or ("subheadline" if is_crosshead(text) else None)
            yield from (Block(kind, text),) if kind else _paragraph(text)


def _running_text(lines: Sequence[Line], *, has_headline: bool, has_subheadline: bool) -> Iterator[Block]:
    head = list(_head(lines, has_headline=has_headline, has_subheadline=has_subheadline))
    yield from head
    body = lines[len(head) :]
    kinds = _kinds(body)
    lone = len({line.chunk for line, kind in zip(body, kinds, strict=True) if kind is None}) == 1
    for (kind, _), group in groupby(zip(body, kinds, strict=True), key=lambda pair: (pair[1], pair[0].chunk)):
        members = [line for line, _ in group]
        if kind is None:
            for paragraph in join(members, lone=lone):
                yield from _paragraph(paragraph)
        else:
            yield from (Block(kind, line.text) for line in members)


def _head(lines: Sequence[Line], *, has_headline: bool, has_subheadline: bool) -> Iterator[Block]:
    """One block for each line above the body."""
    subheadlines = _MOST_SUBHEADLINES if has_subheadline else 0
    listed = _listed(lines)
    for number, line in enumerate(lines):
        kind = None if number in listed else kind_of(line.text, first=not has_headline)
        if kind is None and not has_headline and is_release_line(line.text):
            kind = "byline"
        if kind is None:
            rest = [other for other in lines[number:] if other.chunk == line.chunk]
            if not _is_body(lines[number + 1 :]) or begins_wrapped(rest):
                return
            if not has_headline:
                if not looks_like_headline(line.text):
                    return
                kind, has_headline = "headline", True
            elif subheadlines < _MOST_SUBHEADLINES and looks_like_subheadline(line.text):
                kind, subheadlines = "subheadline", subheadlines + 1
            else:
                return
        yield Block(kind, line.text)


def _is_body(lines: Sequence[Line]) -> bool:
    """Whether something is left that reads like body text, so that headings can stand above it."""
    return any(line.is_closed or len(line.text) > _LONG_PARAGRAPH for line in lines)


def _kinds(lines: Sequence[Line]) -> list[BlockKind | None]:
    listed = _listed(lines)
    kinds: list[BlockKind | None] = []
    for number, line in enumerate(lines):
        kind = None if number in listed else kind_of(line.text)
        kinds.append(kind or ("subheadline" if is_crosshead(line.text) else None))
    return kinds


def _listed(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines that start with the same ▲ as a neighbour in their chunk: points of a list, not captions."""
    pairs = [
        number
        for number, (line, after) in enumerate(pairwise(lines))
        if line.text[0] in "▲△▼" and after.text[0] == line.text[0] and after.chunk == line.chunk
    ]
    return {number for first in pairs for number in (first, first + 1)}


def _paragraph(text: str) -> Iterator[Block]:
    before, text, after = bylines.split_byline(text)
    if before:
        yield Block("byline", before)
    start = credit_start(text)
    body = text[:start]
    if body.strip():
        yield Block("paragraph", body.strip())
    if start is not None:
        yield Block("caption", text[start:].strip())
    if after:
        yield Block("byline", after)


def _date_of(blocks: Sequence[Block]) -> str | None:
    found = [one for block in blocks if block.kind == "dateline" and (one := bylines.dateline(block.text)) is not None]
    labelled = [date for date, has_label in found if date and has_label]
    return next(iter(labelled), None) or next((date for date, _ in found if date), None)

"""Reads inputs one file and one row at a time; what cannot be read becomes a Failure and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.reading import sources
from pipeline.reading.article import recognize
from pipeline.reading.draft import Draft
from pipeline.reading.encoding import decode
from pipeline.reading.formats import formats, load
from pipeline.reading.language import require_korean
from pipeline.reading.options import InputOptions
from pipeline.reading.sources import Source
from pipeline.records import Article, Failure


def read(inputs: Sequence[str], options: InputOptions) -> Iterator[Article | Failure]:
    """The articles of files, folders and `-` (standard input), in the order given, folders by name.

    Raises InputError at once where an input does not exist; all else that goes wrong is yielded as a Failure of stage `read`.
    """
    return _read(sources.find(inputs), options)


def count(inputs: Sequence[str], options: InputOptions) -> int:
    """How many files `read` will open. Raises InputError where an input does not exist."""
    return sum(source.problem is None for source in sources.find(inputs))


def _read(found: Sequence[Source], options: InputOptions) -> Iterator[Article | Failure]:
    for source in found:
        if source.problem is not None:
            yield source.problem
        else:
            yield from _of_source(source, options)


def _of_source(source: Source, options: InputOptions) -> Iterator[Article | Failure]:
    names: dict[str, int] = {}
    try:
        for draft in _drafts(source, options):
            if isinstance(draft, Failure):
                yield Failure(f"{source.id}{draft.id}", "read", draft.reason, draft.advice)
            else:
                yield _article(draft, source, _id(source, draft, names), options)
    except InputError as error:
        yield Failure(source.id, "read", error.reason, error.advice)
    except PermissionError:
        yield Failure(source.id, "read", "permission denied", "check who may read the file")
    except OSError as error:
        yield Failure(source.id, "read", error.strerror or str(error), "check the file and the disk")
    except Exception as error:  # Parsers of other people's formats raise whatever they like; one file must not stop a run.
        yield Failure(source.id, "read", f"cannot be read: {type(error).__name__}: {error}", "export it again in another format")


def _drafts(source: Source, options: InputOptions) -> Iterator[Draft | Failure]:
    if source.path is None:
        decoded = decode(_limited(sys.stdin.buffer.read(options.max_bytes + 1), options))
        yield Draft(decoded.text, encoding=decoded.encoding)
        return
    extension = sources.extension(source.path)
    reading = load(formats()[extension])
    if extension not in getattr(reading, "ROW_BY_ROW", ()):
        _require_size(source.path, options)
    yield from reading.read(source.path, options)


def _article(draft: Draft, source: Source, name: str, options: InputOptions) -> Article | Failure:
    try:
        recognized = recognize(draft)
        text = "\n".join(block.text for block in recognized.blocks)
        visible = len("".join(text.split()))
        if visible < options.min_chars:
            reason = "no text" if visible == 0 else f"only {visible} character{'s' * (visible != 1)} of text"
            raise InputError(reason, f"remove it, or lower input.min_chars (now {options.min_chars})")
        if len(text) > options.max_chars:
            raise InputError(f"{len(text):,} characters in one article", f"split it, or raise input.max_chars (now {options.max_chars:,})")
        require_korean(text, options.min_hangul)
    except InputError as error:
        return Failure(name, "read", error.reason, error.advice)
    return Article(
        id=name,
        source=source.given,
        blocks=recognized.blocks,
        published=recognized.published,
        publisher=draft.publisher,
        url=draft.url,
        encoding=draft.encoding,
        release=recognized.release,
    )


def _id(source: Source, draft: Draft, names: dict[str, int]) -> str:
    """The file's id and the row; a row's own id that comes twice gets ~2, ~3."""
    if draft.row is None:
        return source.id
    return f"{source.id}#{sources.free(draft.row, names)}"


def _require_size(path: Path, options: InputOptions) -> None:
    if (size := path.stat().st_size) > options.max_bytes:
        raise InputError(f"{size:,} bytes are too many for one article", f"split it, or raise input.max_bytes (now {options.max_bytes:,})")


def _limited(data: bytes, options: InputOptions) -> bytes:
    if len(data) > options.max_bytes:
        raise InputError(f"more than {options.max_bytes:,} bytes on standard input", "pass files instead, or raise input.max_bytes")
    return data

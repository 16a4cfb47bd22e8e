"""Lines to lines: each line is one unit of the translate stage after sentence splitting, in order, also the empty ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.config import Config
from pipeline.pipeline import Pipeline
from pipeline.records import Article, Block, Failure, Record, Translation

WINDOW_LINES = 500
"""Lines that are read before the first comes out; a pipe that ends sooner is answered at once."""

EMPTY = Translation("", 0.0)


def translate_lines(lines: Iterable[str], config: Config) -> Iterator[Translation]:
    """A translation for each line; several sentences in a line are translated apart and joined. Raises EduwireError.

    A line that fails (a fault, not bad input) comes out empty, with a warning in the log.
    """
    with Pipeline(config) as pipeline:
        source = iter(lines)
        while window := list(islice(source, WINDOW_LINES)):
            articles = [Article(str(i), "-", (Block("paragraph", line.strip()),)) for i, line in enumerate(window) if line.strip()]
            found: dict[str, Record] = {record.article.id: record for record in pipeline.run(articles, on_failure=_fail)}
            for index in range(len(window)):
                record = found.get(str(index))
                yield _joined(record) if record is not None else EMPTY


def _joined(record: Record) -> Translation:
    parts = [one for one in record.translations or () if one is not None]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return EMPTY
    lengths = [len(one.text) + 1 for one in parts]
    score = sum(one.score * length for one, length in zip(parts, lengths, strict=True)) / sum(lengths)
    return Translation(" ".join(one.text for one in parts if one.text), score, max(one.attempts for one in parts))


def _fail(failure: Failure) -> None:
    import logging

    logging.getLogger(__name__).warning("a line could not be translated: %s", failure.reason)

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.reading import InputOptions, read
from pipeline.records import Article, Failure

FIXTURES = Path(__file__).parent / "fixtures"
TEXT = (FIXTURES / "one_line_each.txt").read_text(encoding="utf-8")


def read_all(*inputs: Path | str, options: InputOptions | None = None) -> tuple[list[Article], list[Failure]]:
    results = list(read([str(one) for one in inputs], options or InputOptions()))
    return [one for one in results if isinstance(one, Article)], [one for one in results if isinstance(one, Failure)]


def one_article(path: Path | str, options: InputOptions | None = None) -> Article:
    articles, failures = read_all(path, options=options)
    assert not failures, failures
    (article,) = articles
    return article


def one_failure(path: Path | str, options: InputOptions | None = None) -> Failure:
    articles, failures = read_all(path, options=options)
    assert not articles, articles
    (failure,) = failures
    assert failure.stage == "read"
    assert failure.advice
    return failure


def kinds(article: Article) -> Sequence[str]:
    return [block.kind for block in article.blocks]


def texts(article: Article, kind: str) -> list[str]:
    return [block.text for block in article.blocks if block.kind == kind]

"""Reads data for an evaluation. One file for each form: `accepts(path)` and `read(path, options)`; a new form is one new file.

`read` gives entries with the keys of `ID.ref.json` (id, published, region, genre, segments, summary, themes) or `text` and `english`
for articles that are not aligned. All references are checked here, before anything is computed.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from pipeline.errors import InputError
from pipeline.evaluation.gold import Data, Entry, Gold, gold
from pipeline.reading.options import InputOptions

if TYPE_CHECKING:
    import datasets

__all__ = ["Data", "Gold", "load_data", "load_samples"]

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"


class Form(Protocol):
    """What a module of this package has."""

    def accepts(self, path: Path) -> bool:
        """Whether the file or folder is of this form, by its name and what lies in it."""

    def read(self, path: Path, options: InputOptions) -> Iterator[Entry]:
        """Its articles. Raises InputError that names file and line."""


def load_data(path: Path, options: InputOptions | None = None) -> Data:
    """All articles with references under `path`. Raises InputError that names file and line of the first mistake."""
    if not path.exists():
        raise InputError(f"no such file or folder: {path}", "check the spelling and the folder that you are in")
    form = next((one for one in _forms() if one.accepts(path)), None)
    if form is None:
        raise InputError(
            f"{path} is no data for an evaluation", "name a folder of articles with ID.ref.json, or .jsonl, .csv, .tmx, or a dataset"
        )
    entries = list(form.read(path, options or InputOptions()))
    articles = [gold(entry, f"{path.name}#{number}") for number, entry in enumerate(entries, 1)]
    if not articles:
        raise InputError(f"{path} holds no article", "see data/README.md for the forms that are read")
    names: dict[str, str] = {}
    for one in articles:
        if one.article.id in names:
            raise InputError(f"{one.where}: the id {one.article.id!r} stands at {names[one.article.id]} already; ids must differ")
        names[one.article.id] = one.where
    whole = any(one.summary or one.themes or one.sentences is None or len(one.sentences) > 1 for one in articles)
    return Data(str(path), tuple(articles), whole)


def load_samples(path: Path | None = None) -> datasets.DatasetDict:
    """The samples as a DatasetDict with the one split `test`: a row an article, with its sentences, summary and themes.

    `path` is any data that `load_data` reads; without it the samples of the checkout, which the wheel does not hold.
    """
    from datasets import Dataset, DatasetDict

    data = load_data(path or SAMPLES)
    return DatasetDict({"test": Dataset.from_list([_row(one) for one in data.articles])})


def _row(one: Gold) -> dict[str, Any]:
    pairs = None if one.sentences is None else [{"kind": s.kind, "ko": s.korean, "en": s.english} for s in one.sentences]
    return {
        "id": one.article.id,
        "published": one.article.published,
        "region": one.region,
        "genre": one.genre,
        "text": "\n\n".join(block.text for block in one.article.blocks),
        "segments": pairs,
        "summary": one.summary,
        "themes": None if one.themes is None else list(one.themes),
    }


def _forms() -> Iterator[Form]:
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        found = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(found, "accepts"):
            yield cast(Form, found)

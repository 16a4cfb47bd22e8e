"""A folder of two articles with references, in the form of data/samples, and examples made without a model."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.data import SAMPLES, load_data
from pipeline.evaluation.examples import Example, Pair, SummaryPair
from pipeline.evaluation.gold import Gold
from pipeline.records import Theme

ARTICLES: dict[str, dict[str, Any]] = {
    "library": {
        "id": "library",
        "published": "2025-03-04",
        "region": "Seoul",
        "genre": "straight news",
        "segments": [
            {"kind": "headline", "paragraph": None, "ko": "도서관 문을 열다", "en": "School opens library"},
            {"kind": "sentence", "paragraph": 0, "ko": "학교는 새 도서관을 열었다.", "en": "The school opened a new library."},
            {"kind": "sentence", "paragraph": 0, "ko": "학생 120명이 책을 빌렸다.", "en": "A total of 120 students borrowed books."},
        ],
        "summary": "A school opened a library, and 120 students borrowed books.",
        "themes": ["arts-sports-reading"],
    },
    "meal": {
        "id": "meal",
        "published": "2025-03-05",
        "region": "Busan",
        "genre": "feature",
        "segments": [
            {"kind": "headline", "paragraph": None, "ko": "급식이 바뀐다", "en": "School meals to change"},
            {"kind": "sentence", "paragraph": 0, "ko": "급식은 다음 달부터 바뀐다.", "en": "School meals will change next month."},
            {"kind": "sentence", "paragraph": 1, "ko": "교사 30명이 식단을 짰다.", "en": "Thirty teachers drew up the menus."},
        ],
        "summary": "School meals will change next month.",
        "themes": ["student-health-wellbeing"],
    },
}


@pytest.fixture
def sample_folder(tmp_path: Path) -> Path:
    """ID.txt and ID.ref.json of both articles."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name, values in ARTICLES.items():
        texts = [one["ko"] for one in values["segments"]]
        body = " ".join(texts[1:])
        (folder / f"{name}.txt").write_text(f"{texts[0]}\n\n입력 {values['published']}\n\n{body}\n", encoding="utf-8")
        write_reference(folder, name, values)
    return folder


def write_reference(folder: Path, name: str, values: dict[str, Any]) -> Path:
    path = folder / f"{name}.ref.json"
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def golds() -> tuple[Gold, ...]:
    """The samples that ship."""
    return load_data(SAMPLES).articles


@pytest.fixture(scope="session")
def perfect(golds: Sequence[Gold]) -> list[Example]:
    """The references of the samples as if a pipeline had written them."""
    return [as_example(one, lambda texts: texts) for one in golds]


def as_example(gold: Gold, translate: Callable[[list[str]], list[str]]) -> Example:
    """The references, changed by `translate`, as the system's output."""
    sentences = gold.sentences or ()
    english = translate([one.english for one in sentences])
    pairs = tuple(
        Pair(index, one.korean, text, one.english, one.kind) for index, (one, text) in enumerate(zip(sentences, english, strict=True))
    )
    summary = SummaryPair((gold.summary or "",), ((),), " ".join(english), gold.summary)
    themes = tuple(Theme(theme, 1.0) for theme in gold.themes or ())
    return Example(gold.article.id, pairs, summary, themes, gold.themes, gold.region, gold.genre)

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.reading.reading_samples import read_all, texts

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples do not come with the wheel")
def test_the_samples_are_read_as_their_references_say() -> None:
    articles, failures = read_all(SAMPLES)
    assert not failures
    assert len(articles) == len(list(SAMPLES.glob("*.ref.json"))) > 0
    for article in articles:
        reference = json.loads((SAMPLES / article.id).with_suffix(".ref.json").read_text(encoding="utf-8"))
        expected = {
            kind: [one["ko"] for one in reference["segments"] if one["kind"] == kind] for kind in ("headline", "subheadline", "caption")
        }
        captions = [text.removeprefix("▲ ").removeprefix("[사진] ") for text in texts(article, "caption")]
        found = {"headline": texts(article, "headline"), "subheadline": texts(article, "subheadline"), "caption": captions}
        assert found == expected, article.id
        assert article.published == reference["published"]

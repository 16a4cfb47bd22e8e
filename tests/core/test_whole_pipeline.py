"""All four stages on the default config, as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pipeline.writing
from pipeline import Pipeline, Record, load_config, read, run_folder

FAST = ["translate.beam_size=1", "translate.device=cpu"]
SCHEMA = json.loads((Path(pipeline.writing.__file__).parent / "articles.schema.json").read_text(encoding="utf-8"))


def records_of(folder: Path) -> list[Record]:
    return [Record.from_dict(json.loads(line)) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_field_is_filled_and_hangs_together(korean_folder: Path, own_cache: Path, tmp_path: Path) -> None:
    result = run_folder(load_config(None, [*FAST, f"cache.folder={own_cache}"]), [str(korean_folder)], tmp_path / "out")
    records = records_of(tmp_path / "out")
    assert (result.articles, result.failures, len(records)) == (3, 0, 3)
    assert result.themes == sum(len(record.themes or ()) for record in records)
    for record in records:
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(record.to_dict())))
        assert record.segments is not None
        assert record.translations is not None
        assert record.summary is not None
        assert record.themes is not None
        assert len(record.segments) == len(record.translations)
        for index, block in enumerate(record.article.blocks):
            assert "".join(segment.text for segment in record.segments if segment.block == index) == block.text
        assert record.summary.sentences
        for sentence in record.summary.sentences:
            assert sentence.cites
            cited = [record.translations[place] for place in sentence.cites]
            assert all(one is not None for one in cited)
        for theme in record.themes:
            assert 0 <= theme.score <= 1
            assert all(place < len(record.segments) for place in theme.evidence)
    page = next((tmp_path / "out" / "articles").glob("library*.md")).read_text(encoding="utf-8")
    assert [part for part in ("## Summary", "## Themes", "## English", "## Korean") if part in page] != []


def test_a_second_run_computes_nothing_in_any_stage(korean_folder: Path, own_cache: Path, tmp_path: Path) -> None:
    config = load_config(None, [*FAST, f"cache.folder={own_cache}"])
    run_folder(config, [str(korean_folder)], tmp_path / "one")
    counts = run_folder(config, [str(korean_folder)], tmp_path / "two").counts
    assert {name: stage.computed for name, stage in counts.stages.items()} == dict.fromkeys(counts.stages, 0)
    assert (tmp_path / "one" / "articles.jsonl").read_bytes() == (tmp_path / "two" / "articles.jsonl").read_bytes()


def test_a_summary_before_the_translation_is_korean_and_then_translated(korean_folder: Path, own_cache: Path) -> None:
    overrides = [*FAST, f"cache.folder={own_cache}"]
    with Pipeline(load_config(None, overrides, ["segment", "summarize"])) as korean:
        before = list(korean.run(read([str(korean_folder)], korean.config.input)))
    with Pipeline(load_config(None, overrides, ["segment", "summarize", "translate"])) as both:
        after = list(both.run(read([str(korean_folder)], both.config.input)))
    for one, other in zip(before, after, strict=True):
        assert one.summary is not None
        assert other.summary is not None
        assert (one.summary.language, other.summary.language) == ("ko", "en")
        assert [sentence.cites for sentence in one.summary.sentences] == [sentence.cites for sentence in other.summary.sentences]
        assert all(
            sentence.text.isascii() or not any("가" <= sign <= "힣" for sign in sentence.text) for sentence in other.summary.sentences
        )


@pytest.mark.parametrize(
    ("stages", "missing"), [(["summarize"], "segments"), (["tag", "segment"], "segments"), (["translate", "segment"], "segments")]
)
def test_a_wrong_order_names_the_missing_field(stages: list[str], missing: str) -> None:
    with pytest.raises(pipeline.ConfigError, match=f"needs the field '{missing}'"):
        Pipeline(load_config(None, FAST, stages))


def test_the_command_line_on_the_default_config(run_cli: Callable[..., Any], korean_folder: Path, own_cache: Path, tmp_path: Path) -> None:
    result = run_cli("run", korean_folder, "-o", "out", "--cache", own_cache, "--set", FAST[0])
    assert result.code == 0, result.err
    assert len(records_of(tmp_path / "out")) == 3
    assert run_cli("translate", "--cache", own_cache, "--set", FAST[0], stdin="학교는 새 도서관을 열었다.").out.strip()
    assert "학교" in run_cli("themes").out
    check = run_cli("config", "show").out
    (tmp_path / "shown.yaml").write_text(check, encoding="utf-8")
    assert run_cli("config", "check", "shown.yaml").code == 0

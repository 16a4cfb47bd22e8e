from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline import load_config
from pipeline.cache import SqliteCache

RunCli = Callable[..., Any]


def test_version_and_help(run_cli: RunCli) -> None:
    version = run_cli("--version")
    assert version.code == 0
    assert version.out.startswith("eduwire")
    shown = run_cli("--help")
    assert shown.code == 0
    for command in ("run", "translate", "themes", "config", "cache"):
        assert command in shown.out


def test_show_prints_a_config_that_can_be_used(run_cli: RunCli, translating: Path, tmp_path: Path) -> None:
    shown = run_cli("config", "show", "-c", translating, "--set", "run.window_articles=5")
    values = yaml.safe_load(shown.out)
    assert values["translate"]["beam_size"] == 1
    assert values["run"]["window_articles"] == 5
    (tmp_path / "again.yaml").write_text(shown.out, encoding="utf-8")
    assert load_config(tmp_path / "again.yaml").to_dict() == values
    as_json = run_cli("config", "show", "-c", translating, "--json", "--set", "run.window_articles=5")
    assert json.loads(as_json.out) == values


def test_schema_prints_a_schema(run_cli: RunCli) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run_cli("config", "schema").out))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stages: [segment]\ntranslate:\n  beem: 1\n", "mine.yaml:3"),
        ("stages: [translate]\n", "needs the field 'segments'"),
        ("stages: [segment, translate]\ntranslate: {model: nothing}\n", "no model called 'nothing'"),
    ],
)
def test_check_finds_mistakes(text: str, message: str, run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    assert message in run_cli("config", "check", "mine.yaml").refused()


def test_check_is_content_with_a_right_one(run_cli: RunCli, segment_only: Path) -> None:
    result = run_cli("config", "check", segment_only)
    assert result.code == 0
    assert "right; stages segment" in result.out


def test_stats_and_prune(run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path) -> None:
    run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "--cache", "the cache")
    stats = run_cli("cache", "stats", "--cache", "the cache")
    assert stats.code == 0
    assert "segment" in stats.out
    assert "say what to remove" in run_cli("cache", "prune", "--cache", "the cache").refused()
    assert "it has segment" in run_cli("cache", "prune", "--cache", "the cache", "--stage", "segmnt").refused()
    assert "removed 0 entries" in run_cli("cache", "prune", "--cache", "the cache", "--unused-days", "1").out
    assert "removed 10 entries" in run_cli("cache", "prune", "--cache", "the cache", "--stage", "segment").out
    assert SqliteCache(tmp_path / "the cache").stats() == []


def test_a_cache_folder_may_be_called_as_one_likes(run_cli: RunCli, korean_folder: Path, segment_only: Path, tmp_path: Path) -> None:
    name = "캐시 '😀': #1"
    assert run_cli("run", korean_folder, "-o", "out", "-c", segment_only, "--cache", name).code == 0
    assert (tmp_path / name / "cache.sqlite").is_file()

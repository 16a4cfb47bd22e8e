"""Stages of the user's own: by file, and by entry point of an installed package."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import Article, Block, Pipeline, load_config
from pipeline.errors import ConfigError

STAGE = """
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.records import Theme


@dataclass(frozen=True)
class Found:
    word: str


class CuesOptions(BaseModel):
    model_config = ConfigDict(extra="forbid")
    word: str = "학교"
    case: Literal["any", "same"] = "any"


class Cues:
    name = "cues"
    version = 1
    Options = CuesOptions
    reads = ("segments",)
    writes = "themes"
    batch_size = 1000

    def __init__(self, word):
        self._word = word

    @classmethod
    def from_options(cls, options, context):
        assert isinstance(options, CuesOptions)
        return cls(Found(options.word).word)

    def signature(self):
        return {"word": self._word}

    def units(self, record):
        return [segment.text for segment in record.segments]

    def weight(self, unit):
        return len(unit) or 1

    def compute(self, units):
        return [self._word in unit for unit in units]

    def assemble(self, record, values):
        places = tuple(index for index, value in enumerate(values) if value)
        return replace(record, themes=(Theme("cues", 1.0, places),) if places else ())

    def models(self):
        return ()
"""
ARTICLE = Article("a", "a", (Block("headline", "급식 소식"), Block("paragraph", "학교가 열렸다. 모두 웃었다.")))


def config_with(folder: Path, code: str, text: str = "", stages: str = "[segment, {name: cues, file: stages/cues.py}]") -> Path:
    (folder / "stages").mkdir(exist_ok=True)
    (folder / "stages" / "cues.py").write_text(code, encoding="utf-8")
    path = folder / "mine.yaml"
    path.write_text(f"stages: {stages}\ncache: {{enabled: false}}\n{text}", encoding="utf-8")
    return path


def evidence(config: Path, stages: list[str] | None = None) -> Any:
    with Pipeline(load_config(config, stages=stages)) as pipeline:
        (record,) = pipeline.run([ARTICLE])
    return record.themes and [theme.evidence for theme in record.themes]


def test_a_stage_by_file_runs_from_any_folder_with_its_own_section(tmp_path: Path) -> None:
    assert evidence(config_with(tmp_path, STAGE)) == [(1,)]
    assert evidence(config_with(tmp_path, STAGE, "cues:\n  word: 웃었다\n")) == [(2,)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cues:\n  wort: 학교\n", "mine.yaml:4: unknown key 'cues.wort'; did you mean 'word'"),
        ("cues:\n  case: all\n", "mine.yaml:4: cues.case"),
    ],
)
def test_a_mistake_in_its_section_is_told_like_any_other(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message):
        load_config(config_with(tmp_path, STAGE, text))


def test_its_section_may_stand_there_while_it_is_left_out(tmp_path: Path) -> None:
    path = config_with(tmp_path, STAGE, "cues:\n  word: 웃었다\n")
    assert evidence(path, ["segment"]) is None
    assert evidence(path, ["segment", "cues"]) == [(2,)]


def test_it_may_take_the_place_of_a_shipped_stage(tmp_path: Path) -> None:
    code = STAGE.replace('name = "cues"', 'name = "tag"')
    path = config_with(tmp_path, code, "tag:\n  word: 웃었다\n", "[segment, {name: tag, file: stages/cues.py}]")
    assert evidence(path) == [(2,)]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import nothing_like_it", "cannot be imported: ModuleNotFoundError"),
        ("def broken(:", "cannot be imported: SyntaxError"),
        ("x = 1", "has no class with name = 'cues'"),
        (STAGE.replace("def weight", "def wait"), "it lacks weight"),
        (STAGE.replace("    batch_size = 1000\n", ""), "lacks batch_size"),
        (STAGE.replace('reads = ("segments",)', 'reads = ("summary",)'), "needs the field 'summary'"),
    ],
)
def test_what_is_wrong_with_a_stage_is_told(code: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message):
        Pipeline(load_config(config_with(tmp_path, code)))


RUN = """
import sys
from pipeline import Article, Block, Pipeline, load_config
with Pipeline(load_config(sys.argv[1])) as pipeline:
    (record,) = pipeline.run([Article("a", "a", (Block("paragraph", "학교가 열렸다."),))])
print(record.themes[0].evidence)
"""


@pytest.mark.parametrize("target", ["cues_stage:Cues", "cues_stage"])
def test_a_stage_by_entry_point(target: str, tmp_path: Path, cli_env: Mapping[str, str]) -> None:
    site = tmp_path / "site"
    info = site / "cues_stage-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "cues_stage.py").write_text(STAGE, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cues-stage\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[eduwire.stages]\ncues = {target}\nbroken = nothing_like_it:Stage\n")
    env = {**cli_env, "PYTHONPATH": f"{cli_env['PYTHONPATH']}:{site}"}

    def run(stages: str) -> subprocess.CompletedProcess[str]:
        path = config_with(tmp_path, STAGE, stages=stages)
        return subprocess.run([sys.executable, "-c", RUN, str(path)], capture_output=True, text=True, env=env)

    assert run("[segment, cues]").stdout == "(0,)\n"
    assert "no stage is called 'cuse'; did you mean 'cues'" in run("[segment, cuse]").stderr
    assert "cannot be imported: ModuleNotFoundError" in run("[segment, broken]").stderr


def test_a_model_folder_is_found_from_the_folder_of_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.weights import shipped

    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    (home / "my-model").symlink_to(shipped("ko-en-news"))
    monkeypatch.chdir(elsewhere)
    for name in ("my-model", "./my-model", "../home/my-model"):
        path = home / "mine.yaml"
        path.write_text(f"stages: [segment, translate]\ntranslate: {{model: {name}, device: cpu}}\n", encoding="utf-8")
        with Pipeline(load_config(path)) as pipeline:
            assert pipeline.models()[0].id == "my-model"

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.training.config import read_config
from pipeline.training.sources import training_data
from scripts import train_translator
from tests.models.training import tiny_translator

SHIPPED = Path(__file__).resolve().parents[3] / "configs" / "training" / "ko-en-news.yaml"


def _with(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_shipped_config_is_read(tmp_path: Path) -> None:
    config, _ = read_config(SHIPPED)
    assert config.settings().steps == 20_000
    assert config.settings(minutes=5.0).steps is None
    assert config.settings(steps=30).steps == 30
    assert config.data.mix["articles"] == 6


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  warmup_steps:", "  warmup_step:", "did you mean 'warmup_steps'"),
        ("  generated:\n    grammar:", "  generated:\n    gramar:", "did you mean 'grammar'"),
        ("steps: 20000", "steps: many", "training.steps is 'many'"),
        ("    articles: 6", "    articles: -6", "data.mix.articles is -6"),
        ("  checkpoint: ko-en-news\n", "", "either checkpoint"),
    ],
)
def test_mistakes_are_told_with_line_and_nearest_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigError, match=rf"changed\.yaml:\d+: .*{told}"):
        read_config(_with(tmp_path, old, new))


def test_a_name_in_the_mix_that_no_file_has_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "start: {checkpoint: ko-en-news}\ndata:\n  mix:\n    tals: 1\ntraining: {}\nexport: {name: a, licence: b}\n", encoding="utf-8"
    )
    config, document = read_config(path)
    corpus, parallel = tiny_translator.corpus(tmp_path / "corpus"), tiny_translator.parallel(tmp_path / "parallel")
    with pytest.raises(ConfigError, match=r"config\.yaml:4: unknown key 'data\.mix\.tals'; did you mean 'talks'"):
        training_data(config.data, document, corpus, parallel, 7, lambda _: None)


def test_the_script_tells_a_mistake_without_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train_translator.main(["--config", str(tmp_path / "none.yaml")]) == 2
    assert "no config file" in capsys.readouterr().err

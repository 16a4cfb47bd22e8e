from __future__ import annotations

from pathlib import Path

import pytest

from models.registry import families
from pipeline.config import load_config

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
PRESETS = ("default", "hub-small", "hub-best", "research", "endpoint", "cascade")


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_loads_and_names_families_that_exist(name: str) -> None:
    sections = load_config(CONFIGS / f"{name}.yaml").to_dict()
    for section, task in (("translate", "translation"), ("summarize", "summarization"), ("tag", "themes")):
        assert sections[section]["family"] in families(task)


@pytest.mark.parametrize("name", ["hub-small", "hub-best"])
def test_commercial_presets_name_models_that_the_policy_allows(name: str) -> None:
    from pipeline.resolving import named_models, permit

    config = load_config(CONFIGS / f"{name}.yaml")
    assert config.models.policy == "commercial"
    for model in named_models(config):
        permit(model, config)


def test_the_endpoint_preset_asks_the_network_nothing_before_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.pipeline import Pipeline

    monkeypatch.setenv("EDUWIRE_API_KEY", "a-key")
    with Pipeline(load_config(CONFIGS / "endpoint.yaml")) as pipeline:
        assert [one.family for one in pipeline.stages[1].models()] == ["openai", "bart"]


def test_the_cascade_preset_sends_the_rest_to_an_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.pipeline import Pipeline

    monkeypatch.setenv("EDUWIRE_API_KEY", "a-key")
    with Pipeline(load_config(CONFIGS / "cascade.yaml")) as pipeline:
        assert [one.family for one in pipeline.stages[1].models()] == ["bart", "openai"]

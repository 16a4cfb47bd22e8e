from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import ModelError
from models.hub import cached
from models.weights import shipped
from pipeline.config import Config, load_config
from pipeline.errors import ConfigError
from pipeline.fetching import licence_of
from pipeline.locking import locked, write_lock
from pipeline.pipeline import Pipeline
from pipeline.resolving import lock_path, named_models, resolved
from pipeline.resources import configs_folder
from tests.catalogue.conftest import COMMIT, OLDER, WHOLE, Snapshot


def config(folder: Path, *overrides: str) -> Config:
    path = folder / "mine.yaml"
    path.write_text("stages: [segment, translate]\ntranslate:\n  beam_size: 1\n  device: cpu\n", encoding="utf-8")
    return load_config(path, overrides)


def refused(folder: Path, *overrides: str) -> str:
    with pytest.raises((ConfigError, ModelError)) as caught:
        Pipeline(config(folder, *overrides)).close()
    return str(caught.value)


def test_shipped_names_and_folders_stay_what_they_were(tmp_path: Path) -> None:
    (tmp_path / "own" / "model").mkdir(parents=True)
    assert resolved("ko-en-news", config(tmp_path)) == "ko-en-news"
    assert resolved("own/model", config(tmp_path)) == str(tmp_path / "own" / "model")
    assert resolved("no-such", config(tmp_path)) == "no-such"


def test_a_relative_folder_starts_from_the_working_directory_where_the_config_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("org/model", "ko-en-news"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for shipped_config in (load_config(), load_config(configs_folder() / "hub-small.yaml")):
        assert resolved("./ko-en-news", load_config()) == str(tmp_path / "ko-en-news")
        assert resolved("ko-en-news", shipped_config) == "ko-en-news", "the shipped model, wherever a run is started"
    assert resolved("org/model", load_config()) == str(tmp_path / "org" / "model"), "nothing is asked of the Hub"
    assert "models.trusted: [org/model]" in refused(tmp_path, "translate.model=org/model", "models.policy=commercial")


def test_a_hub_model_in_the_cache_is_used_without_the_network(tmp_path: Path, news: str, engines: Path) -> None:
    with Pipeline(config(tmp_path, f"translate.model={news}")) as hub, Pipeline(config(tmp_path)) as own:
        (there,), (here,) = hub.models(), own.models()
        assert there.id == news
        assert there.sha256 == here.sha256
        unit = [{"text": "학교는 문을 열었다."}]
        assert hub.stages[1].compute(unit) == own.stages[1].compute(unit)
        assert hub.stages[1].signature() == own.stages[1].signature()


def test_the_locked_commit_wins_over_a_newer_one(tmp_path: Path, snapshot: Snapshot) -> None:
    older = snapshot("org/x", commit=OLDER, ref=None)
    newer = snapshot("org/x", commit=COMMIT)
    assert resolved("org/x", config(tmp_path)) == str(newer)
    write_lock(tmp_path / "models.lock", {"org/x": locked(older, "MIT")})
    assert resolved("org/x", config(tmp_path)) == str(older)
    assert resolved(f"org/x@{COMMIT}", config(tmp_path)) == str(newer), "another name, which is not locked"


def test_a_cache_that_differs_from_the_lock_is_refused(tmp_path: Path, snapshot: Snapshot) -> None:
    folder = snapshot("org/x")
    write_lock(tmp_path / "models.lock", {"org/x": locked(folder, "MIT")})
    (folder / "model.safetensors").write_bytes(b"short")
    told = refused(tmp_path, "translate.model=org/x")
    assert "model.safetensors has 5 bytes" in told
    assert "eduwire models fetch org/x" in told


@pytest.mark.parametrize("lacking", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_download_that_stopped_early_counts_as_not_there(lacking: str, tmp_path: Path, snapshot: Snapshot) -> None:
    snapshot("org/x", {name: content for name, content in WHOLE.items() if name != lacking})
    assert cached("org/x") is None
    told = refused(tmp_path, "translate.model=org/x", "models.offline=true")
    assert "not in the Hub's cache" in told
    assert "at least not whole" in told


def test_a_model_that_is_not_cached_names_what_to_do(tmp_path: Path, hub_cache: Path) -> None:
    told = refused(tmp_path, "translate.model=Helsinki-NLP/opus-mt-ko-ne", "models.offline=true")
    assert "downloads are forbidden" in told
    assert "eduwire models fetch Helsinki-NLP/opus-mt-ko-ne" in told
    assert "did you mean Helsinki-NLP/opus-mt-ko-en?" in told
    assert "HF_HUB_OFFLINE" in refused(tmp_path, "translate.model=Helsinki-NLP/opus-mt-ko-en")


def test_only_a_pickle_is_refused_where_the_config_says_so(tmp_path: Path, snapshot: Snapshot) -> None:
    folder = snapshot("org/x", {"config.json": b"{}", "vocab.json": b"{}", "pytorch_model.bin": b"x"})
    assert resolved("org/x", config(tmp_path)) == str(folder)
    with pytest.raises(ModelError, match=r"org/x has only pytorch_model\.bin, a pickle, and models\.allow_bin is false"):
        resolved("org/x", config(tmp_path, "models.allow_bin=false"))


def test_a_policy_is_held_before_anything_is_loaded_or_fetched(tmp_path: Path, hub_cache: Path) -> None:
    told = refused(tmp_path, "translate.model=facebook/nllb-200-3.3B", "models.policy=commercial")
    assert "CC-BY-NC-4.0, which forbids commercial use" in told
    assert "models for translation that fit: ko-en-news, Helsinki-NLP/opus-mt-tc-big-ko-en" in told
    assert "nllb" not in told.partition("that fit")[2]
    told = refused(tmp_path, "translate.model=tencent/Hunyuan-MT-7B@main", "models.region=KR")
    assert "does not apply in KR" in told


def test_a_folder_of_ones_own_must_be_trusted_under_the_commercial_policy(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    for path in shipped("ko-en-news").iterdir():
        (tmp_path / "own" / path.name).symlink_to(path)
    assert "models.trusted: [own]" in refused(tmp_path, "translate.model=own", "models.policy=commercial")
    assert "models.trusted: [org/x]" in refused(tmp_path, "translate.model=org/x", "models.policy=commercial")
    with Pipeline(config(tmp_path, "translate.model=own", "models.policy=commercial", "models.trusted=[own]")) as built:
        assert built.models()[0].id == "own"
    with Pipeline(config(tmp_path, "translate.model=own", "models.region=KR")):
        pass


def test_a_folder_with_the_name_of_a_catalogue_model_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "Helsinki-NLP" / "opus-mt-ko-en").mkdir(parents=True)
    told = refused(tmp_path, "translate.model=Helsinki-NLP/opus-mt-ko-en", "models.policy=commercial")
    assert "not in the catalogue" in told


def test_the_shipped_config_fits_the_strictest_policy() -> None:
    with Pipeline(load_config(None, ["models.policy=commercial", "models.region=KR", "models.offline=true"])) as built:
        assert [info.id.removeprefix("eduwire/") for info in built.models()] == list(named_models(built.config))


def test_where_the_lock_is(tmp_path: Path) -> None:
    assert lock_path(config(tmp_path)) == tmp_path / "models.lock"
    assert lock_path(config(tmp_path, "models.lock=/else/where")) == Path("/else/where")
    assert lock_path(load_config()) == Path("models.lock")
    assert lock_path(load_config(configs_folder() / "default.yaml")) == Path("models.lock")


@pytest.mark.parametrize(("region", "message"), [("UK", "iso 3166-1"), ("korea", "pattern"), ("kr", "pattern")])
def test_a_region_that_is_none_is_refused_with_its_place(region: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message):
        config(tmp_path, f"models.region={region}")


def test_licences_of_models_outside_the_catalogue_come_from_their_cards(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    assert licence_of("own", config(tmp_path)).name == "unknown"
    (tmp_path / "own" / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n", encoding="utf-8")
    told = licence_of("own", config(tmp_path))
    assert (told.name, "read the model's card" in told.asks) == ("cc-by-4.0", True)

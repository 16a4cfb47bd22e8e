from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.errors import ConfigError
from pipeline.locking import read_lock
from tests.catalogue.conftest import WHOLE, Hub, Snapshot
from tests.catalogue.hub_server import commit_of
from tests.conftest import ROOT, RunCli


def here(*args: str) -> str:
    """Standard output of a command in this process, which is quicker; raises what the command raises."""
    done = CliRunner().invoke(app, ["models", *args])
    if done.exception is not None:
        raise done.exception
    return done.output


def listed(*args: str) -> list[str]:
    return [json.loads(line)["id"] for line in here("list", "--json", *args).splitlines()]


def test_list_shows_what_fits() -> None:
    everything, commercial = listed(), listed("--policy", "commercial", "--task", "translation")
    assert set(commercial) < set(everything)
    assert "facebook/nllb-200-3.3B" in everything
    assert "facebook/nllb-200-3.3B" not in commercial
    assert "ko-en-news" in commercial
    assert "themes-linear" not in commercial
    assert set(everything) - set(listed("--region", "KR")) == {"tencent/Hunyuan-MT-7B"}
    assert "flores101-devtest kor-eng (https://" in here("list")
    with pytest.raises(ConfigError, match="choose summarization, themes, translation"):
        here("list", "--task", "x")
    with pytest.raises(ConfigError, match=r"models\.policy is 'free'"):
        here("list", "--policy", "free")


def test_licences_say_what_they_ask(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("translate:\n  model: facebook/nllb-200-3.3B\n")
    told = here("licences", "-c", str(tmp_path / "c.yaml"))
    assert "facebook/nllb-200-3.3B: CC-BY-NC-4.0 (https://creativecommons.org/licenses/by-nc/4.0/)" in told
    assert "no commercial use" in told
    assert "salience: Apache-2.0" in told


def test_fetch_locks_verify_holds_and_only_what_is_read_is_fetched(run_cli: RunCli, hub: Hub, hub_cache: Path, tmp_path: Path) -> None:
    hub.repository("org/tiny", {**WHOLE, "training_args.bin": b"pickle", "modeling_tiny.py": b"code", "pytorch_model.bin": b"pickle"})
    (tmp_path / "c.yaml").write_text("stages: [segment, translate]\ntranslate:\n  model: org/tiny\n")
    done = run_cli("models", "fetch", "-c", "c.yaml", env=hub.env)
    assert done.code == 0, done
    held = read_lock(tmp_path / "models.lock")["org/tiny"]
    assert (held.commit, held.licence, set(held.files)) == (commit_of("org/tiny"), "mit", set(WHOLE))
    assert "pickle" not in " ".join(path.read_text() for path in hub_cache.rglob("snapshots/*/*"))
    asked = hub.requests()
    assert run_cli("models", "verify", "-c", "c.yaml", env=hub.env).out == "org/tiny: right\n"
    assert hub.requests() == asked, "verify asks nobody"
    weights = next(hub_cache.rglob("snapshots/*/model.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")
    damaged = run_cli("models", "verify", "-c", "c.yaml", env=hub.env)
    assert damaged.code == 3
    assert "model.safetensors has another content" in damaged.out


def test_a_run_downloads_what_its_config_names_and_offline_forbids_it(run_cli: RunCli, hub: Hub, tmp_path: Path) -> None:
    hub.repository("org/tiny")
    args = ("config", "check", "c.yaml")
    (tmp_path / "c.yaml").write_text("stages: [segment, translate]\ntranslate:\n  model: org/tiny\n")
    (tmp_path / "in.txt").write_text("교육청은 예산을 늘렸다.\n", encoding="utf-8")
    forbidden = run_cli("run", "in.txt", "-o", "out", "-c", "c.yaml", "--offline", env=hub.env).refused()
    assert "downloads are forbidden" in forbidden
    assert hub.requests() == ""
    told = run_cli(*args, env=hub.env).refused()
    assert "holds no architecture" in told or "safetensors" in told, "it was downloaded, and found to be no checkpoint"
    assert "resolve" in hub.requests()
    asked = hub.requests()
    run_cli(*args, env=hub.env).refused()
    assert hub.requests() == asked, "what is cached is not asked for again"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("org/none", "no model org/none is to be found on the Hub"),
        ("Helsinki-NLP/opus-mt-ko-ne", "did you mean Helsinki-NLP/opus-mt-ko-en?"),
        ("org/tiny@v9", "org/tiny has no revision 'v9'"),
        ("org/bare", "org/bare has no tokenizer files"),
    ],
)
def test_what_cannot_be_fetched_is_told(name: str, message: str, run_cli: RunCli, hub: Hub, tmp_path: Path) -> None:
    hub.repository("org/tiny")
    hub.repository("org/bare", {name: content for name, content in WHOLE.items() if name != "tokenizer.json"})
    assert message in run_cli("models", "fetch", name, env=hub.env).refused()
    assert not (tmp_path / "models.lock").exists()


def test_only_a_pickle_is_refused_before_it_is_downloaded(run_cli: RunCli, hub: Hub) -> None:
    hub.repository("org/old", {"config.json": b"{}", "vocab.json": b"{}", "pytorch_model.bin": b"x"})
    told = run_cli("models", "fetch", "org/old", "--set", "models.allow_bin=false", env=hub.env).refused()
    assert "models.allow_bin is false" in told
    assert "resolve" not in hub.requests()
    assert run_cli("models", "fetch", "org/old", env=hub.env).code == 0


def test_a_gated_model_says_how_to_get_in_and_the_token_is_never_shown(run_cli: RunCli, hub: Hub) -> None:
    (hub.repository("org/gated") / ".gated").touch()
    for token in ("", "hf_wrong"):
        done = run_cli("models", "fetch", "org/gated", env={**hub.env, "HF_TOKEN": token})
        assert "accept its terms at https://huggingface.co/org/gated" in done.refused()
        assert "HF_TOKEN" in done.err
        assert not token or token not in done.out + done.err
    done = run_cli("models", "fetch", "org/gated", env={**hub.env, "HF_TOKEN": "hf_allowed"})
    assert done.code == 0, done
    assert "Bearer hf_allowed" in hub.requests()
    assert "hf_allowed" not in done.out + done.err


def test_a_forbidden_model_is_not_downloaded(run_cli: RunCli, hub: Hub) -> None:
    hub.repository("facebook/nllb-200-3.3B")
    told = run_cli("models", "fetch", "facebook/nllb-200-3.3B", "--set", "models.policy=commercial", env=hub.env).refused()
    assert "forbids commercial use" in told
    assert hub.requests() == ""


@pytest.mark.slow
def test_a_download_that_breaks_off_is_told_and_the_next_fetches_the_rest(run_cli: RunCli, hub: Hub, tmp_path: Path) -> None:
    marker = hub.repository("org/tiny") / ".broken"
    marker.touch()
    told = run_cli("models", "fetch", "org/tiny", env=hub.env).refused()
    assert "the download of org/tiny broke off" in told
    assert "the same command fetches the rest" in told
    assert not (tmp_path / "models.lock").exists()
    marker.unlink()
    (hub.folder / "requests.txt").unlink()
    assert run_cli("models", "fetch", "org/tiny", env=hub.env).code == 0
    assert [line.split("/")[-1].split()[0] for line in hub.requests().splitlines() if line.startswith("GET") and "resolve" in line] == [
        "model.safetensors"
    ]


def test_a_branch_is_resolved_to_its_commit(hub: Hub, cli_env: Mapping[str, str]) -> None:
    hub.repository("org/tiny")
    code = "from models.hub import resolve; print(resolve('org/tiny'), resolve('org/tiny', 'main'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**cli_env, **hub.env})
    assert done.stdout.split() == [commit_of("org/tiny")] * 2


def test_no_network_is_told(run_cli: RunCli, hub_cache: Path) -> None:
    closed = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HUB_OFFLINE": "0", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    told = run_cli("models", "fetch", "org/x", env=closed).refused()
    assert "the Hub cannot be reached" in told
    assert "HTTPS_PROXY" in told


def test_nothing_to_fetch_or_verify_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("stages: [segment]\n")
    for args, message in (
        (["fetch"], r"name models \(org/name\)"),
        (["fetch", "-c", str(path)], "the config names no Hub model"),
        (["fetch", "tiny"], "tiny is no Hub model; write org/name"),
        (["verify", "-c", str(path)], "no lock"),
    ):
        with pytest.raises(ConfigError, match=message):
            here(*args)


def test_the_doctor_says_what_runs_here(run_cli: RunCli, snapshot: Snapshot, hub_cache: Path) -> None:
    snapshot("intfloat/multilingual-e5-small")
    done = run_cli("doctor", env={"HF_HOME": str(hub_cache.parent)})
    assert done.code == 0, done
    for part in ("cores", "memory", "default.yaml: fits", "intfloat/multilingual-e5-small", "ctranslate2 "):
        assert part in done.out
    assert "models.yaml" not in done.out


def test_help_imports_nothing_heavy() -> None:
    heavy = "huggingface_hub", "pydantic", "yaml", "torch", "rich"
    code = f"import sys; import pipeline.cli.main; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip() == "[]"

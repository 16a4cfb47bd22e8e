from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.weights import shipped

SERVER = Path(__file__).with_name("hub_server.py")
COMMIT, OLDER = "a" * 40, "b" * 40
WHOLE = {
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "model.safetensors": b"not looked into" * 100,
    "README.md": b"---\nlicense: mit\n---\n",
}

Snapshot = Callable[..., Path]


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty Hub cache, which this process and its children use."""
    from huggingface_hub import constants

    folder = tmp_path / "hf" / "hub"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HF_HOME", str(folder.parent))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
    return folder


@pytest.fixture
def snapshot(hub_cache: Path) -> Snapshot:
    """Puts a model into the cache as huggingface_hub does: `snapshot("org/name", {"config.json": b"{}"}, commit=..., ref="main")`."""

    def put(model_id: str, files: Mapping[str, bytes | Path] = WHOLE, *, commit: str = COMMIT, ref: str | None = "main") -> Path:
        repository = hub_cache / f"models--{model_id.replace('/', '--')}"
        folder = repository / "snapshots" / commit
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                path.symlink_to(content)  # the cache links to its blobs too
            else:
                path.write_bytes(content)
        if ref is not None:
            (repository / "refs").mkdir(exist_ok=True)
            (repository / "refs" / ref).write_text(commit)
        return folder

    return put


@pytest.fixture
def news(snapshot: Snapshot) -> str:
    """The shipped translator under a Hub name."""
    snapshot("org/news", {path.name: path for path in shipped("ko-en-news").iterdir()})
    return "org/news"


@dataclass(frozen=True)
class Hub:
    """A running Hub; `env` lets the command line find it."""

    folder: Path
    env: Mapping[str, str]

    def repository(self, model_id: str, files: Mapping[str, bytes] = WHOLE) -> Path:
        for name, content in files.items():
            path = self.folder / model_id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self.folder / model_id

    def requests(self) -> str:
        log = self.folder / "requests.txt"
        return log.read_text() if log.is_file() else ""


@pytest.fixture
def hub(tmp_path: Path, hub_cache: Path) -> Iterator[Hub]:
    folder = tmp_path / "hub"
    folder.mkdir()
    process = subprocess.Popen([sys.executable, SERVER, folder], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    env = {
        "HF_ENDPOINT": f"http://127.0.0.1:{port}",
        "HF_HOME": str(hub_cache.parent),
        "HF_HUB_OFFLINE": "0",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    yield Hub(folder, env)
    process.kill()
    process.communicate()

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chat.chat_server import Endpoint
from tests.chat.tiny_chat import save_model, save_tokenizer


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = Endpoint()
    yield server
    server.close()


@pytest.fixture(scope="session")
def garbage_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chat model that has learned nothing."""
    folder = tmp_path_factory.mktemp("models") / "Tiny-Instruct"
    save_model(folder, save_tokenizer(folder))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Tiny\n", encoding="utf-8")
    return folder

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError, OutputError
from pipeline.locking import LockedFile, LockedModel, damage, locked, read_lock, write_lock

HEX = "0123456789abcdef"
FILES = st.builds(LockedFile, size=st.integers(0, 10**12), sha256=st.text(HEX, min_size=64, max_size=64))
MODELS = st.builds(
    LockedModel,
    commit=st.text(HEX, min_size=40, max_size=40),
    licence=st.text(min_size=1),
    files=st.dictionaries(st.text(min_size=1), FILES, min_size=1, max_size=3),
)
LOCKS = st.dictionaries(st.text(min_size=1), MODELS, max_size=3)


@given(LOCKS)
def test_a_lock_is_read_back_and_its_text_depends_on_its_content_alone(
    tmp_path_factory: pytest.TempPathFactory, lock: dict[str, LockedModel]
) -> None:
    path = tmp_path_factory.mktemp("lock") / "models.lock"
    write_lock(path, lock)
    assert read_lock(path) == lock
    text = path.read_text(encoding="utf-8")
    write_lock(path, dict(reversed(lock.items())))
    assert path.read_text(encoding="utf-8") == text


def test_no_lock_is_an_empty_one(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "models.lock") == {}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / ("c" * 40)
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "config.json").write_bytes(b"{}")
    (folder / "1_Pooling" / "config.json").write_bytes(b"{ }")
    return folder


def test_what_differs_from_the_lock_is_named(model: Path) -> None:
    held = locked(model, "MIT")
    assert held.commit == model.name
    assert set(held.files) == {"config.json", "1_Pooling/config.json"}
    assert damage(held, model) == []
    (model / "config.json").write_bytes(b"[]")
    assert damage(held, model, read=False) == []
    assert damage(held, model) == ["config.json has another content than the lock says"]
    (model / "config.json").write_bytes(b"{")
    assert damage(held, model, read=False) == ["config.json has 1 bytes, the lock says 2"]
    (model / "1_Pooling" / "config.json").unlink()
    assert damage(held, model, read=False)[0] == "1_Pooling/config.json is missing"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2, "models": {}}', '{"format": 1, "models": {"a/b": {"commit": "main", "licence": "MIT", "files": {}}}}'],
)
def test_a_file_that_is_no_lock_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "models.lock"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"is no models\.lock.*eduwire models fetch"):
        read_lock(path)


def test_a_lock_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_lock(tmp_path)
    with pytest.raises(OutputError, match="--lock"):
        write_lock(tmp_path / "none" / "models.lock", {})


def test_the_lock_is_plain_json(model: Path, tmp_path: Path) -> None:
    write_lock(tmp_path / "models.lock", {"org/x": locked(model, "MIT")})
    values = json.loads((tmp_path / "models.lock").read_text())
    assert values["format"] == 1
    assert values["models"]["org/x"]["files"]["config.json"]["size"] == 2

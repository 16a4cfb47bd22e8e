"""Model folders that are not whole: an error that says which file and what to do, while the model is built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engines.checkpoint import Checkpoint, verify_safetensors
from models.errors import ModelError
from models.registry import build
from models.weights import shipped

WEIGHTS = "model.safetensors"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped checkpoint that may be damaged."""
    return Path(shutil.copytree(shipped("ko-en-news"), tmp_path / "model"))


def told(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        build("translation", "bart", model=str(folder))
    message = str(caught.value)
    assert str(folder) in message
    return message


def test_a_whole_copy_is_taken(copy: Path) -> None:
    build("translation", "bart", model=str(copy))


@pytest.mark.parametrize("name", [WEIGHTS, "config.json", "tokenizer.json"])
def test_a_missing_file_is_named(name: str, copy: Path) -> None:
    (copy / name).unlink()
    message = told(copy)
    assert "has no" in message
    assert name in message


@pytest.mark.parametrize("name", ["model.pt", "model.pkl", "training_args.bin", "rust_model.ot", "flax_model.msgpack"])
def test_other_weights_are_never_opened(name: str, copy: Path) -> None:
    (copy / WEIGHTS).rename(copy / name)
    assert "has no model.safetensors and no model.safetensors.index.json and no pytorch_model.bin" in told(copy)


def test_a_blob_of_the_hubs_cache_is_known_by_its_name(copy: Path, tmp_path: Path) -> None:
    """A link to a file that is named by its hash is not read again: gigabytes at every start."""
    whole = Checkpoint(copy)
    blob = tmp_path / whole.sha256
    (copy / WEIGHTS).rename(blob)
    (copy / WEIGHTS).symlink_to(blob)
    assert Checkpoint(copy).fingerprint == whole.fingerprint
    other = tmp_path / ("0" * 64)
    blob.rename(other)
    (copy / WEIGHTS).unlink()
    (copy / WEIGHTS).symlink_to(other)
    assert Checkpoint(copy).sha256 == "0" * 64


@pytest.mark.parametrize("kept", [0, 4, 1000, 1_000_000, -1])
def test_weights_that_were_cut_short_are_found_without_reading_them(kept: int, copy: Path) -> None:
    data = (copy / WEIGHTS).read_bytes()
    (copy / WEIGHTS).write_bytes(data[:kept])
    assert "copy the model folder again" in told(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"'])
def test_a_config_that_is_no_json_object(text: str, copy: Path) -> None:
    (copy / "config.json").write_text(text)
    assert "config.json" in told(copy)


@pytest.mark.parametrize("kept", [0, 1000])
def test_a_damaged_tokenizer(kept: int, copy: Path) -> None:
    data = (copy / "tokenizer.json").read_bytes()
    (copy / "tokenizer.json").write_bytes(data[:kept])
    assert "tokenizer.json cannot be read" in told(copy)


def test_another_architecture_names_both(copy: Path) -> None:
    values = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps({**values, "architectures": ["T5ForConditionalGeneration"]}))
    assert "T5ForConditionalGeneration" in told(copy)
    (copy / "config.json").write_text(json.dumps({key: value for key, value in values.items() if key != "architectures"}))
    assert "no architecture" in told(copy)


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="does not exist"):
        Checkpoint(tmp_path / "file")


def test_tokenizer_and_config_count_in_the_fingerprint(copy: Path) -> None:
    before = Checkpoint(copy)
    assert before.fingerprint == Checkpoint(shipped("ko-en-news")).fingerprint
    for name in ("config.json", "tokenizer.json"):
        file = copy / name
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        after = Checkpoint(copy)
        assert after.sha256 == before.sha256
        assert after.fingerprint != before.fingerprint


HEADER = json.dumps({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "__metadata__": {"format": "pt"}}).encode()
WHOLE = len(HEADER).to_bytes(8, "little") + HEADER + bytes(8)


def test_a_small_safetensors_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(WHOLE)
    verify_safetensors(tmp_path / "w")


@settings(max_examples=300)
@given(st.binary(max_size=40) | st.integers(0, len(WHOLE) - 1).map(lambda n: WHOLE[:n]) | st.binary(min_size=1).map(lambda b: WHOLE + b))
def test_a_damaged_safetensors_file_is_a_model_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(data)
    with pytest.raises(ModelError):
        verify_safetensors(path)


@pytest.mark.parametrize("header", [{"a": 1}, {"a": {}}, {"a": {"data_offsets": [1]}}, {"a": {"data_offsets": ["x", "y"]}}, []])
def test_a_header_of_another_kind_is_a_model_error(header: object, tmp_path: Path) -> None:
    text = json.dumps(header).encode()
    (tmp_path / "w").write_bytes(len(text).to_bytes(8, "little") + text)
    with pytest.raises(ModelError):
        verify_safetensors(tmp_path / "w")

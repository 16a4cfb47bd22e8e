from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.hub import is_whole, needed_files, only_bin
from models.locate import HubName, hub_name, known_as

WORDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True)


@given(WORDS, WORDS, st.one_of(st.none(), WORDS, st.just("refs/pr/33")))
def test_a_hub_name_is_read_back(org: str, name: str, revision: str | None) -> None:
    wanted = HubName(f"{org}/{name}", revision)
    assert hub_name(str(wanted)) == wanted


@pytest.mark.parametrize(
    "name", ["ko-en-news", "./org/name", "~/org/name", "/org/name", "org/name/more", "org/", "/name", "org/name@", "한/글", ""]
)
def test_other_names_are_no_hub_names(name: str) -> None:
    assert hub_name(name) is None


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (f"/cache/hub/models--facebook--m2m100_418M/snapshots/{'a' * 40}", "facebook/m2m100_418M"),
        ("/home/me/models--mine", "models--mine"),
        ("/home/snapshots/mine", "mine"),
        ("ko-en-news", "ko-en-news"),
    ],
)
def test_what_a_folder_is_known_as(folder: str, name: str) -> None:
    assert known_as(folder) == name


LAYOUTS = {
    "one file": ["model.safetensors"],
    "shards": ["model.safetensors.index.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"],
    "pickle": ["pytorch_model.bin"],
    "pickle in shards": ["pytorch_model.bin.index.json", "pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"],
}
REFUSED = [
    "training_args.bin", "optimizer.pt", "modeling_x.py", "tf_model.h5", "flax_model.msgpack", "rust_model.ot", "model-q4k.gguf",
    "onnx/model.onnx", "onnx/config.json", "other/model.safetensors", "consolidated.safetensors", "scheduler.pkl", "sub/tokenizer.json",
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_what_eduwire_reads_is_fetched(layout: str) -> None:
    wanted = [
        "config.json",
        "generation_config.json",
        "source.spm",
        "target.spm",
        "vocab.json",
        "tokenizer_config.json",
        "LICENSE",
        "README.md",
    ]
    found = needed_files([*wanted, *LAYOUTS[layout], *REFUSED], "org/x", allow_bin=True)
    assert found == sorted([*wanted, *LAYOUTS[layout]])


def test_what_a_sentence_encoder_says_of_its_layers_is_fetched() -> None:
    names = ["config.json", "tokenizer.json", "model.safetensors", "modules.json", "1_Pooling/config.json", "2_Dense/config.json"]
    assert set(names) - set(needed_files(names, "org/x", allow_bin=True)) == {"2_Dense/config.json"}


def test_a_pickle_is_left_where_safetensors_are_there() -> None:
    names = ["config.json", "tokenizer.json", *LAYOUTS["one file"], *LAYOUTS["pickle"]]
    assert needed_files(names, "org/x", allow_bin=True) == needed_files(names, "org/x", allow_bin=False)
    assert "pytorch_model.bin" not in needed_files(names, "org/x", allow_bin=True)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["tokenizer.json", "model.safetensors"], "has no config.json"),
        (["config.json", "tokenizer.json", "tf_model.h5"], "neither model.safetensors nor pytorch_model.bin"),
        (["config.json", "tokenizer_config.json", "model.safetensors"], "has no tokenizer files"),
        (["config.json", "vocab.json", "pytorch_model.bin"], "models.allow_bin is false"),
        (["config.json", "vocab.json", *LAYOUTS["pickle in shards"]], "models.allow_bin is false"),
    ],
)
def test_a_repository_that_will_not_do_is_told_before_it_is_downloaded(names: list[str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        needed_files(names, "org/x", allow_bin=False)


def test_a_folder_is_whole_when_all_shards_are_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("model")
    assert not is_whole(folder / "none")
    for name in ("config.json", "tokenizer.json", "model-00001-of-00002.safetensors"):
        (folder / name).write_bytes(b"{}")
    assert not is_whole(folder)
    shards = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    (folder / "model.safetensors.index.json").write_text(f'{{"weight_map": {shards}}}'.replace("'", '"'))
    assert not is_whole(folder)
    (folder / "model-00002-of-00002.safetensors").write_bytes(b"{}")
    assert is_whole(folder)
    assert not only_bin(folder)
    (folder / "model.safetensors.index.json").write_text("{")
    assert not is_whole(folder)

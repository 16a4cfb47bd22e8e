"""Marian's tokenizer read without transformers, held to transformers' MarianTokenizer on the articles of our corpus."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.engines.marian_codec import MarianCodec, has_plain_marian_tokenizer
from models.engines.quiet import quiet_transformers
from models.registry import build
from tests.models.tiny_checkpoints import marian

CORPUS = Path(__file__).resolve().parents[2] / "data" / "corpus" / "articles"
ODD = ["", " 앞뒤 ", "학교 </s> <pad> <unk> 학교", "３만５천 ½ ﬁ\u00a0\u200b탭\t끝", "학교는 龘 닫았다 😀", "▁밑줄▁ <0xE3>"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Marian with a language code in its vocabulary, and two pieces of its SentencePiece model missing there."""
    made, scratch = tmp_path_factory.mktemp("marian"), tmp_path_factory.mktemp("scratch")
    marian(made, scratch)
    names = list(json.loads((made / "vocab.json").read_text(encoding="utf-8")))
    for missing, spare in (("▁학", ">>eng<<"), ("교", "<spare>")):
        names[names.index(missing)] = spare
    (made / "vocab.json").write_text(json.dumps({name: index for index, name in enumerate(names)}), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def theirs(folder: Path) -> Any:
    from transformers import MarianTokenizer

    with quiet_transformers():
        return MarianTokenizer.from_pretrained(folder)


def corpus() -> list[str]:
    lines = (line for path in sorted(CORPUS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines())
    return [part.strip() for line in lines for part in line.split("|||")]


def test_the_ids_are_those_of_marians_own_tokenizer(folder: Path, theirs: Any) -> None:
    codec = MarianCodec(folder)
    texts = [*corpus(), ">>eng<< 학교는 문을 닫았다.", ">>eng<<학교", "앞 >>eng<< 학교"]
    assert len(texts) > 1000
    ids = codec.vocabulary()
    found = [[ids[piece] for piece in pieces] for pieces in codec.encode(texts)]
    assert found == theirs(texts)["input_ids"]
    assert any(ids["<unk>"] in some for some in found)
    assert codec.vocabulary() == theirs.get_vocab()


def test_special_pieces_are_text_and_other_signs_are_as_marian_takes_them(folder: Path, theirs: Any) -> None:
    found = MarianCodec(folder).encode(ODD)
    assert not any({"</s>", "<pad>"} & set(pieces[:-1]) for pieces in found)
    apart = [text.replace("</s>", "< /s>").replace("<pad>", "< pad>").replace("<unk>", "< unk>") for text in ODD]
    assert found == [theirs.convert_ids_to_tokens(ids) for ids in theirs(apart)["input_ids"]]


def test_outputs_are_written_as_marian_writes_them(folder: Path, theirs: Any) -> None:
    codec = MarianCodec(folder)
    outputs = codec.encode([*corpus()[:300], "The school closed.  About 35,000"])
    ids = [theirs.convert_tokens_to_ids(list(pieces)) for pieces in outputs]
    written = theirs.batch_decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    assert codec.decode(outputs) == [text.strip() for text in written]


def test_what_looks_like_a_language_code_and_is_none_stays_text(folder: Path) -> None:
    codec = MarianCodec(folder)
    with_marks, without = codec.encode([">>문을<< 닫았다.", "닫았다."])
    assert len(with_marks) > len(without) + 1, "MarianTokenizer makes one unknown piece of it"
    assert ">>eng<<" in codec.barred


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tokenizer_config.json", {"tokenizer_class": "T5Tokenizer"}),
        ("tokenizer_config.json", {"separate_vocabs": True}),
        ("tokenizer_config.json", {"sp_model_kwargs": {"enable_sampling": True}}),
        ("tokenizer_config.json", {"added_tokens_decoder": {"7": {"content": "<url>"}}}),
        ("special_tokens_map.json", {"eos_token": {"content": "<end>"}}),
        ("special_tokens_map.json", {"additional_special_tokens": ["<name>"]}),
        ("added_tokens.json", {"<url>": 70}),
        ("vocab.json", {"</s>": 0, "<unk>": 1}),
        ("tokenizer.json", {}),
    ],
)
def test_a_tokenizer_with_something_of_its_own_is_left_to_transformers(folder: Path, tmp_path: Path, name: str, content: object) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert has_plain_marian_tokenizer(copy)
    (copy / name).write_text(json.dumps(content), encoding="utf-8")
    assert not has_plain_marian_tokenizer(copy)


def test_the_files_of_opus_mt_need_no_transformers(folder: Path, tmp_path: Path) -> None:
    """As Helsinki-NLP/opus-mt-tc-big-ko-en writes them; a converted model translates without torch and transformers."""
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    special = {"eos_token": "</s>", "unk_token": {"content": "<unk>"}, "pad_token": "<pad>"}
    settings = {"separate_vocabs": False, "sp_model_kwargs": {}, "special_tokens_map_file": None, "tokenizer_class": "MarianTokenizer"}
    (copy / "special_tokens_map.json").write_text(json.dumps(special), encoding="utf-8")
    (copy / "tokenizer_config.json").write_text(json.dumps({**settings, **special, "source_lang": "ko"}), encoding="utf-8")
    options: dict[str, Any] = {
        "model": str(copy),
        "device": "cpu",
        "beam_size": 1,
        "max_length_extra": 8,
        "conversions": str(tmp_path / "engines"),
    }
    expected = build("translation", "marian", **options).translate(["문을 닫았다."])
    program = (
        "import sys; from models.registry import build\n"
        f"print(build('translation', 'marian', **{options!r}).translate(['문을 닫았다.'])[0][0].text)\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip("\n") == expected[0][0].text

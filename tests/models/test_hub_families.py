from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.registry import build
from models.translation._seq2seq import ENCODED_KEPT
from tests.models.tiny_checkpoints import FAMILIES, TEXTS, VARIANTS

TOKENIZER = ("tokenizer.json", "tokenizer_config.json", "source.spm", "target.spm", "vocab.json")
KOREAN = [*TEXTS[:3], "학교는 120억 원을 지원한다.", "교육부는 문을 닫았다고 밝혔다. 학생이 참여했다."]


@pytest.fixture(scope="module", params=sorted(FAMILIES))
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder, scratch = tmp_path_factory.mktemp(request.param), tmp_path_factory.mktemp("scratch")
    FAMILIES[request.param](folder, scratch)
    return request.param, folder


def built(checkpoint: tuple[str, Path], **options: Any) -> Any:
    """The conversions stand beside the folder, so that the tests of a module share them."""
    family, folder = checkpoint
    common = {"compute_type": "float32", "device": "cpu", "beam_size": 2, "max_length_extra": 8}
    conversions = folder.with_name(f"{folder.name}-engines")
    return build("translation", family, model=str(folder), conversions=str(conversions), **{**common, **options})


@pytest.mark.parametrize("beam_size", [1, 3])
def test_both_engines_give_the_same_text_and_score(checkpoint: tuple[str, Path], beam_size: int) -> None:
    engines_agree(checkpoint, beam_size=beam_size)


@pytest.mark.parametrize("beam_size", [1, 3])
@pytest.mark.parametrize(("family", "make"), [(family, make) for family, makes in VARIANTS.items() for make in makes])
def test_both_engines_agree_on_other_forms_of_a_family(family: str, make: Any, tmp_path: Path, beam_size: int) -> None:
    for name in ("model", "scratch"):
        (tmp_path / name).mkdir()
    make(tmp_path / "model", tmp_path / "scratch")
    engines_agree((family, tmp_path / "model"), beam_size=beam_size)


def engines_agree(checkpoint: tuple[str, Path], **options: Any) -> None:
    """The same pieces and scores whether the model ended an output itself or the length limit did."""
    fast = built(checkpoint, engine="ctranslate2", **options).translate(KOREAN)
    reference = built(checkpoint, engine="transformers", **options).translate(KOREAN)
    assert [found[0].text for found in fast] == [found[0].text for found in reference]
    assert [found[0].score for found in fast] == pytest.approx([found[0].score for found in reference], abs=1e-4)
    assert len({found[0].text for found in fast}) > 1, "outputs of a random model should depend on the source"


def test_a_result_does_not_depend_on_its_batch(checkpoint: tuple[str, Path]) -> None:
    for engine in ("ctranslate2", "transformers"):
        model = built(checkpoint, engine=engine)
        together = [found[0].text for found in model.translate(KOREAN)]
        assert together == [model.translate([text])[0][0].text for text in KOREAN]


def test_the_language_code_is_given_and_does_not_stay_in_the_text(checkpoint: tuple[str, Path]) -> None:
    model = built(checkpoint)
    prefix = {"nllb": ("eng_Latn",), "m2m100": ("__en__",), "mbart": ("en_XX",)}.get(checkpoint[0], ())
    assert model._codec.target_prefix == prefix
    assert not any(code in found[0].text for found in model.translate(KOREAN) for code in prefix)
    first = {"nllb": "kor_Hang", "m2m100": "__ko__", "mbart": "ko_KR", "t5": "<2en>"}.get(checkpoint[0])
    pieces = model._codec.encode(["학교는 문을 닫았다."])[0]
    assert first is None or first in pieces[:2], pieces
    assert "<unk>" not in pieces


def test_special_pieces_in_a_text_are_text(checkpoint: tuple[str, Path]) -> None:
    codec = built(checkpoint)._codec
    plain, odd = codec.encode(["학교", "학교 </s> <s> <pad> <mask> __ja__ eng_Latn ja_XX"])
    special = codec.barred | {"</s>"}
    assert [piece for piece in odd if piece in special] == [piece for piece in plain if piece in special]


def test_n_best_hypotheses_come_best_first(checkpoint: tuple[str, Path]) -> None:
    for found in built(checkpoint, beam_size=3, num_hypotheses=3).translate(KOREAN):
        assert len(found) == 3
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_unreadable_signs_are_told(checkpoint: tuple[str, Path]) -> None:
    assert list(built(checkpoint).unreadable(["학교는 龘 닫았다."])[0]) == [(4, 5)]


def test_a_source_that_is_too_long_is_refused(checkpoint: tuple[str, Path]) -> None:
    with pytest.raises(ValueError, match="where at most 20 fit"):
        built(checkpoint, max_source_tokens=20).translate([" ".join(["학교는"] * 40)])


def test_a_checkpoint_of_another_architecture_is_refused(checkpoint: tuple[str, Path]) -> None:
    """Whatever tokenizer files the family would want: copying the folder again does not help."""
    for family in {"bart", *FAMILIES} - {checkpoint[0]} - ({"nllb", "m2m100"} if checkpoint[0] in ("nllb", "m2m100") else set()):
        with pytest.raises(ModelError, match="set another family"):
            build("translation", family, model=str(checkpoint[1]))


def test_missing_tokenizer_files_are_named(checkpoint: tuple[str, Path], tmp_path: Path) -> None:
    family, folder = checkpoint
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    for name in ("tokenizer.json", "source.spm", "sentencepiece.bpe.model", "spiece.model", "vocab.json"):
        (copy / name).unlink(missing_ok=True)
    with pytest.raises(ModelError, match="has no tokenizer"):
        build("translation", family, model=str(copy))


def test_damaged_tokenizer_files_are_found_when_the_model_is_built(checkpoint: tuple[str, Path], tmp_path: Path) -> None:
    family, folder = checkpoint
    damaged = [name for name in TOKENIZER if (folder / name).is_file()]
    assert damaged
    for name in damaged:
        copy = Path(shutil.copytree(folder, tmp_path / name))
        data = (copy / name).read_bytes()
        (copy / name).write_bytes(data[: len(data) // 2])
        with pytest.raises(ModelError, match=rf"{name} cannot be read.*copy the model folder again"):
            built((family, copy))


def test_a_marian_of_two_vocabularies_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "model").mkdir()
    FAMILIES["marian"](tmp_path / "model", tmp_path / "scratch")
    shutil.copy(tmp_path / "model" / "vocab.json", tmp_path / "model" / "target_vocab.json")
    with pytest.raises(ModelError, match=r"a vocabulary for each language.*name another model"):
        built(("marian", tmp_path / "model"))


def resaved(folder: Path) -> None:
    """The same weights in parts."""
    from transformers import AutoModelForSeq2SeqLM

    model = AutoModelForSeq2SeqLM.from_pretrained(folder)
    (folder / "model.safetensors").unlink()
    model.save_pretrained(folder, max_shard_size="40KB")


def pickled(folder: Path) -> None:
    """The same weights as a pickle."""
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def pickled_in_parts(folder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    weights = list(load_file(folder / "model.safetensors").items())
    parts = {f"pytorch_model-0000{number + 1}-of-00002.bin": dict(weights[number::2]) for number in range(2)}
    for name, part in parts.items():
        torch.save(part, folder / name)
    index = {"metadata": {}, "weight_map": {tensor: name for name, part in parts.items() for tensor in part}}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index))
    (folder / "model.safetensors").unlink()


@pytest.mark.parametrize(("store", "weights_format"), [(resaved, "safetensors"), (pickled, "bin"), (pickled_in_parts, "bin")])
def test_weights_in_parts_and_pickles_of_tensors_give_the_same(
    checkpoint: tuple[str, Path], tmp_path: Path, store: Any, weights_format: str
) -> None:
    family, folder = checkpoint
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    store(copy)
    expected = [found[0].text for found in built(checkpoint, engine="ctranslate2").translate(KOREAN[:2])]
    for engine in ("transformers", "ctranslate2"):
        model = built((family, copy), engine=engine)
        assert model.info().weights_format == weights_format
        assert [found[0].text for found in model.translate(KOREAN[:2])] == expected


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (print, ("a pickle ran",))


def test_a_pickle_with_code_is_refused(checkpoint: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    family, folder = checkpoint
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    (copy / "model.safetensors").unlink()
    torch.save({"model.shared.weight": Evil()}, copy / "pytorch_model.bin")
    for engine in ("transformers", "ctranslate2"):
        with pytest.raises(ModelError, match=r"pytorch_model\.bin was refused") as refusal:
            built((family, copy), engine=engine).translate(KOREAN[:1])
        assert "weights_only" not in str(refusal.value), "torch's advice to trust the file"
    assert "a pickle ran" not in capsys.readouterr().out


def test_a_text_that_was_counted_is_encoded_before_the_engine_has_to_wait_for_it(
    checkpoint: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = built(checkpoint)
    expected = [[one.text for one in found] for found in model.translate(KOREAN)]
    lengths = list(model.count_tokens([*KOREAN, KOREAN[0]]))
    encode, asked = model._codec.encode, list[str]()

    def watched(texts: list[str]) -> Any:
        asked.extend(texts)
        return encode(texts)

    monkeypatch.setattr(model._codec, "encode", watched)
    assert [[one.text for one in found] for found in model.translate(KOREAN)] == expected
    assert list(model.count_tokens([*KOREAN, KOREAN[0], "학생"])) == [*lengths, len(encode(["학생"])[0])]
    assert asked == ["학생"]
    many = [f"학생 {number}" for number in range(3 * ENCODED_KEPT)]
    for start in range(0, len(many), ENCODED_KEPT // 2):
        model.count_tokens(many[start : start + ENCODED_KEPT // 2])
        assert len(model._encoded) <= ENCODED_KEPT
    assert [[one.text for one in found] for found in model.translate(KOREAN)] == expected


def test_the_checkpoints_own_search_settings_do_not_hold(checkpoint: tuple[str, Path], tmp_path: Path) -> None:
    """As bart-large-cnn has them, or NLLB its 200 pieces: the config's decoding says all, in both engines."""
    family, folder = checkpoint
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    path = copy / "generation_config.json"
    own = {"max_length": 5, "num_beams": 5, "length_penalty": 2.0, "no_repeat_ngram_size": 3, "min_length": 40, "forced_eos_token_id": 3}
    path.write_text(json.dumps({**json.loads(path.read_text()), **own}))
    for engine in ("transformers", "ctranslate2"):
        expected = built(checkpoint, engine=engine).translate(KOREAN[:2])
        assert built((family, copy), engine=engine).translate(KOREAN[:2]) == expected


def test_a_batch_that_does_not_fit_the_memory_is_halved(checkpoint: tuple[str, Path]) -> None:
    """Memory enough for two sentences at a time."""
    model = built(checkpoint, engine="transformers")
    expected = model.translate(KOREAN)
    sizes = limited(model, at_most=2)
    assert [[one.text for one in found] for found in model.translate(KOREAN)] == [[one.text for one in found] for found in expected]
    assert max(sizes) > 2, "no batch was too large"
    limited(model, at_most=0)
    with pytest.raises(ModelError, match="even for one sentence"):
        model.translate(KOREAN[:1])


def limited(model: Any, at_most: int) -> list[int]:
    """Gives a loaded model a memory for so many sentences; returns the sizes of the batches that it is asked for."""
    import torch

    network = model._engine._model
    generate, sizes = type(network).generate, []

    def in_memory(**options: Any) -> Any:
        sizes.append(len(options["input_ids"]))
        if sizes[-1] > at_most:
            raise torch.OutOfMemoryError("out of memory")
        return generate(network, **options)

    network.generate = in_memory
    return sizes


@pytest.mark.parametrize("family", ["nllb", "m2m100", "mbart"])
def test_a_tokenizer_without_the_language_is_refused(family: str, tmp_path: Path) -> None:
    """transformers would take the unknown piece for the code, and the model would write any language."""
    folder = tmp_path / "model"
    (tmp_path / "scratch").mkdir()
    folder.mkdir()
    FAMILIES["t5"](folder, tmp_path / "scratch")  # a tokenizer that knows no codes
    architecture = {"mbart": "MBartForConditionalGeneration"}.get(family, "M2M100ForConditionalGeneration")
    values = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**values, "architectures": [architecture]}))
    (folder / "sentencepiece.bpe.model").touch()
    with pytest.raises(ModelError, match="does not know the language code"):
        built((family, folder))

"""Taggers on CTranslate2 against transformers, on tiny real checkpoints: the same numbers in float32, near ones in int8."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.machine import multiplies_bfloat16
from models.registry import build
from tests.themes.conftest import document
from tests.themes.tagged_documents import DOCUMENTS, scores
from tests.themes.tiny_encoders import (
    THEMES,
    bert_encoder,
    bert_nli,
    deberta_nli,
    pool_by,
    xlm_roberta_encoder,
    xlm_roberta_nli,
)

EVERYTHING = {"threshold": 0.0001, "max_themes": 4}
MAKERS: dict[str, Callable[[Path, Path], Path]] = {
    "zero_shot xlm-roberta": xlm_roberta_nli,
    "zero_shot bert": bert_nli,
    "embedding xlm-roberta": xlm_roberta_encoder,
    "embedding bert": bert_encoder,
}
INT8_TOLERANCE, INT8_MEAN_TOLERANCE = 0.1, 0.03
"""Of a score between 0 and 1, for one score and for the mean of all. These checkpoints have wider weights than a trained one has, so that
their outputs differ from text to text, and are the more sensitive for it; at a trained one's width the largest difference was 0.02."""


@pytest.fixture(scope="module", params=sorted(MAKERS))
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = MAKERS[request.param](tmp_path_factory.mktemp("model"), tmp_path_factory.mktemp("scratch"))
    return request.param.split()[0], folder


def tagger(model: tuple[str, Path], **options: Any) -> Any:
    family, folder = model
    common = {"device": "cpu", "conversions": str(folder.with_name(f"{folder.name}-engines"))}
    return build("themes", family, **{"themes": THEMES, "model": str(folder), **common, **EVERYTHING, **options})


def found(model: tuple[str, Path], documents: Any = DOCUMENTS, **options: Any) -> list[dict[str, float]]:
    return scores(tagger(model, **options), *documents)


def reference(model: tuple[str, Path]) -> list[dict[str, float]]:
    return found(model, engine="transformers", compute_type="float32")


def near(one: list[dict[str, float]], other: list[dict[str, float]], tolerance: float) -> bool:
    """A theme below the threshold in one of them counts as zero there."""
    return all(
        abs(mine.get(name, 0.0) - theirs.get(name, 0.0)) <= tolerance
        for mine, theirs in zip(one, other, strict=True)
        for name in {*mine, *theirs}
    )


def test_both_engines_give_the_same_in_float32(model: tuple[str, Path]) -> None:
    fast = found(model, engine="ctranslate2", compute_type="float32")
    assert near(fast, reference(model), 1e-4)
    assert len({score for themes in fast for score in themes.values()}) > len(THEMES)


def test_int8_is_what_a_cpu_gets_and_stays_near_float32(model: tuple[str, Path]) -> None:
    chosen = tagger(model).signature()
    assert (chosen["engine"], chosen["compute_type"]) == ("ctranslate2", "int8")
    whole, reduced = reference(model), found(model)
    assert near(reduced, whole, INT8_TOLERANCE)
    off = [abs(score - reduced[place].get(name, 0.0)) for place, themes in enumerate(whole) for name, score in themes.items()]
    assert 0 < sum(off) / len(off) < INT8_MEAN_TOLERANCE


@pytest.mark.parametrize("pooling", ["cls", "max"])
@pytest.mark.parametrize("make", [xlm_roberta_encoder, bert_encoder])
def test_both_engines_pool_alike(make: Any, pooling: str, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    model = ("embedding", make(tmp_path / "model", tmp_path / "scratch"))
    mean = reference(model)
    pool_by(model[1], pooling_mode=pooling)
    assert near(found(model, engine="ctranslate2", compute_type="float32"), reference(model), 1e-4)
    assert not near(mean, reference(model), 1e-4)


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_in_float32_a_result_does_not_depend_on_its_batch(model: tuple[str, Path], engine: str) -> None:
    options = {"engine": engine, "compute_type": "float32"}
    together = found(model, **options)
    for batch_tokens in (1, 700):
        one = tagger(model, batch_tokens=batch_tokens, **options)
        assert near([scores(one, document)[0] for document in DOCUMENTS], together, 1e-5)


def test_in_int8_a_result_hardly_depends_on_its_batch(model: tuple[str, Path]) -> None:
    """Each token's numbers have a scale of their own, so that a neighbour does not coarsen them."""
    one = tagger(model, batch_tokens=1)
    assert near([scores(one, document)[0] for document in DOCUMENTS], found(model), 5e-3)


def test_an_architecture_that_ctranslate2_lacks_runs_on_transformers(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    model = ("zero_shot", deberta_nli(tmp_path / "model", tmp_path / "scratch"))
    chosen = tagger(model).signature()
    assert (chosen["engine"], chosen["compute_type"]) == ("transformers", "bfloat16" if multiplies_bfloat16() else "float32")
    assert tagger(model, engine="transformers").signature()["compute_type"] == "float32", "the reference"
    assert near(found(model), reference(model), 0.05)
    for options in ({"engine": "ctranslate2"}, {"engine": "ctranslate2", "compute_type": "int8"}):
        with pytest.raises(ModelError, match=r"CTranslate2 does not run DebertaV2ForSequenceClassification.*set engine"):
            tagger(model, **options)


@pytest.mark.parametrize(("flags", "has"), [("fpu avx512_bf16 sse", True), ("amx_bf16", True), ("fpu avx512f", False), (None, False)])
def test_whether_a_cpu_multiplies_bfloat16_is_what_linux_says(flags: str | None, has: bool, tmp_path: Path) -> None:
    if flags is not None:
        (tmp_path / "cpuinfo").write_text(f"processor\t: 0\nflags\t\t: {flags}\n", encoding="utf-8")
    assert multiplies_bfloat16(tmp_path / "cpuinfo") is has


def test_options_that_do_not_go_together_are_refused(model: tuple[str, Path]) -> None:
    for options, message in (
        ({"engine": "onnx"}, "no engine is called 'onnx'"),
        ({"engine": "ctranslate2", "compute_type": "bfloat16"}, "does not compute in 'bfloat16'"),
        ({"compute_type": "float16"}, "does not compute in 'float16'"),
    ):
        with pytest.raises(ModelError, match=message):
            tagger(model, **options)


def test_weights_that_lack_something_are_refused_and_leave_no_conversion(model: tuple[str, Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    copy = Path(shutil.copytree(model[1], tmp_path / "copy"))
    weights = load_file(copy / "model.safetensors")
    lacking = next(name for name in weights if "layer.1" in name and name.endswith("weight"))
    save_file({name: values for name, values in weights.items() if name != lacking}, copy / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match="not of this architecture"):
        found((model[0], copy), engine="ctranslate2")
    assert not list((tmp_path / "copy-engines").glob("*"))


def test_a_full_disk_during_conversion_is_a_clear_error_and_leaves_nothing(model: tuple[str, Path], tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    one = tagger(model, conversions=str(tmp_path / "engines"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(ModelError, match="free space there or set EDUWIRE_CACHE"):
            one.tag(DOCUMENTS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "engines").iterdir()) == []


def test_a_damaged_conversion_says_what_to_remove(model: tuple[str, Path], tmp_path: Path) -> None:
    options = {"conversions": str(tmp_path / "engines")}
    found(model, **options)
    (target,) = (tmp_path / "engines").iterdir()
    (target / "model.bin").write_bytes(b"half")
    with pytest.raises(ModelError, match="remove that folder and run again"):
        found(model, **options)


def test_an_article_of_nothing_has_no_themes(model: tuple[str, Path]) -> None:
    assert tagger(model).tag([document(None, []), document("", [" "])]) == [(), ()]


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (print, ("a pickle ran",))


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_pickle_with_code_is_refused(model: tuple[str, Path], engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    copy = Path(shutil.copytree(model[1], tmp_path / "copy"))
    (copy / "model.safetensors").unlink()
    torch.save({"embeddings.word_embeddings.weight": Evil()}, copy / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin was refused"):
        found((model[0], copy), engine=engine)
    assert "a pickle ran" not in capsys.readouterr().out

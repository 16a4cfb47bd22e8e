from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.interfaces import ThemeTagger
from models.registry import build
from models.themes._encoder_windows import even_parts, windows
from models.themes._theme_likeness import MIDDLE, TEMPERATURE, likeness, spread
from pipeline.records import Article, Block, Record, Segment
from pipeline.stages.tag import TagOptions, TagStage
from tests.stage_context import ShippedContext
from tests.themes.conftest import document
from tests.themes.tagged_documents import DOCUMENTS, LESSONS, OPENING, VIOLENCE, scores
from tests.themes.tiny_encoders import THEMES, bert_encoder, pool_by, xlm_roberta_encoder, xlm_roberta_nli

EVERYTHING = {"threshold": 0.0001, "max_themes": 4}
MAKERS: dict[str, Callable[[Path, Path], Path]] = {"xlm-roberta": xlm_roberta_encoder, "bert": bert_encoder}


@pytest.fixture(scope="module", params=sorted(MAKERS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return MAKERS[request.param](tmp_path_factory.mktemp(request.param), tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="module")
def xlm_roberta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xlm_roberta_encoder(tmp_path_factory.mktemp("encoder"), tmp_path_factory.mktemp("scratch"))


@pytest.fixture
def copy(xlm_roberta: Path, tmp_path: Path) -> Path:
    return shutil.copytree(xlm_roberta, tmp_path / "copy")


def tagger(folder: Path, **options: Any) -> ThemeTagger:
    made: ThemeTagger = build(
        "themes", "embedding", **{"themes": THEMES, "model": str(folder), "device": "cpu", "engine": "transformers", **options}
    )
    return made


def reference_vectors(folder: Path, texts: list[str], mode: str = "mean") -> Any:
    """One text a call, without padding, by transformers alone."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    found = []
    for text in texts:
        with torch.inference_mode():
            states = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        vector = {"mean": states.mean(0), "cls": states[0], "max": states.max(0).values}[mode]
        found.append((vector / vector.norm()).numpy().astype(np.float64))
    return np.array(found)


def reference_scores(folder: Path, one: Any, mode: str, ahead: tuple[str, str]) -> dict[str, float]:
    english = reference_vectors(folder, [f"{ahead[0]}{theme.name_en}. {theme.definition}" for theme in THEMES], mode)
    korean = reference_vectors(folder, [f"{ahead[0]}{theme.name_ko}: {', '.join(theme.cues)}" for theme in THEMES], mode)
    vectors = (english + korean) / np.linalg.norm(english + korean, axis=1, keepdims=True)
    article = reference_vectors(folder, [ahead[1] + text for text in one.sentences], mode).mean(axis=0)
    if one.headline:
        article = article + reference_vectors(folder, [ahead[1] + one.headline], mode)[0]
    cosines = vectors @ (article / np.linalg.norm(article))
    among = [float(vectors[i] @ vectors[j]) for i in range(4) for j in range(i)]
    lifts = (cosines - cosines.mean()) / np.std(among)
    return {theme.id: float(1 / (1 + np.exp(-(lift - MIDDLE) / TEMPERATURE))) for theme, lift in zip(THEMES, lifts, strict=True)}


def test_scores_are_the_documented_ones(folder: Path) -> None:
    for one, found in zip(DOCUMENTS[:2], scores(tagger(folder, **EVERYTHING), *DOCUMENTS[:2]), strict=True):
        expected = {name: score for name, score in reference_scores(folder, one, "mean", ("", "")).items() if score >= 0.0001}
        assert found == pytest.approx(expected, abs=1e-4)
        assert len(found) > 1


@pytest.mark.parametrize(
    ("flags", "mode"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "cls"),
        ({"pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True}, "mean"),
        ({"pooling_mode_max_tokens": True}, "max"),
        ({"pooling_mode": "cls"}, "cls"),
    ],
)
def test_pooling_is_what_the_folder_says(copy: Path, flags: dict[str, Any], mode: str) -> None:
    pool_by(copy, **flags)
    found = scores(tagger(copy, **EVERYTHING), DOCUMENTS[0])[0]
    expected = reference_scores(copy, DOCUMENTS[0], mode, ("", ""))
    assert found == pytest.approx({name: score for name, score in expected.items() if score >= 0.0001}, abs=1e-4)


@pytest.mark.parametrize(
    "flags",
    [
        {"pooling_mode_lasttoken": True},
        {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True},
        {"pooling_mode_mean_tokens": False},
    ],
)
def test_another_pooling_is_refused(copy: Path, flags: dict[str, Any]) -> None:
    pool_by(copy, **flags)
    with pytest.raises(ModelError, match="asks for pooling by"):
        tagger(copy)


def test_a_damaged_pooling_file_and_more_layers_are_refused(copy: Path) -> None:
    pool_by(copy)
    (copy / "1_Pooling" / "config.json").write_text("{")
    with pytest.raises(ModelError, match="cannot be read"):
        tagger(copy)
    shutil.rmtree(copy / "1_Pooling")
    modules = [{"type": f"sentence_transformers.models.{kind}"} for kind in ("Transformer", "Pooling", "Dense")]
    (copy / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(ModelError, match="lists Dense behind the encoder"):
        tagger(copy)


def test_e5_models_get_their_prefixes(copy: Path) -> None:
    e5 = copy.rename(copy.parent / "multilingual-e5-small")
    expected = {name: s for name, s in reference_scores(e5, DOCUMENTS[0], "mean", ("query: ", "passage: ")).items() if s >= 0.0001}
    found = scores(tagger(e5, **EVERYTHING), DOCUMENTS[0])[0]
    assert found == pytest.approx(expected, abs=1e-4)
    assert found != scores(tagger(e5, theme_prefix="", sentence_prefix="", **EVERYTHING), DOCUMENTS[0])[0]


def test_a_result_does_not_depend_on_its_batch(folder: Path) -> None:
    together = tagger(folder, **EVERYTHING).tag(DOCUMENTS)
    for batch_tokens in (1, 60, 100_000):
        model = tagger(folder, batch_tokens=batch_tokens, **EVERYTHING)
        for one, whole in zip(DOCUMENTS, together, strict=True):
            alone = model.tag([one])[0]
            assert [(theme.id, theme.evidence) for theme in whole] == [(theme.id, theme.evidence) for theme in alone]
            assert [theme.score for theme in whole] == pytest.approx([theme.score for theme in alone], abs=1e-5)


def test_a_call_reads_each_sentence_once_and_in_few_batches(xlm_roberta: Path) -> None:
    from torch.nn.modules.module import register_module_forward_pre_hook

    model = tagger(xlm_roberta, batch_tokens=100_000, **EVERYTHING)
    model.tag(DOCUMENTS[:1])
    passes: list[Any] = []
    handle = register_module_forward_pre_hook(
        lambda module, _: passes.append(module) if type(module).__name__ == "XLMRobertaModel" else None
    )
    try:
        model.tag(DOCUMENTS)
    finally:
        handle.remove()
    assert len(passes) == 1


def test_a_sentence_longer_than_the_model_is_read_in_parts(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    short = xlm_roberta_encoder(tmp_path / "model", tmp_path / "scratch", positions=66)
    model = tagger(short, **EVERYTHING)
    ending = scores(model, document(None, [" ".join([OPENING] * 20)]), document(None, [" ".join([OPENING] * 20 + [LESSONS] * 8)]))
    assert ending[0]
    assert ending[0] != ending[1], "the end of a long sentence was not read"


def test_evidence_is_the_nearest_sentences(xlm_roberta: Path) -> None:
    model = tagger(xlm_roberta, **EVERYTHING)
    single = scores(model, *(document(None, [text]) for text in DOCUMENTS[0].sentences))
    for theme in model.tag(DOCUMENTS[:1])[0]:
        ranked = sorted(range(3), key=lambda place: -single[place].get(theme.id, 0.0))
        assert theme.evidence == tuple(place for place in ranked if theme.id in single[place])


def test_abstention(xlm_roberta: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert tagger(xlm_roberta, threshold_scale=1.999).tag(DOCUMENTS) == [()] * len(DOCUMENTS)
    assert tagger(xlm_roberta, **EVERYTHING).tag([document(None, []), document("", [" "])]) == [(), ()]
    assert not caplog.text
    unread, read = tagger(xlm_roberta, **EVERYTHING).tag([document(None, ["Школа ж щ ю", "Ж щ"]), DOCUMENTS[0]])
    assert unread == ()
    assert read
    assert "1 of 2 articles cannot be read" in caplog.text


def test_themes_that_pass_come_best_first_and_are_capped(xlm_roberta: Path) -> None:
    everything = tagger(xlm_roberta, **EVERYTHING).tag(DOCUMENTS)[0]
    assert [theme.score for theme in everything] == sorted((theme.score for theme in everything), reverse=True)
    assert tagger(xlm_roberta, threshold=0.0001, max_themes=1).tag(DOCUMENTS)[0] == everything[:1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"themes": ()}, "taxonomy is empty"),
        ({"themes": THEMES[:2]}, "needs 3 or more"),
        ({"temperature": 0}, "temperature must be"),
        ({"threshold": 1}, "threshold must be"),
        ({"max_themes": 0}, "max_themes must be"),
        ({"compute_type": "float16"}, "does not compute in 'float16'"),
    ],
)
def test_options_out_of_range_are_refused(xlm_roberta: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        tagger(xlm_roberta, **options)


def test_a_model_of_another_architecture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    with pytest.raises(ModelError, match="holds XLMRobertaForSequenceClassification, and the family embedding runs sentence encoders"):
        tagger(xlm_roberta_nli(tmp_path / "model", tmp_path / "scratch"))


def test_weights_that_lack_a_layer_are_refused_but_a_pooler_is_not_needed(copy: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    assert tagger(bert_encoder(tmp_path / "without", tmp_path, pooler=False), **EVERYTHING).tag(DOCUMENTS)[0]
    weights = load_file(copy / "model.safetensors")
    save_file({name: values for name, values in weights.items() if "layer.1." not in name}, copy / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match=r"lack encoder\.layer\.1\."):
        tagger(copy).tag(DOCUMENTS)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_file_is_found_when_the_tagger_is_built(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=r"has no (config\.json|tokenizer|model\.safetensors)"):
        tagger(copy)


def test_signature_holds_what_changes_a_result_and_nothing_else(copy: Path) -> None:
    base = tagger(copy).signature()
    assert json.loads(json.dumps(base)) == base
    assert tagger(copy, batch_tokens=64, threads=1).signature() == base
    for changed in ({"threshold": 0.6}, {"max_themes": 2}, {"temperature": 1.0}, {"sentence_prefix": "passage: "}):
        assert tagger(copy, **changed).signature() != base
    pool_by(copy, pooling_mode_cls_token=True)
    assert tagger(copy).signature() != base


def test_the_tag_stage_runs_the_family_with_the_shipped_taxonomy(xlm_roberta: Path) -> None:
    stage = TagStage.from_options(
        TagOptions(family="embedding", model=str(xlm_roberta), threshold_scale=0.01, max_themes=22, options={"engine": "transformers"}),
        ShippedContext("segments"),
    )
    blocks = (Block("headline", "학교폭력 예방"), Block("byline", "나하늘 기자"), Block("paragraph", VIOLENCE))
    record = Record(Article("a.txt", "a.txt", blocks), tuple(Segment(place, block.text) for place, block in enumerate(blocks)))
    tagged = stage.assemble(record, stage.compute(stage.units(record)))
    assert tagged.themes
    assert {place for theme in tagged.themes for place in theme.evidence} <= {2}


def test_themes_with_one_vector_are_not_told_apart() -> None:
    vectors = np.ones((4, 5)) / np.sqrt(5)
    assert list(likeness(vectors @ vectors[0], spread(vectors), TEMPERATURE)) == [0.0] * 4


@given(
    st.lists(st.lists(st.integers(0, 9), max_size=30), max_size=12).map(lambda found: [tuple(ids) for ids in found]),
    st.integers(1, 12),
)
def test_windows_hold_every_token_once_and_keep_sentences_whole(sentences: list[tuple[int, ...]], room: int) -> None:
    found = list(windows(sentences, room))
    assert [number for ids in found for number in ids] == [number for ids in sentences for number in ids]
    assert all(0 < len(ids) <= room for ids in found)
    ends = set(np.cumsum([len(ids) for ids in sentences]).tolist())
    inside = {
        place
        for end, ids in zip(np.cumsum([len(ids) for ids in sentences]).tolist(), sentences, strict=True)
        if len(ids) > room
        for place in range(end - len(ids), end)
    }
    cuts = set(np.cumsum([len(ids) for ids in found]).tolist())
    assert cuts <= ends | inside


@given(st.integers(0, 100), st.integers(1, 20))
def test_parts_of_a_long_sentence_are_few_and_even(length: int, room: int) -> None:
    sizes = [len(part) for part in even_parts(range(length), room)]
    assert sum(sizes) == length
    assert len(sizes) == -(-length // room)
    assert max(sizes, default=0) <= room
    assert max(sizes, default=0) - min(sizes, default=0) <= 1

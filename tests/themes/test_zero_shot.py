from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.interfaces import ThemeTagger
from models.registry import build
from pipeline.records import Article, Block, Record, Segment
from pipeline.stages.tag import TagOptions, TagStage
from tests.stage_context import ShippedContext
from tests.themes.conftest import ROOT, document
from tests.themes.tagged_documents import DOCUMENTS, LESSONS, OPENING, RAIN, VIOLENCE, scores
from tests.themes.tiny_encoders import THEMES, bert_nli, deberta_nli, xlm_roberta_encoder, xlm_roberta_nli

EVERYTHING = {"threshold": 0.001, "max_themes": 4}
MAKERS: dict[str, Callable[[Path, Path], Path]] = {"xlm-roberta": xlm_roberta_nli, "deberta-v2": deberta_nli, "bert": bert_nli}
TURNED = [" ".join([*text.split()[turn:], *text.split()[:turn]]) for turn in range(6) for text in (OPENING, VIOLENCE, RAIN, LESSONS)]


@pytest.fixture(scope="module", params=sorted(MAKERS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return MAKERS[request.param](tmp_path_factory.mktemp(request.param), tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="module")
def xlm_roberta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xlm_roberta_nli(tmp_path_factory.mktemp("nli"), tmp_path_factory.mktemp("scratch"))


@pytest.fixture
def copy(xlm_roberta: Path, tmp_path: Path) -> Path:
    return shutil.copytree(xlm_roberta, tmp_path / "copy")


def tagger(folder: Path, **options: Any) -> ThemeTagger:
    made: ThemeTagger = build(
        "themes", "zero_shot", **{"themes": THEMES, "model": str(folder), "device": "cpu", "engine": "transformers", **options}
    )
    return made


@contextmanager
def forward_passes(class_name: str = "XLMRobertaForSequenceClassification") -> Iterator[list[Any]]:
    """The input ids of each forward pass of the real model."""
    from torch.nn.modules.module import register_module_forward_pre_hook

    seen: list[Any] = []

    def note(module: Any, _: Any) -> None:
        if type(module).__name__ == class_name:
            seen.append(module)

    handle = register_module_forward_pre_hook(note)
    try:
        yield seen
    finally:
        handle.remove()


@contextmanager
def rows_read() -> Iterator[list[list[int]]]:
    """Each row that the real model reads, without padding."""
    from transformers import XLMRobertaForSequenceClassification

    rows: list[list[int]] = []
    original = XLMRobertaForSequenceClassification.forward

    def forward(self: Any, input_ids: Any, attention_mask: Any, **others: Any) -> Any:
        rows.extend(ids[kept.bool()].tolist() for ids, kept in zip(input_ids, attention_mask, strict=True))
        return original(self, input_ids=input_ids, attention_mask=attention_mask, **others)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(XLMRobertaForSequenceClassification, "forward", forward)
        yield rows


def test_scores_are_those_of_transformers_zero_shot_pipeline(folder: Path) -> None:
    from transformers import pipeline

    reference = pipeline("zero-shot-classification", model=str(folder), device="cpu")
    claims = {f"{theme.name_en}. {theme.definition}": theme.id for theme in THEMES}
    short = [DOCUMENTS[0], DOCUMENTS[1], DOCUMENTS[4]]
    for one, found in zip(short, scores(tagger(folder, **EVERYTHING), *short), strict=True):
        text = " ".join(part for part in (one.headline, *one.sentences) if part)
        wanted = reference(text, list(claims), hypothesis_template="This article is about {}", multi_label=True)
        expected = {claims[label]: score for label, score in zip(wanted["labels"], wanted["scores"], strict=True)}
        assert found == pytest.approx(expected, abs=1e-5)
        assert len(set(found.values())) > 1


def test_a_result_does_not_depend_on_its_batch(folder: Path) -> None:
    together = tagger(folder, window_tokens=128, **EVERYTHING).tag(DOCUMENTS)
    for batch_tokens in (1, 700):
        model = tagger(folder, window_tokens=128, batch_tokens=batch_tokens, **EVERYTHING)
        alone = [model.tag([one])[0] for one in DOCUMENTS]
        for whole, single in zip(together, alone, strict=True):
            assert [(theme.id, theme.evidence) for theme in whole] == [(theme.id, theme.evidence) for theme in single]
            assert [theme.score for theme in whole] == pytest.approx([theme.score for theme in single], abs=1e-5)


def test_all_pairs_of_a_call_share_batches(xlm_roberta: Path) -> None:
    model = tagger(xlm_roberta, batch_tokens=100_000, threshold=0.999)
    model.tag(DOCUMENTS[:1])
    with forward_passes() as passes:
        model.tag([DOCUMENTS[0], DOCUMENTS[1], DOCUMENTS[4]])
    assert len(passes) == 1 < len(THEMES)


def test_a_batch_keeps_to_its_token_budget(xlm_roberta: Path) -> None:
    model = tagger(xlm_roberta, batch_tokens=200, threshold=0.999)
    with forward_passes() as passes, rows_read() as rows:
        model.tag([DOCUMENTS[0], DOCUMENTS[1], DOCUMENTS[4]])
    assert len(rows) == 3 * len(THEMES)
    assert sum(map(len, rows)) / 200 <= len(passes) <= len(rows)


def test_a_long_article_has_the_highest_score_of_its_windows(xlm_roberta: Path) -> None:
    parts = [" ".join([text] * 6) for text in (OPENING, VIOLENCE, RAIN)]
    model = tagger(xlm_roberta, window_tokens=280, **EVERYTHING)
    whole, *single = scores(model, document(None, parts), *(document(None, [part]) for part in parts))
    assert whole == {name: max(found[name] for found in single) for name in whole}
    assert whole != single[0]


@pytest.mark.parametrize("sentences", [TURNED, [" ".join(TURNED)]], ids=["many", "one"])
def test_nothing_of_a_long_article_is_cut(xlm_roberta: Path, sentences: list[str]) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(xlm_roberta)
    model = tagger(xlm_roberta, themes=THEMES[:1], window_tokens=120, threshold=0.999)
    with rows_read() as rows:
        model.tag([document("학교폭력 예방", sentences)])
    assert max(map(len, rows)) <= 120
    premises = [row[1 : row.index(tokenizer.eos_token_id)] for row in rows]
    wanted = tokenizer(" ".join(["학교폭력 예방", *sentences]), add_special_tokens=False, verbose=False)["input_ids"]
    assert sorted(number for ids in premises for number in ids) == sorted(wanted)


@pytest.mark.parametrize(
    "labels",
    [
        {0: "not_entailment", 1: "entailment"},
        {0: "ENTAILMENT", 1: "NEUTRAL", 2: "CONTRADICTION"},
        {0: "contradiction", 1: "neutral", 2: "entailment"},
    ],
)
def test_the_entailment_label_is_found_by_its_name(labels: dict[int, str], tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    (tmp_path / "scratch").mkdir()
    folder = xlm_roberta_nli(tmp_path / "model", tmp_path / "scratch", labels)
    place = next(place for place, label in labels.items() if label.lower() == "entailment")
    inputs = AutoTokenizer.from_pretrained(folder)(
        RAIN, "This article is about Rain. An event that ended an hour early.", return_tensors="pt"
    )
    with torch.inference_mode():
        logits = AutoModelForSequenceClassification.from_pretrained(folder)(**inputs).logits
    found = scores(tagger(folder, **EVERYTHING), document(None, [RAIN]))[0]
    assert found["weather"] == pytest.approx(float(logits.softmax(-1)[0, place]), abs=1e-5)


@pytest.mark.parametrize("labels", [{0: "LABEL_0", 1: "LABEL_1"}, {0: "not_entailment", 1: "other"}, {0: "entailment", 1: "entailed"}])
def test_a_model_without_one_entailment_label_is_refused(labels: dict[int, str], copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps({**config, "id2label": labels}))
    with pytest.raises(ModelError, match=rf"labels {labels[0]}, {labels[1]}.*not a model for inference"):
        tagger(copy)


def test_evidence_is_the_sentences_with_the_themes_cues(xlm_roberta: Path) -> None:
    found = tagger(xlm_roberta, **EVERYTHING).tag(DOCUMENTS[:1])[0]
    assert next(theme.evidence for theme in found if theme.id == "safety") == (1,)


def test_without_cues_evidence_is_the_sentences_that_entail_the_claim(xlm_roberta: Path) -> None:
    model = tagger(xlm_roberta, **EVERYTHING)
    single = [found["weather"] for found in scores(model, *(document(None, [text]) for text in DOCUMENTS[0].sentences))]
    found = next(theme for theme in model.tag(DOCUMENTS[:1])[0] if theme.id == "weather")
    assert found.evidence == tuple(sorted(range(3), key=lambda place: -single[place]))


def test_abstention(xlm_roberta: Path) -> None:
    assert tagger(xlm_roberta, threshold=0.5, threshold_scale=1.99).tag(DOCUMENTS) == [()] * len(DOCUMENTS)
    assert tagger(xlm_roberta, **EVERYTHING).tag([document(None, []), document("", [" "])]) == [(), ()]
    assert tagger(xlm_roberta).tag([]) == []


def test_themes_that_pass_come_best_first_and_are_capped(xlm_roberta: Path) -> None:
    everything = tagger(xlm_roberta, **EVERYTHING).tag(DOCUMENTS)[0]
    assert [theme.score for theme in everything] == sorted((theme.score for theme in everything), reverse=True)
    assert tagger(xlm_roberta, threshold=0.001, max_themes=2).tag(DOCUMENTS)[0] == everything[:2]
    middle = everything[1].score
    for options in ({"threshold": middle}, {"threshold": middle / 2, "threshold_scale": 2}):
        found = tagger(xlm_roberta, max_themes=4, **options).tag(DOCUMENTS)[0]
        assert [(theme.id, theme.score) for theme in found] == [(theme.id, theme.score) for theme in everything[:2]]


def test_letters_that_the_model_does_not_know_give_no_themes_but_a_warning(xlm_roberta: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = tagger(xlm_roberta, **EVERYTHING).tag([document(None, ["Школа ж щ ю я ф", "Ж щ"]), DOCUMENTS[1]])
    assert found[0] == ()
    assert found[1]
    assert "1 of 2 articles cannot be read" in caplog.text


def test_hypothesis_templates(xlm_roberta: Path) -> None:
    signatures = [tagger(xlm_roberta, hypothesis=one).signature()["hypotheses"] for one in ("en", "ko", "It concerns {name_en}.")]
    assert [claims[1] for claims in signatures] == [
        "This article is about School safety. Keeping pupils safe from violence.",
        "이 기사는 학교 안전에 관한 것이다.",
        "It concerns School safety.",
    ]


@pytest.mark.parametrize(
    ("hypothesis", "message"),
    [
        ("About {nam}.", "names nam"),
        ("About it.", "names no field"),
        ("About {name_en", "braces"),
        ("About {name_en:d}.", "cannot be filled in"),
        ("{name_en.missing}", "names name_en.missing"),
    ],
)
def test_a_wrong_template_is_refused(xlm_roberta: Path, hypothesis: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        tagger(xlm_roberta, hypothesis=hypothesis)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"themes": ()}, "taxonomy is empty"),
        ({"threshold": 0}, "threshold must be"),
        ({"threshold_scale": 0}, "threshold_scale must be"),
        ({"max_themes": 0}, "max_themes must be"),
        ({"window_tokens": 513}, "takes 1 to 512"),
        ({"batch_tokens": 0}, "batch_tokens must be"),
        ({"compute_type": "int8"}, "does not compute in 'int8'"),
        ({"device": "gpu"}, "no device is called 'gpu'"),
    ],
)
def test_options_out_of_range_are_refused(xlm_roberta: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        tagger(xlm_roberta, **options)


def test_a_claim_that_leaves_no_room_is_an_error(xlm_roberta: Path) -> None:
    with pytest.raises(ModelError, match=r"leaves -?[0-9]+ of 40 tokens to the article"):
        tagger(xlm_roberta, window_tokens=40).tag(DOCUMENTS[:1])


def test_a_model_of_another_architecture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    with pytest.raises(ModelError, match=r"holds XLMRobertaModel, and the family zero_shot runs sequence classifiers"):
        tagger(xlm_roberta_encoder(tmp_path / "model", tmp_path / "scratch"))


def test_weights_without_a_classifier_are_refused_rather_than_filled_at_random(copy: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    kept = {name: values for name, values in weights.items() if not name.startswith("classifier")}
    save_file(kept, copy / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match=r"lack classifier.dense.bias, .*not of this architecture"):
        tagger(copy).tag(DOCUMENTS)


def test_outputs_that_are_no_numbers_are_an_error_and_no_abstention(copy: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    weights["classifier.out_proj.bias"].fill_(float("nan"))
    save_file(weights, copy / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match="outputs that are no numbers"):
        tagger(copy).tag(DOCUMENTS)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_file_is_found_when_the_tagger_is_built(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=r"has no (config\.json|tokenizer|model\.safetensors)"):
        tagger(copy)


def test_weights_that_were_cut_short_are_found_when_the_tagger_is_built(copy: Path) -> None:
    whole = (copy / "model.safetensors").read_bytes()
    (copy / "model.safetensors").write_bytes(whole[:-100])
    with pytest.raises(ModelError, match="cut short"):
        tagger(copy)


def test_a_damaged_tokenizer_is_a_clear_error(copy: Path) -> None:
    (copy / "tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match=r"tokenizer in .* cannot be loaded"):
        tagger(copy).tag(DOCUMENTS)


def test_a_tokenizer_of_another_model_is_found(copy: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(copy)
    tokenizer.add_tokens([f"piece{number}" for number in range(9)])
    tokenizer.save_pretrained(copy)
    with pytest.raises(ModelError, match="do not belong together"):
        tagger(copy).tag(DOCUMENTS)


def test_a_pickle_is_read_by_the_restricted_loader_and_named(copy: Path, xlm_roberta: Path) -> None:
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(copy / "model.safetensors"), copy / "pytorch_model.bin")
    (copy / "model.safetensors").unlink()
    model = tagger(copy, **EVERYTHING)
    assert model.info().weights_format == "bin"
    assert scores(model, DOCUMENTS[0]) == scores(tagger(xlm_roberta, **EVERYTHING), DOCUMENTS[0])


def test_bfloat16_stays_near_float32(xlm_roberta: Path) -> None:
    half = scores(tagger(xlm_roberta, compute_type="bfloat16", **EVERYTHING), *DOCUMENTS)
    full = scores(tagger(xlm_roberta, compute_type="float32", **EVERYTHING), *DOCUMENTS)
    for one, other in zip(half, full, strict=True):
        assert one == pytest.approx(other, abs=0.05)


def test_signature_holds_what_changes_a_result_and_nothing_else(xlm_roberta: Path) -> None:
    base = tagger(xlm_roberta).signature()
    assert json.loads(json.dumps(base)) == base
    assert tagger(xlm_roberta, batch_tokens=64, threads=1, device="cpu").signature() == base
    for changed in ({"threshold": 0.6}, {"max_themes": 2}, {"window_tokens": 100}, {"hypothesis": "ko"}, {"compute_type": "bfloat16"}):
        assert tagger(xlm_roberta, **changed).signature() != base
    assert tagger(xlm_roberta, themes=THEMES[:3]).signature() != base


def test_building_loads_neither_torch_nor_transformers(xlm_roberta: Path) -> None:
    code = (
        "import sys; from models.registry import build; from tests.themes.tiny_encoders import THEMES; "
        f"build('themes', 'zero_shot', themes=THEMES, model={str(xlm_roberta)!r}, device='cpu').signature(); "
        "print(sorted({'torch', 'transformers', 'tokenizers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("family", ["zero_shot"])
def test_the_tag_stage_runs_the_family_with_the_shipped_taxonomy(xlm_roberta: Path, family: str) -> None:
    stage = TagStage.from_options(
        TagOptions(family=family, model=str(xlm_roberta), threshold_scale=0.1, max_themes=22, options={"engine": "transformers"}),
        ShippedContext("segments"),
    )
    blocks = (Block("headline", "학교폭력 예방"), Block("byline", "나하늘 기자"), Block("paragraph", VIOLENCE))
    record = Record(Article("a.txt", "a.txt", blocks), tuple(Segment(place, block.text) for place, block in enumerate(blocks)))
    tagged = stage.assemble(record, stage.compute(stage.units(record)))
    assert tagged.themes
    assert {place for theme in tagged.themes for place in theme.evidence} <= {2}
    assert stage.models()[0].family == family

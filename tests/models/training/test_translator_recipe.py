"""The recipe from an encoder to a folder that translates, as `scripts/train_translator.py` runs it: 30 steps of a tiny model."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.registry import build
from models.training.translator.curves import PNG, Point, read
from models.training.translator.network import Network
from models.training.translator.settings import Machine, TrainingSettings
from models.training.translator.trainer import Job, Trainer
from pipeline.training.config import read_config
from pipeline.training.sources import training_data
from scripts import train_translator
from tests.models.training import tiny_translator

STEPS = 30
CONFIG = """
start:
  encoder: {encoder}
  decoder_layers: 1
data:
  mix:
    articles: 2
    sentences: 1
    talks: 1
  generated:
    grammar: 5
    switched_grammar: 5
    switched_corpus: 5
  dev_sentences: 5
training:
  steps: 30
  batch_tokens: 2400
  pool_pairs: 300
  rate: 0.008
  warmup_steps: 3
  frozen_below: 1
  negatives: 300
  log_every: 5
  check_every: 10
  score_every: 12
  average: 2
export:
  name: tiny
  licence: cc-by-4.0
"""


@dataclass(frozen=True)
class Trained:
    config: Path
    corpus: Path
    parallel: Path
    out: Path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("recipe")
    encoder = tiny_translator.encoder(folder / "encoder", folder)
    config = folder / "tiny.yaml"
    config.write_text(CONFIG.format(encoder=encoder), encoding="utf-8")
    made = Trained(config, tiny_translator.corpus(folder / "corpus"), tiny_translator.parallel(folder / "parallel"), folder / "out")
    words = ["--config", made.config, "--corpus", made.corpus, "--parallel", made.parallel, "--out", made.out, "--threads", "2"]
    assert train_translator.main([str(word) for word in words]) == 0
    return made


def test_the_losses_fall(trained: Trained) -> None:
    points = read(trained.out)
    losses = [point.loss for point in points if point.loss is not None]
    dev = [point.dev_loss for point in points if point.dev_loss is not None]
    assert [point.step for point in points] == [5, 10, 12, 15, 20, 24, 25, 30]
    assert losses[-1] < losses[0] - 1
    assert dev[-1] < dev[0]
    assert points[-1].rate < points[4].rate
    assert [point.step for point in points if point.dev_chrf is not None] == [12, 24]


def test_the_curves_are_drawn(trained: Trained) -> None:
    assert (trained.out / PNG).read_bytes().startswith(b"\x89PNG")


def test_the_export_says_the_same_in_both_engines(trained: Trained, tmp_path: Path) -> None:
    options: dict[str, Any] = {
        "model": str(trained.out / "export"),
        "device": "cpu",
        "conversions": str(tmp_path),
        "compute_type": "float32",
    }
    sources = [line.partition(" ||| ")[0] for line in tiny_translator.corpus_lines(4)]
    found = []
    for engine in ("transformers", "ctranslate2"):
        model = build("translation", "bart", engine=engine, **options)
        assert model.copies_english
        found.append([hypotheses[0] for hypotheses in model.translate(sources)])
    for one, other in zip(*found, strict=True):
        assert one.text
        assert one.score == pytest.approx(other.score, abs=0.02)
        assert not any("가" <= sign <= "힣" for sign in one.text + other.text)


def test_the_card_names_data_licences_scores_and_command(trained: Trained) -> None:
    card = (trained.out / "export" / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\nlicense: cc-by-4.0\n")
    assert "| talks | 18 | https://example.org/talks | CC-BY-4.0 |" in card
    assert "    python scripts/train_translator.py --config tiny.yaml --parallel DIR\n" in card
    assert str(trained.out) not in card
    assert "version:2." in card.partition("chrF++")[2]


def test_only_pieces_of_english_can_be_produced(trained: Trained) -> None:
    from safetensors.torch import load_file

    pieces = json.loads((trained.out / "start" / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    bias = load_file(trained.out / "start" / "model.safetensors")["final_logits_bias"][0]
    open_pieces = [piece for (piece, _), value in zip(pieces, bias.tolist(), strict=True) if value == 0]
    assert pieces[: len(open_pieces)] == [[piece, score] for piece, score in pieces if piece in set(open_pieces)]
    assert "▁the" in open_pieces
    assert not [piece for piece in open_pieces if any("가" <= sign <= "힣" for sign in piece)]
    assert not [piece for piece, _ in pieces if len(piece) > 1 and any(sign.isdigit() for sign in piece)]


def test_a_training_that_was_stopped_goes_on_on_the_same_curve(trained: Trained, tmp_path: Path) -> None:
    def stop(text: str) -> None:
        if text.startswith("step 25:"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _train(trained, tmp_path / "out", stop)
    assert read(tmp_path / "out")[-1].step == 25  # written, and behind the checkpoint of step 20
    said: list[str] = []
    _train(trained, tmp_path / "out", said.append)
    assert said[0].endswith("step 20")
    assert [_timeless(point) for point in read(tmp_path / "out")] == [_timeless(point) for point in read(trained.out)]


def test_other_frozen_layers_begin_with_a_new_optimizer(trained: Trained, tmp_path: Path) -> None:
    _train(trained, tmp_path / "out", lambda _: None, steps=10)
    said: list[str] = []
    _train(trained, tmp_path / "out", said.append, steps=20, frozen_below=2)
    assert any("optimizer starts anew" in text for text in said)
    assert read(tmp_path / "out")[-1].step == 20


def test_what_cannot_be_trained_is_told(trained: Trained) -> None:
    with pytest.raises(ModelError, match="device nothing cannot be used"):
        Network(trained.out / "last", TrainingSettings(steps=1), Machine("nothing"))
    with pytest.raises(ModelError, match="holds XLMRobertaModel"):
        Network(trained.config.parent / "encoder", TrainingSettings(steps=1), Machine())
    with pytest.raises(ModelError, match="frozen_below is 3"):
        Network(trained.out / "last", TrainingSettings(steps=1, frozen_below=3), Machine())


def _train(trained: Trained, out: Path, say: Callable[[str], None], **changed: int) -> None:
    config, document = read_config(trained.config)
    settings = replace(config.settings(), **changed)
    data = training_data(config.data, document, trained.corpus, trained.parallel, settings.seed, lambda _: None)
    Trainer(Job(trained.out / "start", data.mixture, data.dev, out, say), settings, Machine(threads=2)).run()


def _timeless(point: Point) -> Point:
    return replace(point, minutes=0.0)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.training.translator.seeding import seed
from models.training.translator.vocabulary import prune
from tests.models.training import tiny_translator


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    return tiny_translator.encoder(folder / "encoder", folder)


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bert")
    return tiny_translator.encoder(folder / "encoder", folder, "bert")


def _pairs() -> list[tuple[str, str]]:
    return [(korean, english) for korean, _, english in (line.partition(" ||| ") for line in tiny_translator.corpus_lines(200))]


@pytest.mark.parametrize("kind", ["encoder", "bert"])
def test_the_seeded_encoder_is_the_encoder(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    import torch
    import transformers
    from tokenizers import Tokenizer

    library: Any = transformers
    encoder: Path = request.getfixturevalue(kind)
    seed(str(encoder), _pairs(), tmp_path, decoder_layers=2)
    ours = library.BartForConditionalGeneration.from_pretrained(tmp_path, attn_implementation="eager").eval()
    theirs = library.AutoModel.from_pretrained(encoder, add_pooling_layer=False).eval()
    old, new = (Tokenizer.from_file(str(folder / "tokenizer.json")) for folder in (encoder, tmp_path))
    pieces = new.encode(_pairs()[0][0]).tokens
    with torch.no_grad():
        seeded = ours.model.encoder(input_ids=torch.tensor([[new.token_to_id(piece) for piece in pieces]])).last_hidden_state
        original = theirs(input_ids=torch.tensor([[old.token_to_id(piece) for piece in pieces]])).last_hidden_state
    assert torch.allclose(seeded, original, atol=0.01)
    first, last = (ours.model.decoder.layers[number].fc1.weight for number in (0, 1))
    assert torch.equal(first, ours.model.encoder.layers[0].fc1.weight)
    assert torch.equal(last, ours.model.encoder.layers[1].fc1.weight)


def test_pruning_leaves_no_unknown_piece_in_what_it_was_made_from(encoder: Path) -> None:
    from tokenizers import Tokenizer

    pruned = prune(encoder / "tokenizer.json", _pairs())
    tokenizer = Tokenizer.from_str(json.dumps(pruned.tokenizer))
    for korean, english in _pairs():
        assert 3 not in tokenizer.encode(korean).ids
        assert max(tokenizer.encode(english).ids) < pruned.targets
    assert tokenizer.decode(tokenizer.encode("The school closed in 2026.").ids) == "The school closed in 2026."
    assert [piece for piece in tokenizer.encode("2026").tokens if piece.isdigit()] == list("2026")


def test_a_tokenizer_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text('{"model": {"type": "WordPiece", "vocab": {}}}', encoding="utf-8")
    with pytest.raises(ModelError, match="WordPiece"):
        prune(tmp_path / "tokenizer.json", _pairs())


def test_more_decoder_layers_than_the_encoder_has_are_refused(encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="decoder_layers is 3"):
        seed(str(encoder), _pairs(), tmp_path, decoder_layers=3)

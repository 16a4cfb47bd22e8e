from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import ModelError
from models.registry import build
from models.training.translator.export import export
from tests.models.tiny_checkpoints import SIZES, save

SHIPPED = Path(__file__).resolve().parents[3] / "models" / "weights" / "ko-en-news" / "tokenizer.json"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import BartConfig, BartForConditionalGeneration

    folder = tmp_path_factory.mktemp("trained")
    save(BartForConditionalGeneration, BartConfig(vocab_size=17198, decoder_start_token_id=2, **SIZES), folder)
    return folder


@pytest.mark.parametrize("engine", ["transformers", "ctranslate2"])
def test_an_export_translates_without_hangul(trained: Path, tmp_path: Path, engine: str) -> None:
    export(trained, SHIPPED, tmp_path / "out", targets=11724)
    model = build("translation", "bart", model=str(tmp_path / "out"), engine=engine, device="cpu", conversions=str(tmp_path / "engines"))
    text = model.translate(["학교는 문을 닫았다."])[0][0].text
    assert text
    assert not any("가" <= sign <= "힣" for sign in text)
    assert model.copies_english


def test_wrong_targets_are_refused(trained: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="17198"):
        export(trained, SHIPPED, tmp_path / "out", targets=20000)

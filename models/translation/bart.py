"""BART checkpoints with a tokenizer.json, the shipped ko-en-news among them: one language pair, no language codes.

build(model="ko-en-news", beam_size=4).translate(["학교는 문을 닫았다."])
"""

from __future__ import annotations

from typing import Any

from models.engines.codecs import JsonCodec
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq

TRAITS = FamilyTraits(
    "bart",
    ("BartForConditionalGeneration",),
    JsonCodec,
    max_source_tokens=110,  # the shipped model was trained on sources of up to 120 pieces
    tokenizer_files=(("tokenizer.json",),),
)


def build(*, model: str = "ko-en-news", **options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`; `model` is a shipped model's name or a folder."""
    return build_seq2seq(TRAITS, model=model, **options)

"""NLLB-200: facebook/nllb-200-distilled-600M, -1.3B, -3.3B (CC BY-NC 4.0: not for commercial use)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.codecs import AutoCodec, Codec
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq

KOREAN, ENGLISH = "kor_Hang", "eng_Latn"
"""FLORES-200 codes, as NLLB was trained with."""


def _codec(folder: Path) -> Codec:
    return AutoCodec(folder, source_code=KOREAN, target_code=ENGLISH)


TRAITS = FamilyTraits(
    "nllb",
    ("M2M100ForConditionalGeneration",),
    _codec,
    max_source_tokens=200,
    tokenizer_files=(("tokenizer.json",), ("sentencepiece.bpe.model",)),
)


def build(**options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`. The output begins with the English code; the model's own limit of 200 pieces does not hold."""
    return build_seq2seq(TRAITS, **options)

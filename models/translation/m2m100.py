"""M2M100: facebook/m2m100_418M, facebook/m2m100_1.2B (MIT)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.codecs import AutoCodec, Codec
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq


def _codec(folder: Path) -> Codec:
    return AutoCodec(folder, source_code="ko", target_code="en")


TRAITS = FamilyTraits(
    "m2m100",
    ("M2M100ForConditionalGeneration",),
    _codec,
    max_source_tokens=200,
    tokenizer_files=(("sentencepiece.bpe.model", "vocab.json"), ("tokenizer.json",)),
)


def build(**options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`. The output begins with the English code."""
    return build_seq2seq(TRAITS, **options)

"""mBART-50: facebook/mbart-large-50-many-to-one-mmt, -many-to-many-mmt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.codecs import AutoCodec, Codec
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq


def _codec(folder: Path) -> Codec:
    return AutoCodec(folder, source_code="ko_KR", target_code="en_XX")


TRAITS = FamilyTraits(
    "mbart",
    ("MBartForConditionalGeneration",),
    _codec,
    max_source_tokens=200,
    tokenizer_files=(("tokenizer.json",), ("sentencepiece.bpe.model",)),
)


def build(**options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`. The output begins with the English code."""
    return build_seq2seq(TRAITS, **options)

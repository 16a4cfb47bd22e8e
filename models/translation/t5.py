"""T5 checkpoints that take the target language as a prefix: google/madlad400-3b-mt (Apache-2.0)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.codecs import AutoCodec, Codec
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq

PREFIX = "<2en> "
"""How MADLAD-400 is told to write English."""


def _codec(folder: Path) -> Codec:
    return AutoCodec(folder, prefix=PREFIX)


TRAITS = FamilyTraits(
    "t5",
    ("T5ForConditionalGeneration", "MT5ForConditionalGeneration", "UMT5ForConditionalGeneration"),
    _codec,
    max_source_tokens=200,
    tokenizer_files=(("tokenizer.json",), ("spiece.model",)),
    overflows=True,
)


def build(**options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`."""
    return build_seq2seq(TRAITS, **options)

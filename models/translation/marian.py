"""Marian checkpoints of one language pair: Helsinki-NLP/opus-mt-ko-en, opus-mt-tc-big-ko-en."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.codecs import AutoCodec, Codec
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq

SPM = ("source.spm", "target.spm", "vocab.json")


def _codec(folder: Path) -> Codec:
    return AutoCodec(folder)


TRAITS = FamilyTraits("marian", ("MarianMTModel",), _codec, max_source_tokens=200, tokenizer_files=(SPM, ("tokenizer.json",)))


def build(**options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`. A Korean-English Marian needs no language code."""
    return build_seq2seq(TRAITS, **options)

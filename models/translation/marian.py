"""Marian checkpoints of one language pair: Helsinki-NLP/opus-mt-ko-en, opus-mt-tc-big-ko-en."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.codecs import AutoCodec, Codec
from models.engines.marian_codec import SOURCE, TARGET, VOCABULARY, MarianCodec, has_plain_marian_tokenizer
from models.errors import ModelError
from models.translation._seq2seq import FamilyTraits, Seq2SeqTranslator, build_seq2seq

SPM = (SOURCE, TARGET, VOCABULARY)


def _codec(folder: Path) -> Codec:
    """Raises ModelError for a checkpoint whose two sides have vocabularies of their own, which CTranslate2 does not convert."""
    if (folder / "target_vocab.json").is_file():
        raise ModelError(
            f"{folder} has a vocabulary for each language (target_vocab.json), and eduwire runs Marian models that share one, as "
            "Helsinki-NLP/opus-mt-ko-en does; name another model"
        )
    return MarianCodec(folder) if has_plain_marian_tokenizer(folder) else AutoCodec(folder)


TRAITS = FamilyTraits("marian", ("MarianMTModel",), _codec, max_source_tokens=200, tokenizer_files=(SPM, ("tokenizer.json",)))


def build(**options: Any) -> Seq2SeqTranslator:
    """See `build_seq2seq`. A Korean-English Marian needs no language code."""
    return build_seq2seq(TRAITS, **options)

"""Abstractive summaries by BART, Pegasus, T5 and mT5 checkpoints: distilbart-cnn, bart-large-cnn, KoBART on the Korean.

build(model="sshleifer/distilbart-cnn-12-6 in a folder", max_sentences=3).summarize([document])
"""

from __future__ import annotations

from pathlib import Path

from models.engines import Decoding
from models.engines.checkpoint import Checkpoint
from models.engines.codecs import AutoCodec
from models.engines.select import choose
from models.errors import ModelError
from models.locate import known_as
from models.summarization._abstractive import Limits, Seq2SeqSummarizer
from models.weights import located

ARCHITECTURES = (
    "BartForConditionalGeneration",
    "PegasusForConditionalGeneration",
    "T5ForConditionalGeneration",
    "MT5ForConditionalGeneration",
)
TOKENIZER_FILES = (("tokenizer.json",), ("vocab.json", "merges.txt"), ("spiece.model",))
LANGUAGES = ("auto", "en", "ko")
T5_PREFIX = "summarize: "
"""What T5 was trained with; a config.json that names another under task_specific_params is believed, mT5 checkpoints take none."""
UNNAMED_POSITIONS = 512
"""Source pieces that a T5 was trained on, where its config.json names no number."""
TOKENS_PER_WORD = 3
"""Room for the output: an English word takes 1.3 to 1.5 pieces, a Korean one 2 to 3."""

AGAINST_LOOPS = 6
"""Pieces that may not come twice in a row. The checkpoints' own 3 garbles every name and number that is said a second time."""


def build(
    *,
    model: str,
    language: str = "auto",
    max_sentences: int = 3,
    max_words: int = 70,
    engine: str = "auto",
    compute_type: str = "auto",
    device: str = "auto",
    threads: int = 0,
    beam_size: int = 4,
    length_penalty: float = 1.0,
    no_repeat_ngram_size: int = AGAINST_LOOPS,
    prefix: str | None = None,
    max_source_tokens: int | None = None,
    conversions: str | None = None,
) -> Seq2SeqSummarizer:
    """The summarizer on a checkpoint folder in Hugging Face layout.

    `language` is "en", "ko" or "auto" (by the letters of each document) and says how words are compared; the model must know it.
    `prefix` is written before each text, None: what suits the architecture. `max_source_tokens` is how much is read at once, None: what
    the model takes; more than that is read in runs of whole sentences. `conversions` is the folder for converted models.
    Raises ModelError where the folder, its architecture or an option does not fit.
    """
    if language not in LANGUAGES:
        raise ModelError(f"summarization language {language!r} is not known; use one of {', '.join(LANGUAGES)}")
    if max_sentences < 1 or max_words < 1:
        raise ModelError(f"max_sentences and max_words must be at least 1, not {max_sentences} and {max_words}")
    checkpoint = Checkpoint(located(model), TOKENIZER_FILES)
    architecture = checkpoint.require("seq2seq", ARCHITECTURES)
    positions = checkpoint.config.get("max_position_embeddings")
    most = positions or checkpoint.config.get("n_positions") or UNNAMED_POSITIONS
    limit = max_source_tokens or most
    if positions is not None and limit > positions:
        raise ModelError(f"max_source_tokens is {limit}, but {model} takes at most {positions}")
    written = _own_prefix(checkpoint, architecture) if prefix is None else prefix
    return Seq2SeqSummarizer(
        known_as(model),
        checkpoint,
        choose(engine, compute_type, device, overflows="T5" in architecture),
        Decoding(
            beam_size=beam_size,
            length_penalty=length_penalty,
            no_repeat_ngram_size=no_repeat_ngram_size,
            max_length_factor=0.0,
            max_length_extra=TOKENS_PER_WORD * max_words,
        ),
        Limits(language, max_sentences, max_words, limit, ceiling=most - 2, prefix=written),
        AutoCodec(checkpoint.folder, prefix=written, closed=True),
        threads=threads,
        conversions=Path(conversions) if conversions else None,
    )


def _own_prefix(checkpoint: Checkpoint, architecture: str) -> str:
    named = ((checkpoint.config.get("task_specific_params") or {}).get("summarization") or {}).get("prefix")
    if named is not None:
        return str(named)
    return T5_PREFIX if architecture == "T5ForConditionalGeneration" else ""

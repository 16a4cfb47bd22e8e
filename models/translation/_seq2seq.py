"""What all sequence-to-sequence families share: a checkpoint, a codec, an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from models.engines import Decoding, Engine
from models.engines.checkpoint import Checkpoint, read_json, require_architecture
from models.engines.codecs import Codec
from models.engines.select import Choice, choose, engine_for
from models.errors import ModelError
from models.interfaces import Context, Hypothesis, Json, ModelInfo
from models.locate import known_as
from models.weights import located

COPIES_ENGLISH = "eduwire_copies_english"
"""Key of config.json: the checkpoint was trained on code-switched sources."""
AGAINST_LOOPS: Mapping[str, Any] = {"repetition_penalty": 1.2, "no_repeat_ngram_size": 5}
"""For a second attempt only: both forbid what a faithful translation may need."""

ENCODED_KEPT = 4096
"""Texts whose pieces are kept until they are translated: more than a batch has, and a few megabytes."""


@dataclass(frozen=True, slots=True)
class FamilyTraits:
    """What sets a family apart: its architecture in config.json, its codec, and how long a source it takes without harm."""

    name: str
    architectures: tuple[str, ...]
    codec: Callable[[Path], Codec]
    max_source_tokens: int
    tokenizer_files: tuple[tuple[str, ...], ...]
    """Sets of files of which one must be there whole."""
    ceiling: int = 512
    """Most pieces of an output, where the config names no number of positions."""
    overflows: bool = False
    """Whether float16 is too narrow for its activations."""


def build_seq2seq(
    traits: FamilyTraits,
    *,
    model: str,
    engine: str = "auto",
    compute_type: str = "auto",
    device: str = "auto",
    threads: int = 0,
    max_source_tokens: int | None = None,
    conversions: str | None = None,
    **decoding: Any,
) -> Seq2SeqTranslator:
    """A translator on a shipped model's name or a folder; `decoding` are the fields of `Decoding`, `conversions` is the folder for
    converted models.

    Raises ModelError where the folder, its files, its architecture or the options do not fit.
    """
    unknown = sorted(set(decoding) - {field.name for field in fields(Decoding)})
    if unknown:
        raise ModelError(f"the translation family {traits.name!r} has no option {', '.join(unknown)}")
    folder = located(model)
    if (folder / "config.json").is_file():  # before the tokenizer's files, which differ from family to family, are missed
        require_architecture(folder, read_json(folder / "config.json"), traits.name, traits.architectures)
    checkpoint = Checkpoint(folder, traits.tokenizer_files)
    positions = checkpoint.config.get("max_position_embeddings")
    limit = max_source_tokens or min(traits.max_source_tokens, positions or traits.max_source_tokens)
    if positions is not None and limit > positions:
        raise ModelError(f"max_source_tokens is {limit}, but {model} takes at most {positions}")
    return Seq2SeqTranslator(
        known_as(model),
        traits,
        checkpoint,
        choose(engine, compute_type, device, overflows=traits.overflows),
        Decoding(**decoding),
        max_source_tokens=limit,
        ceiling=min(positions - 2, traits.ceiling) if positions else traits.ceiling,
        threads=threads,
        conversions=Path(conversions) if conversions else None,
    )


class Seq2SeqTranslator:
    """See `models.interfaces.Translator`."""

    context_sentences = 0

    def __init__(
        self,
        name: str,
        traits: FamilyTraits,
        checkpoint: Checkpoint,
        choice: Choice,
        decoding: Decoding,
        *,
        max_source_tokens: int,
        ceiling: int,
        threads: int,
        conversions: Path | None,
    ) -> None:
        self.max_source_tokens = max_source_tokens
        self.copies_english = bool(checkpoint.config.get(COPIES_ENGLISH, False))
        self._name = name
        self._traits = traits
        self._checkpoint = checkpoint
        self._choice = choice
        self._decoding = decoding
        self._ceiling = ceiling
        self._threads = threads
        self._conversions = conversions
        self._codec = traits.codec(checkpoint.folder)
        self._encoded: dict[str, list[str]] = {}

    def info(self) -> ModelInfo:
        """Identity of the weights; the licence is what the folder's model card says."""
        return self._checkpoint.info(self._name, self._traits.name)

    def signature(self) -> Mapping[str, Json]:
        """Weights, tokenizer and config of the folder, engine, compute type and decoding: all that can change a result."""
        return {
            "family": self._traits.name,
            "checkpoint": self._checkpoint.fingerprint,
            "engine": self._choice.engine,
            "compute_type": self._choice.compute_type,
            "max_source_tokens": self.max_source_tokens,
            **asdict(self._decoding),
        }

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """See `Translator.count_tokens`."""
        return [len(pieces) for pieces in self._pieces(texts)]

    def _pieces(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text; those of texts that were counted before are there already, so that the engine need not wait for them."""
        new = [text for text in dict.fromkeys(texts) if text not in self._encoded]
        if len(self._encoded) + len(new) > ENCODED_KEPT:
            self._encoded.clear()
            new = list(dict.fromkeys(texts))
        if new:
            self._encoded.update(zip(new, self._codec.encode(new), strict=True))
        return [self._encoded[text] for text in texts]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """See `Translator.unreadable`: the spans that the tokenizer maps to its unknown piece."""
        return self._codec.unreadable(texts)

    def translate(
        self, texts: Sequence[str], *, against_loops: bool = False, contexts: Sequence[Context] | None = None
    ) -> Sequence[Sequence[Hypothesis]]:
        """See `Translator.translate`; the model reads single sentences, so `contexts` are ignored."""
        sources = self._pieces(texts)
        for text, pieces in zip(texts, sources, strict=True):
            if len(pieces) > self.max_source_tokens:
                raise ValueError(f"{len(pieces)} pieces where at most {self.max_source_tokens} fit: {text[:60]!r}…")
        decoding = replace(self._decoding, **AGAINST_LOOPS) if against_loops else self._decoding
        outputs = self._engine.generate(sources, decoding)
        decoded = iter(self._codec.decode([output.pieces for found in outputs for output in found]))
        return [[Hypothesis(next(decoded), output.score) for output in found] for found in outputs]

    @cached_property
    def _engine(self) -> Engine:
        vocabulary = self._codec.vocabulary()
        return engine_for(
            self._choice,
            self._checkpoint,
            threads=self._threads,
            ceiling=self._ceiling,
            vocabulary=vocabulary,
            target_prefix=self._codec.target_prefix or self._checkpoint.forced_start(vocabulary),
            barred=self._codec.barred,
            conversions=self._conversions,
        )

"""BART checkpoints with a tokenizer.json, the shipped ko-en-news among them: one language pair, no language codes.

build(model="ko-en-news", beam_size=4).translate(["학교는 문을 닫았다."])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from models.engines import Decoding, Engine
from models.engines.checkpoint import Checkpoint
from models.engines.select import Choice, choose, engine_for
from models.errors import ModelError
from models.interfaces import Hypothesis, Json, ModelInfo
from models.weights import located

ARCHITECTURE = "BartForConditionalGeneration"


def build(
    *,
    model: str = "ko-en-news",
    engine: str = "auto",
    compute_type: str = "auto",
    device: str = "auto",
    threads: int = 0,
    max_source_tokens: int = 110,
    conversions: str | None = None,
    **decoding: Any,
) -> BartTranslator:
    """A translator on a shipped model's name or a folder; `decoding` are the fields of `Decoding`.

    `max_source_tokens` is 110 because the shipped model was trained on sources of up to 120 pieces. `conversions` is the folder for
    converted models. Raises ModelError where the folder, its files or its architecture do not fit.
    """
    checkpoint = Checkpoint(located(model))
    architectures = checkpoint.config.get("architectures") or ["no architecture"]
    if ARCHITECTURE not in architectures:
        raise ModelError(f"{checkpoint.folder} holds {architectures[0]}, and the family bart runs {ARCHITECTURE}; set another family")
    positions = int(checkpoint.config.get("max_position_embeddings", 512))
    if max_source_tokens > positions:
        raise ModelError(f"max_source_tokens is {max_source_tokens}, but {model} takes at most {positions}")
    choice = choose(engine, compute_type, device)
    return BartTranslator(model, checkpoint, choice, Decoding(**decoding), max_source_tokens, threads, conversions)


class BartTranslator:
    """See `models.interfaces.Translator`."""

    def __init__(
        self,
        name: str,
        checkpoint: Checkpoint,
        choice: Choice,
        decoding: Decoding,
        max_source_tokens: int,
        threads: int,
        conversions: str | None,
    ) -> None:
        self.max_source_tokens = max_source_tokens
        self._name = name
        self._checkpoint = checkpoint
        self._choice = choice
        self._decoding = decoding
        self._threads = threads
        self._conversions = conversions

    def info(self) -> ModelInfo:
        """Identity of the weights; the licence is what the folder's model card says."""
        sha256 = self._checkpoint.sha256
        return ModelInfo(Path(self._name).name, "bart", sha256[:12], sha256, _licence(self._checkpoint.folder))

    def signature(self) -> Mapping[str, Json]:
        """Weights, tokenizer limits, engine, compute type and decoding: all that can change a result."""
        return {
            "family": "bart",
            "weights": self._checkpoint.sha256,
            "engine": self._choice.engine,
            "compute_type": self._choice.compute_type,
            "max_source_tokens": self.max_source_tokens,
            **asdict(self._decoding),
        }

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """See `Translator.count_tokens`."""
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """See `Translator.unreadable`: the spans that the tokenizer maps to its unknown piece."""
        unknown = self._tokenizer.token_to_id("<unk>")
        return [
            [span for piece, span in zip(encoding.ids, encoding.offsets, strict=True) if piece == unknown]
            for encoding in self._tokenizer.encode_batch(list(texts))
        ]

    def translate(self, texts: Sequence[str], *, against_loops: bool = False) -> Sequence[Sequence[Hypothesis]]:
        """See `Translator.translate`."""
        encodings = self._tokenizer.encode_batch(list(texts))
        for text, encoding in zip(texts, encodings, strict=True):
            if len(encoding.ids) > self.max_source_tokens:
                raise ValueError(f"{len(encoding.ids)} pieces where at most {self.max_source_tokens} fit: {text[:60]!r}…")
        decoding = replace(self._decoding, repetition_penalty=1.2, no_repeat_ngram_size=5) if against_loops else self._decoding
        outputs = self._engine.generate([encoding.tokens for encoding in encodings], decoding)
        ids = self._tokenizer.token_to_id
        flat = self._tokenizer.decode_batch([[ids(piece) for piece in output.pieces] for found in outputs for output in found])
        decoded = iter(flat)
        return [[Hypothesis(next(decoded).strip(), output.score) for output in found] for found in outputs]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        path = self._checkpoint.folder / "tokenizer.json"
        try:
            return Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises a plain Exception for a damaged file
            raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error

    @cached_property
    def _engine(self) -> Engine:
        positions = int(self._checkpoint.config.get("max_position_embeddings", 512))
        return engine_for(
            self._choice,
            self._checkpoint,
            threads=self._threads,
            ceiling=positions - 2,
            vocabulary=self._tokenizer.get_vocab(with_added_tokens=True),
            conversions=Path(self._conversions) if self._conversions else None,
        )


def _licence(folder: Path) -> str:
    """The `license:` of the model card's front matter, `unknown` where there is none."""
    card = folder / "README.md"
    lines = card.read_text(encoding="utf-8").splitlines() if card.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines[:20] if line.startswith("license:")), "unknown")

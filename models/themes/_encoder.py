"""What the taggers on encoder checkpoints share: the folder, how it is to be run, its tokenizer and its engine.

`EncoderCheckpoint` looks at files only and is made when a tagger is built; `Encoder` holds tokenizer and weights and is made at the
first call, because torch and transformers take seconds to import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.engines.checkpoint import Checkpoint
from models.engines.encoders import EncoderEngine, Readout, Row
from models.engines.encoders.conversion import convertible
from models.engines.encoders.select import choose_encoder
from models.engines.quiet import quiet_transformers
from models.errors import ModelError
from models.interfaces import Json, ModelInfo
from models.locate import known_as
from models.weights import located

if TYPE_CHECKING:
    from models.engines.encoders import Floats

TOKENIZER_FILES = (("tokenizer.json",), ("sentencepiece.bpe.model",), ("spm.model",), ("vocab.txt",), ("vocab.json", "merges.txt"))
CPU_BATCH_TOKENS, GPU_BATCH_TOKENS = 1024, 8192
"""Padded tokens of one forward pass: a laptop's cores are busy from about 1,000 on, and what is more does not fit their cache."""
POSITIONS_AFTER_PADDING = frozenset({"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "data2vec-text"})
"""Model types that number positions from `pad_token_id + 1` on, so that as many rows of `max_position_embeddings` are never used."""
DEFAULT_POSITIONS = 512
"""For configs that name no number of positions."""


class EncoderCheckpoint:
    """A whole checkpoint whose architecture ends in `ending`, and how it is to be run; see `choose_encoder`.

    `conversions` is the folder for converted models. Raises ModelError where the folder, its files, its architecture, the engine, the
    device or an option do not fit.
    """

    def __init__(
        self,
        model: str,
        family: str,
        ending: str,
        *,
        engine: str,
        device: str,
        compute_type: str,
        threads: int,
        batch_tokens: int | None,
        conversions: str | None,
        meant: str,
    ) -> None:
        if (batch_tokens is not None and batch_tokens < 1) or threads < 0:
            raise ModelError(f"batch_tokens must be at least 1 and threads at least 0, not {batch_tokens} and {threads}")
        self.files = Checkpoint(located(model), TOKENIZER_FILES)
        self.name, self._family = known_as(model), family
        found = str((self.files.config.get("architectures") or ["no architecture"])[0])
        if not found.endswith(ending):
            raise ModelError(f"{self.files.folder} holds {found}, and the family {family} runs {meant}; name another model or family")
        self.choice = choose_encoder(engine, compute_type, device, found, convertible=convertible(self.files))
        self.threads = threads
        self.batch_tokens = batch_tokens or (CPU_BATCH_TOKENS if self.choice.device == "cpu" else GPU_BATCH_TOKENS)
        self.conversions = Path(conversions) if conversions else None

    @property
    def positions(self) -> int:
        """Most tokens of a row, special tokens included."""
        config = self.files.config
        named = int(config.get("max_position_embeddings") or DEFAULT_POSITIONS)
        pad = config.get("pad_token_id")
        return named - (1 if pad is None else int(pad)) - 1 if config.get("model_type") in POSITIONS_AFTER_PADDING else named

    def info(self) -> ModelInfo:
        """Identity of the weights; the licence is what the folder's model card says."""
        return self.files.info(self.name, self._family)

    def signature(self) -> dict[str, Json]:
        """Weights, tokenizer and config of the folder, the engine and the compute type."""
        choice = self.choice
        return {
            "family": self._family,
            "checkpoint": self.files.fingerprint,
            "engine": choice.engine,
            "compute_type": choice.compute_type,
        }


class Encoder:
    """Tokenizer and weights of a checkpoint, loaded now, for one `readout`.

    Raises ModelError where something cannot be loaded, where the checkpoint lacks weights (they would be random), and where the
    tokenizer has more pieces than the model.
    """

    def __init__(self, checkpoint: EncoderCheckpoint, readout: Readout) -> None:
        self.tokenizer = _tokenizer(checkpoint)
        config, folder = checkpoint.files.config, checkpoint.files.folder
        size = int(config.get("vocab_size") or 0)
        if size and len(self.tokenizer) > size:
            raise ModelError(
                f"{folder} has a tokenizer of {len(self.tokenizer)} pieces and a model of {size}: "
                "they do not belong together; copy the whole folder again"
            )
        segmented = int(config.get("type_vocab_size", 2) or 0) > 1 and "token_type_ids" in self.tokenizer.model_input_names
        self._engine = _engine(checkpoint, readout, self.tokenizer.pad_token_id or 0, segmented=segmented)

    @property
    def width(self) -> int:
        """How many numbers a token's vector has."""
        return self._engine.width

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text, without special tokens and however long."""
        if not texts:
            return []
        found = self.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)["input_ids"]
        return [[int(number) for number in ids] for ids in found]

    def unknown_share(self, ids: Sequence[int]) -> float:
        """How much of a text, 0 to 1, is the unknown piece: what the model cannot read."""
        unknown = self.tokenizer.unk_token_id
        return sum(1 for number in ids if number == unknown) / max(len(ids), 1)

    def run(self, rows: Sequence[Row]) -> Iterator[tuple[list[int], Floats]]:
        """See `EncoderEngine.run`."""
        return self._engine.run(rows)


def _engine(checkpoint: EncoderCheckpoint, readout: Readout, pad: int, *, segmented: bool) -> EncoderEngine:
    choice, files = checkpoint.choice, checkpoint.files
    common: dict[str, Any] = {"threads": checkpoint.threads, "batch_tokens": checkpoint.batch_tokens, "segmented": segmented}
    common |= {"readout": readout, "compute_type": choice.compute_type}
    if choice.engine == "ctranslate2":
        from models.engines.encoders.conversion import converted_encoder
        from models.engines.encoders.ctranslate2 import CTranslate2Encoder

        folder = converted_encoder(files, readout, choice.compute_type, checkpoint.conversions)
        return CTranslate2Encoder(folder, width=int(files.config.get("hidden_size", 768)), **common)
    from models.engines.encoders.transformers import TransformersEncoder

    return TransformersEncoder(files, device=choice.device, pad=pad, **common)


def _tokenizer(checkpoint: EncoderCheckpoint) -> Any:
    from transformers import AutoTokenizer

    folder = checkpoint.files.folder
    try:
        with quiet_transformers():
            return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # transformers, tokenizers and sentencepiece each raise their own
        raise ModelError(f"the tokenizer in {folder} cannot be loaded: {error}; copy the folder again") from error

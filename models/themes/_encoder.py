"""Runs an encoder checkpoint (BERT, XLM-RoBERTa, DeBERTa ...) on rows of tokens, in batches by token budget.

`EncoderCheckpoint` looks at files only and is made when a tagger is built; `Encoder` holds tokenizer and weights and is made at the
first call, because torch and transformers take seconds to import.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.engines.checkpoint import Checkpoint
from models.engines.quiet import quiet_transformers
from models.engines.select import choose
from models.errors import ModelError
from models.interfaces import Json, ModelInfo
from models.locate import known_as
from models.weights import located

log = logging.getLogger(__name__)

TOKENIZER_FILES = (("tokenizer.json",), ("sentencepiece.bpe.model",), ("spm.model",), ("vocab.txt",), ("vocab.json", "merges.txt"))
COMPUTE_TYPES = ("auto", "float32", "bfloat16")
"""float16 is left out: DeBERTa's attention overflows in it."""
BATCH_TOKENS = 4096
"""Padded tokens of one forward pass; a laptop's cores are busy from about 1,000 on, a GPU likes 16,000 and more."""
POSITIONS_AFTER_PADDING = frozenset({"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "data2vec-text"})
"""Model types that number positions from `pad_token_id + 1` on, so that as many rows of `max_position_embeddings` are never used."""
DEFAULT_POSITIONS = 512
"""For configs that name no number of positions."""


@dataclass(frozen=True, slots=True)
class Row:
    """One input of the model: token ids, special tokens included, and for each its segment (0 or 1) where there are two texts."""

    ids: tuple[int, ...]
    segments: tuple[int, ...] = ()


class EncoderCheckpoint:
    """A whole checkpoint whose architecture ends in `ending`, and how it is to be run.

    `compute_type` auto is bfloat16 on a GPU and float32 on a CPU. Raises ModelError where the folder, its files, its architecture, the
    device or an option do not fit.
    """

    def __init__(
        self, model: str, family: str, ending: str, *, device: str, compute_type: str, threads: int, batch_tokens: int, meant: str
    ) -> None:
        if compute_type not in COMPUTE_TYPES:
            raise ModelError(f"{family} does not compute in {compute_type!r}; choose {', '.join(COMPUTE_TYPES)}")
        if batch_tokens < 1 or threads < 0:
            raise ModelError(f"batch_tokens must be at least 1 and threads at least 0, not {batch_tokens} and {threads}")
        choice = choose("transformers", compute_type, device)
        self.device, self.threads, self.batch_tokens = choice.device, threads, batch_tokens
        self.compute_type = "bfloat16" if compute_type == "auto" and choice.device != "cpu" else choice.compute_type
        self.files = Checkpoint(located(model), TOKENIZER_FILES)
        self.name, self._family = known_as(model), family
        found = str((self.files.config.get("architectures") or ["no architecture"])[0])
        if not found.endswith(ending):
            raise ModelError(f"{self.files.folder} holds {found}, and the family {family} runs {meant}; name another model or family")

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
        """Weights, tokenizer and config of the folder, and the compute type."""
        return {"family": self._family, "checkpoint": self.files.fingerprint, "compute_type": self.compute_type}


class Encoder:
    """Tokenizer and weights of a checkpoint, loaded now by transformers' class `auto_class`.

    `unneeded` begins the names of weights that the checkpoint may lack. Raises ModelError where something cannot be loaded, where the
    checkpoint lacks weights (they would be random), and where the tokenizer has more pieces than the model.
    """

    def __init__(self, checkpoint: EncoderCheckpoint, auto_class: str, unneeded: tuple[str, ...] = ()) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: spinning threads starve a machine that does other work
        import torch

        if checkpoint.threads and checkpoint.device == "cpu":
            torch.set_num_threads(checkpoint.threads)
        self._checkpoint = checkpoint
        self.tokenizer = _tokenizer(checkpoint)
        self._model = _model(checkpoint, auto_class, unneeded)
        config = self._model.config
        if len(self.tokenizer) > config.vocab_size:
            raise ModelError(
                f"{checkpoint.files.folder} has a tokenizer of {len(self.tokenizer)} pieces and a model of {config.vocab_size}: "
                "they do not belong together; copy the whole folder again"
            )
        self._pad = self.tokenizer.pad_token_id if self.tokenizer.pad_token_id is not None else 0
        self._segmented = (getattr(config, "type_vocab_size", 0) or 0) > 1 and "token_type_ids" in self.tokenizer.model_input_names

    @property
    def width(self) -> int:
        """How many numbers a token's vector has."""
        return int(self._model.config.hidden_size)

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

    def run(self, rows: Sequence[Row]) -> Iterator[tuple[list[int], Any, Any]]:
        """The model's outputs, batch by batch: places of the rows, the output, the attention mask. Longest rows come first, so that
        rows of like length share a batch, and one that does not fit into memory is found at once.
        """
        order = sorted(range(len(rows)), key=lambda place: (-len(rows[place].ids), place))
        start = 0
        while start < len(order):
            size = max(1, self._checkpoint.batch_tokens // len(rows[order[start]].ids))
            yield from self._halving(order[start : start + size], rows)
            start += size

    def _halving(self, places: list[int], rows: Sequence[Row]) -> Iterator[tuple[list[int], Any, Any]]:
        import torch

        try:
            found = self._forward([rows[place] for place in places])
        except torch.OutOfMemoryError as error:
            if len(places) == 1:
                raise ModelError(
                    f"{self._checkpoint.files.folder.name} ran out of memory on one text of {len(rows[places[0]].ids)} tokens on "
                    f"{self._checkpoint.device}; take a smaller model or device: cpu"
                ) from error
            log.warning("out of memory with %d texts at once: halved", len(places))
        else:
            yield (places, *found)
            return
        torch.cuda.empty_cache()
        half = len(places) // 2
        yield from self._halving(places[:half], rows)
        yield from self._halving(places[half:], rows)

    def _forward(self, rows: Sequence[Row]) -> tuple[Any, Any]:
        import torch

        width = max(len(row.ids) for row in rows)
        ids = torch.full((len(rows), width), self._pad)
        mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row.ids)] = torch.tensor(row.ids)
            mask[place, : len(row.ids)] = 1
            if row.segments:
                segments[place, : len(row.ids)] = torch.tensor(row.segments)
        device = self._model.device
        inputs = {"input_ids": ids.to(device), "attention_mask": mask.to(device)}
        if self._segmented:
            inputs["token_type_ids"] = segments.to(device)
        with torch.inference_mode():
            return self._model(**inputs), inputs["attention_mask"]


def _tokenizer(checkpoint: EncoderCheckpoint) -> Any:
    from transformers import AutoTokenizer

    folder = checkpoint.files.folder
    try:
        with quiet_transformers():
            return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # transformers, tokenizers and sentencepiece each raise their own
        raise ModelError(f"the tokenizer in {folder} cannot be loaded: {error}; copy the folder again") from error


def _model(checkpoint: EncoderCheckpoint, auto_class: str, unneeded: tuple[str, ...]) -> Any:
    import torch
    import transformers

    folder = checkpoint.files.folder
    try:
        with quiet_transformers():
            model, report = getattr(transformers, auto_class).from_pretrained(
                folder,
                dtype=getattr(torch, checkpoint.compute_type),
                local_files_only=True,
                trust_remote_code=False,
                weights_only=True,
                output_loading_info=True,
            )
        model = model.to(checkpoint.device).eval()
    except Exception as error:  # transformers, safetensors and torch each raise their own
        raise ModelError(f"transformers cannot load {folder}: {error}") from error
    lacking = sorted(name for name in report["missing_keys"] if not name.startswith(unneeded))
    if lacking:
        named = ", ".join(lacking[:3])
        raise ModelError(f"the weights in {folder} lack {named}{' and others' if lacking[3:] else ''}: they are not of this architecture")
    return model

"""From a trained BART folder to one that ships: half precision, tokenizer, and an output bias that leaves only English producible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.engines.quiet import quiet_transformers
from models.errors import ModelError
from models.translation._seq2seq import COPIES_ENGLISH

BOS, PAD, EOS, UNK = range(4)
NEVER = -1e4
"""Bias of a piece that must not be produced; within the range of float16."""


def export(trained: Path, tokenizer: Path, out: Path, *, targets: int) -> None:
    """Writes the shipping folder `out` from the folder `trained` and a tokenizer.json.

    Only pieces with ids under `targets` can be produced, and of the control pieces only the end of sentence.
    Raises ModelError where a file is missing or `targets` does not lie between the control pieces and the vocabulary's size.
    """
    for path in (trained / "config.json", tokenizer):
        if not path.is_file():
            raise ModelError(f"{path} does not exist; name a folder that training wrote, and its tokenizer.json")
    import torch
    import transformers

    library: Any = transformers
    with quiet_transformers():
        model: Any = library.BartForConditionalGeneration.from_pretrained(trained, dtype=torch.float32)
    if not UNK < targets <= model.config.vocab_size:
        raise ModelError(f"targets is {targets}; it must lie between {UNK + 1} and the vocabulary's {model.config.vocab_size} pieces")
    bias = torch.zeros(1, model.config.vocab_size)
    bias[:, targets:] = NEVER
    bias[:, [BOS, PAD, UNK]] = NEVER
    model.final_logits_bias = bias
    # CTranslate2's loader of BART asks for the first two; a forced end would cut what beam search has not finished.
    model.config.normalize_before, model.config.normalize_embedding = False, True
    model.config.forced_eos_token_id = None
    setattr(model.config, COPIES_ENGLISH, True)
    ids = {"decoder_start_token_id": EOS, "eos_token_id": EOS, "pad_token_id": PAD, "bos_token_id": BOS}
    model.generation_config = library.GenerationConfig(**ids, num_beams=4, max_new_tokens=256)
    with quiet_transformers():
        model.half().save_pretrained(out)
    signs = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    library.PreTrainedTokenizerFast(tokenizer_file=str(tokenizer), **signs).save_pretrained(out)

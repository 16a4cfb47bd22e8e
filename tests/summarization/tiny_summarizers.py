"""Small checkpoints of the summarizers' architectures: random ones, and a BART that always writes one text."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.models.tiny_checkpoints import SIZES, mt5, save, sentencepiece, t5_scaled

WIDTH = 256
"""More than the pieces of a text, so that their directions can stand at right angles."""
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")


def bart_that_writes(folder: Path, text: str, *, closed: bool = True, positions: int = 256) -> None:
    """A BART whose layers do nothing and whose decoder's positions point at the pieces of `text`, one after the other.

    Where `closed` is false its tokenizer writes no start and end of sentence, as KoBART's.
    """
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    tokenizer = _byte_pieces(folder, closed=closed)
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=WIDTH, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=8, decoder_ffn_dim=8, max_position_embeddings=positions,
    )  # fmt: skip
    torch.manual_seed(4)
    model = BartForConditionalGeneration(config)
    model.generation_config.forced_bos_token_id = 0  # as bart-large-cnn
    pieces = [0, *tokenizer(text, add_special_tokens=False)["input_ids"], 2]
    directions = torch.nn.init.orthogonal_(torch.empty(len(pieces), WIDTH))
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if ".layers." in name and "layer_norm" not in name:
                weights.zero_()
        shared = model.model.shared.weight
        shared.mul_(0.01)
        for step, piece in enumerate(pieces):
            shared[piece] += 5 * directions[step]
            model.model.decoder.embed_positions.weight[step + 2] = 500 * directions[step]
    model.save_pretrained(folder)


def _byte_pieces(folder: Path, *, closed: bool) -> Any:
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=list(SPECIAL), initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(["the school won education students"], trainer)
    if closed:
        tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    names = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token", "mask_token"), SPECIAL, strict=True))
    fast: Any = transformers.PreTrainedTokenizerFast  # untyped
    whole = fast(tokenizer_object=tokenizer, **names)
    whole.save_pretrained(folder)
    return whole


def pegasus(folder: Path, scratch: Path) -> None:
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PegasusTokenizer

    spm, _ = sentencepiece(scratch, pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    shutil.copy(spm, scratch / "spiece.model")
    tokenizer = PegasusTokenizer.from_pretrained(scratch)
    tokenizer.save_pretrained(folder)
    ids = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id, "decoder_start_token_id": tokenizer.pad_token_id}
    save(PegasusForConditionalGeneration, PegasusConfig(vocab_size=len(tokenizer), **ids, **SIZES), folder)


RANDOM = {"t5": t5_scaled, "mt5": mt5, "pegasus": pegasus}

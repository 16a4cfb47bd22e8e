"""Small random checkpoints of the real architectures, saved as a user finds them: the real classes, the real files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

TEXTS = (
    "학교는 문을 닫았다.",
    "교육부는 27일 120억 원을 지원한다고 밝혔다.",
    "학생 3만5천여 명이 참여했다.",
    "The school closed.",
    "The Ministry of Education said it will provide 12 billion won.",
    "About 35,000 students took part.",
)
SIZES: dict[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 256,
    "init_std": 0.4,  # wide, so that outputs differ from source to source
}


def sentencepiece(folder: Path, **options: Any) -> tuple[Path, list[str]]:
    """A small unigram model and its pieces; `options` are the trainer's, the ids of control pieces say."""
    import sentencepiece as spm

    text = folder / "text.txt"
    text.write_text("\n".join(TEXTS * 60), encoding="utf-8")
    spm.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "spm"),
        vocab_size=120,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=9,
        **options,
    )
    model = folder / "spm.model"
    processor = spm.SentencePieceProcessor(model_file=str(model))
    return model, [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def save(model_class: Any, config: Any, folder: Path) -> None:
    import torch

    torch.manual_seed(4)
    model_class(config).save_pretrained(folder)


def marian(folder: Path, scratch: Path) -> None:
    from transformers import MarianConfig, MarianMTModel

    spm, pieces = sentencepiece(scratch)
    for name in ("source.spm", "target.spm"):
        shutil.copy(spm, folder / name)
    names = ["</s>", "<unk>", *(piece for piece in pieces if piece not in ("<s>", "</s>", "<unk>")), "<pad>"]
    vocabulary = {piece: index for index, piece in enumerate(names)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    settings = {"source_lang": "ko", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    pad = vocabulary["<pad>"]
    ids: dict[str, Any] = {"pad_token_id": pad, "eos_token_id": 0, "decoder_start_token_id": pad, "bad_words_ids": [[pad]]}
    config = MarianConfig(vocab_size=len(vocabulary), **ids, **SIZES)
    save(MarianMTModel, config, folder)


def nllb(folder: Path, scratch: Path) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    spm, _ = sentencepiece(scratch)
    shutil.copy(spm, scratch / "sentencepiece.bpe.model")
    tokenizer = NllbTokenizer.from_pretrained(scratch, additional_special_tokens=["eng_Latn", "kor_Hang"])
    tokenizer.save_pretrained(folder)
    save(M2M100ForConditionalGeneration, M2M100Config(vocab_size=len(tokenizer), decoder_start_token_id=2, **SIZES), folder)


def m2m100(folder: Path, scratch: Path) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    spm, pieces = sentencepiece(scratch)
    shutil.copy(spm, folder / "sentencepiece.bpe.model")
    names = ["<s>", "<pad>", "</s>", "<unk>", *(piece for piece in pieces if piece not in ("<s>", "</s>", "<unk>"))]
    (folder / "vocab.json").write_text(json.dumps({piece: index for index, piece in enumerate(names)}), encoding="utf-8")
    tokenizer = M2M100Tokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    size = max(tokenizer.get_lang_id(code) for code in ("ko", "en", "zu")) + 9  # M2M100 keeps eight spare rows behind its codes
    save(M2M100ForConditionalGeneration, M2M100Config(vocab_size=size, decoder_start_token_id=2, **SIZES), folder)


def t5(folder: Path, scratch: Path) -> None:
    """As MADLAD-400: `<2en>` a piece of its own, an output matrix of its own, and a config.json that says so."""
    from transformers import T5Config, T5ForConditionalGeneration

    config = T5Config(**_t5_sizes(folder, scratch), feed_forward_proj="gated-gelu")
    _save_untied(T5ForConditionalGeneration, config, folder)


def t5_scaled(folder: Path, scratch: Path) -> None:
    """As the first T5: one matrix for input and output, and the output scaled."""
    from transformers import T5Config, T5ForConditionalGeneration

    sizes = {**_t5_sizes(folder, scratch), "initializer_factor": 1.0}
    save(T5ForConditionalGeneration, T5Config(**sizes, feed_forward_proj="relu"), folder)


def mt5(folder: Path, scratch: Path) -> None:
    from transformers import MT5Config, MT5ForConditionalGeneration

    config = MT5Config(**_t5_sizes(folder, scratch), feed_forward_proj="gated-gelu", tie_word_embeddings=False)
    _save_untied(MT5ForConditionalGeneration, config, folder)


def _t5_sizes(folder: Path, scratch: Path) -> dict[str, Any]:
    """Saves the tokenizer, and says the sizes of a model for it."""
    from transformers import T5Tokenizer

    spm, _ = sentencepiece(scratch, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["<2en>"])
    shutil.copy(spm, scratch / "spiece.model")
    tokenizer = T5Tokenizer.from_pretrained(scratch, extra_ids=0)
    tokenizer.save_pretrained(folder)
    ids = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id, "decoder_start_token_id": tokenizer.pad_token_id}
    spare = 8  # rows of the output matrix that no piece belongs to, as the real ones have
    sizes = {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_heads": 4, "initializer_factor": 3.0}
    return {"vocab_size": len(tokenizer) + spare, **sizes, **ids}


def _save_untied(model_class: Any, config: Any, folder: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    save(model_class, config, folder)
    weights = load_file(folder / "model.safetensors")
    torch.manual_seed(5)
    weights["lm_head.weight"] = 2 * torch.randn_like(weights["shared.weight"])
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    values.pop("scale_decoder_outputs", None)
    (folder / "config.json").write_text(json.dumps({**values, "tie_word_embeddings": False}), encoding="utf-8")


def mbart(folder: Path, scratch: Path) -> None:
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    spm, _ = sentencepiece(scratch)
    shutil.copy(spm, scratch / "sentencepiece.bpe.model")
    tokenizer = MBart50Tokenizer.from_pretrained(scratch)
    tokenizer.save_pretrained(folder)
    config = MBartConfig(vocab_size=len(tokenizer), decoder_start_token_id=2, **SIZES)
    config.normalize_before = config.normalize_embedding = True  # as in the config.json of the real ones
    config.tokenizer_class = "MBart50Tokenizer"
    save(MBartForConditionalGeneration, config, folder)


def mbart_unnamed(folder: Path, scratch: Path) -> None:
    """An mBART-50 whose config.json says neither how it normalizes nor which tokenizer it has."""
    mbart(folder, scratch)
    values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for name in ("normalize_before", "normalize_embedding", "tokenizer_class"):
        values.pop(name)
    (folder / "config.json").write_text(json.dumps(values), encoding="utf-8")


FAMILIES = {"marian": marian, "nllb": nllb, "m2m100": m2m100, "t5": t5, "mbart": mbart}
"""Saved as the Hub has them."""
VARIANTS = {"t5": (t5_scaled, mt5), "mbart": (mbart_unnamed,)}
"""Others of the same families."""

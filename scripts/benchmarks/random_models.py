"""Checkpoints of real shapes with random weights and real tokenizers, trained on our corpus, saved in the layout of the Hub."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VOCABULARY = 32_000
NEVER = -10_000.0
"""Added to the logit of a piece that shall not come."""


def sentence_pieces(texts: Sequence[str], scratch: Path, **options: Any) -> tuple[Path, list[str]]:
    """A unigram model of at most `VOCABULARY` pieces, and its pieces without control ones."""
    import sentencepiece

    scratch.mkdir(parents=True, exist_ok=True)
    corpus, prefix = scratch / "corpus.txt", scratch / "spm"
    corpus.write_text("\n".join(texts), encoding="utf-8")
    given: dict[str, Any] = {"character_coverage": 1.0, "hard_vocab_limit": False, "minloglevel": 2, **options}
    sentencepiece.SentencePieceTrainer.train(input=str(corpus), model_prefix=str(prefix), vocab_size=VOCABULARY - 8, **given)
    model = sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")
    plain = (i for i in range(model.get_piece_size()) if not model.is_control(i) and not model.is_unknown(i))
    return prefix.with_suffix(".model"), [model.id_to_piece(i) for i in plain]


def marian_base(folder: Path, texts: Sequence[str], scratch: Path) -> Path:
    """The shape of opus-mt: 6 + 6 layers, d 512. Its bias keeps it from ending an output, which random weights do at any time or never,
    and from writing a space, so that all outputs are as long as the limit allows, and none repeats a word, which the pipeline would try
    to translate again.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    spm, pieces = sentence_pieces(texts, scratch)
    for name in ("source.spm", "target.spm"):
        shutil.copy(spm, folder / name)
    names = ["</s>", "<unk>", *pieces]
    names += [f"<spare{number}>" for number in range(VOCABULARY - 1 - len(names))] + ["<pad>"]
    (folder / "vocab.json").write_text(json.dumps({name: place for place, name in enumerate(names)}), encoding="utf-8")
    settings = {"source_lang": "ko", "target_lang": "en", "tokenizer_class": "MarianTokenizer", "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    pad = len(names) - 1
    shape: dict[str, Any] = {"d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048}
    heads: dict[str, Any] = {"encoder_attention_heads": 8, "decoder_attention_heads": 8, "max_position_embeddings": 512}
    ids: dict[str, Any] = {"pad_token_id": pad, "eos_token_id": 0, "decoder_start_token_id": pad, "forced_eos_token_id": None}
    torch.manual_seed(1)
    config = MarianConfig(vocab_size=len(names), activation_function="swish", scale_embedding=True, **shape, **heads, **ids)
    model = MarianMTModel(config)
    written = [bool(name.strip("▁")) and not name.startswith(("▁", "<")) for name in names]
    model.final_logits_bias[0, ~torch.tensor(written)] = NEVER
    model.save_pretrained(folder)
    return folder


def nli_base(folder: Path, architecture: str, texts: Sequence[str], scratch: Path) -> Path:
    """The base shape (12 layers, d 768) of `xlm-roberta` or `deberta-v3`, a classifier of two labels."""
    import sentencepiece
    import torch
    import transformers

    folder.mkdir(parents=True, exist_ok=True)
    spm, pieces = sentence_pieces(texts, scratch)
    model = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    scored = [(piece, model.get_score(model.piece_to_id(piece))) for piece in pieces]
    labels: dict[str, Any] = {"id2label": {0: "entailment", 1: "not_entailment"}, "label2id": {"entailment": 0, "not_entailment": 1}}
    theirs: Any = transformers
    torch.manual_seed(1)
    if architecture == "xlm-roberta":
        control = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
        tokenizer = theirs.XLMRobertaTokenizer(vocab=[*control, *scored, ("<mask>", 0.0)], model_max_length=512)
        config = theirs.XLMRobertaConfig(vocab_size=len(tokenizer), max_position_embeddings=514, type_vocab_size=1, **labels)
        made = theirs.XLMRobertaForSequenceClassification(config)
    elif architecture == "deberta-v3":
        control = [("[PAD]", 0.0), ("[CLS]", 0.0), ("[SEP]", 0.0), ("[UNK]", 0.0)]
        tokenizer = theirs.DebertaV2Tokenizer(vocab=[*control, *scored], unk_id=3, model_max_length=512)
        shape: dict[str, Any] = {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072}
        positions: dict[str, Any] = {"relative_attention": True, "position_buckets": 256, "norm_rel_ebd": "layer_norm"}
        positions |= {"share_att_key": True, "pos_att_type": ["p2c", "c2p"], "position_biased_input": False, "type_vocab_size": 0}
        config = theirs.DebertaV2Config(vocab_size=len(tokenizer), max_position_embeddings=512, **shape, **positions, **labels)
        made = theirs.DebertaV2ForSequenceClassification(config)
    else:
        raise SystemExit(f"no encoder is called {architecture!r}; choose xlm-roberta or deberta-v3")
    made.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder

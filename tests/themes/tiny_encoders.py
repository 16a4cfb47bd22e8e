"""Small random encoders of the real architectures with small real tokenizers, saved as a user finds them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.interfaces import ThemeDefinition

TEXTS = (
    "This article is about AI and digital education. Learning with and about artificial intelligence and data.",
    "School safety. Keeping pupils safe from violence and accidents.",
    "query: passage: Universities, their funding and tuition.",
    "새솔교육지원청은 12일 시청 앞에서 행사를 열었다고 밝혔다.",
    "학교폭력 피해 학생을 돕는 전담조사관과 학교전담경찰관이 함께 나섰다.",
    "비가 내려 행사는 한 시간 일찍 끝났다.",
    "인공지능 수업과 대학 등록금, 이 기사는 안전에 관한 것이다.",
)
THEMES = (
    ThemeDefinition("ai", "AI and digital education", "인공지능 교육", "Learning with data.", ("인공지능", "인공지능 수업")),
    ThemeDefinition("safety", "School safety", "학교 안전", "Keeping pupils safe from violence.", ("학교폭력", "안전")),
    ThemeDefinition("university", "Universities", "대학", "Universities, their funding and tuition.", ("대학", "등록금")),
    ThemeDefinition("weather", "Rain", "비", "An event that ended an hour early.", ("폭우",)),
)
TWO_LABELS = {0: "entailment", 1: "not_entailment"}
SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "initializer_range": 0.3,  # wide, so that outputs differ from text to text
}


def sentence_pieces(folder: Path, pad: int, size: int = 260) -> list[tuple[str, float]]:
    """The pieces of a unigram model trained here, control pieces left out; written beside as `spm.model`."""
    import sentencepiece

    text = folder / "text.txt"
    text.write_text("\n".join(TEXTS * 30), encoding="utf-8")
    prefix = str(folder / "spm")
    options: dict[str, Any] = {"character_coverage": 1.0, "hard_vocab_limit": False, "minloglevel": 9, "pad_id": pad}
    sentencepiece.SentencePieceTrainer.train(input=str(text), model_prefix=prefix, vocab_size=size, **options)
    model = sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")
    whole = range(model.get_piece_size())
    return [(model.id_to_piece(i), model.get_score(i)) for i in whole if not model.is_control(i) and not model.is_unknown(i)]


def xlm_roberta_tokenizer(scratch: Path) -> Any:
    from transformers import XLMRobertaTokenizer

    control = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    return XLMRobertaTokenizer(vocab=[*control, *sentence_pieces(scratch, -1), ("<mask>", 0.0)])


def deberta_tokenizer(scratch: Path) -> Any:
    from transformers import DebertaV2Tokenizer

    control = [("[PAD]", 0.0), ("[CLS]", 0.0), ("[SEP]", 0.0), ("[UNK]", 0.0)]
    return DebertaV2Tokenizer(vocab=[*control, *sentence_pieces(scratch, -1)], unk_id=3)


def bert_tokenizer(texts: tuple[str, ...] = TEXTS) -> Any:
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertTokenizer

    trained = BertWordPieceTokenizer(lowercase=False)
    trained.train_from_iterator(texts, vocab_size=400, min_frequency=1, show_progress=False)
    return BertTokenizer(vocab=trained.get_vocab(), do_lower_case=False)


def save(folder: Path, model_class: Any, config: Any, tokenizer: Any, **options: Any) -> Path:
    import torch

    torch.manual_seed(7)
    model_class(config, **options).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def xlm_roberta_nli(folder: Path, scratch: Path, labels: Mapping[int, str] = TWO_LABELS) -> Path:
    from transformers import XLMRobertaConfig, XLMRobertaForSequenceClassification

    tokenizer = xlm_roberta_tokenizer(scratch)
    config = XLMRobertaConfig(vocab_size=len(tokenizer), max_position_embeddings=514, type_vocab_size=1, id2label=dict(labels), **SIZES)
    config.label2id = {name: place for place, name in labels.items()}
    return save(folder, XLMRobertaForSequenceClassification, config, tokenizer)


def deberta_nli(folder: Path, scratch: Path, labels: Mapping[int, str] = TWO_LABELS) -> Path:
    from transformers import DebertaV2Config, DebertaV2ForSequenceClassification

    tokenizer = deberta_tokenizer(scratch)
    as_deberta_v3: dict[str, Any] = {
        "max_position_embeddings": 512,
        "type_vocab_size": 0,
        "relative_attention": True,
        "position_buckets": 64,
        "norm_rel_ebd": "layer_norm",
        "share_att_key": True,
        "pos_att_type": ["p2c", "c2p"],
        "position_biased_input": False,
    }
    config = DebertaV2Config(vocab_size=len(tokenizer), id2label=dict(labels), **as_deberta_v3, **SIZES)
    config.label2id = {name: place for place, name in labels.items()}
    return save(folder, DebertaV2ForSequenceClassification, config, tokenizer)


def bert_nli(folder: Path, scratch: Path, labels: Mapping[int, str] = TWO_LABELS) -> Path:
    from transformers import BertConfig, BertForSequenceClassification

    del scratch
    tokenizer = bert_tokenizer()
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=512, id2label=dict(labels), **SIZES)
    config.label2id = {name: place for place, name in labels.items()}
    return save(folder, BertForSequenceClassification, config, tokenizer)


def xlm_roberta_encoder(folder: Path, scratch: Path, *, positions: int = 514) -> Path:
    from transformers import XLMRobertaConfig, XLMRobertaModel

    tokenizer = xlm_roberta_tokenizer(scratch)
    config = XLMRobertaConfig(vocab_size=len(tokenizer), max_position_embeddings=positions, type_vocab_size=1, **SIZES)
    return save(folder, XLMRobertaModel, config, tokenizer)


def bert_encoder(folder: Path, scratch: Path, *, texts: tuple[str, ...] = TEXTS, pooler: bool = True) -> Path:
    from transformers import BertConfig, BertModel

    del scratch
    tokenizer = bert_tokenizer(texts)
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=512, **SIZES)
    return save(folder, BertModel, config, tokenizer, add_pooling_layer=pooler)


def pool_by(folder: Path, **flags: Any) -> None:
    (folder / "1_Pooling").mkdir(exist_ok=True)
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": 32, **flags}), encoding="utf-8")

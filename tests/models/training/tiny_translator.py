"""A small encoder with a tokenizer trained on our corpus, saved as a user finds one, and a small corpus folder beside a parallel one."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[3] / "data" / "corpus"
PAIRS = 200
WIDTH: dict[str, Any] = {"hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 128, "num_hidden_layers": 2}


def corpus_lines(count: int) -> list[str]:
    """The first lines `ko ||| en` of the corpus's wire sentences."""
    lines = [line for path in sorted((CORPUS / "sentences").glob("wire*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if " ||| " in line][:count]


def encoder(folder: Path, scratch: Path, kind: str = "xlm-roberta") -> Path:
    """An XLM-R of two layers, or a BERT with its vocabulary, as multilingual E5 is one."""
    import sentencepiece
    import torch
    from transformers import BertConfig, BertModel, XLMRobertaConfig, XLMRobertaModel, XLMRobertaTokenizer

    text = scratch / "text.txt"
    text.write_text("\n".join(part for line in corpus_lines(PAIRS) for part in line.split(" ||| ")), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(scratch / "spm"), vocab_size=1500, character_coverage=1.0, hard_vocab_limit=False, minloglevel=9
    )
    model = sentencepiece.SentencePieceProcessor(model_file=str(scratch / "spm.model"))
    numbers = [number for number in range(model.get_piece_size()) if not model.is_control(number) and not model.is_unknown(number)]
    control = [(sign, 0.0) for sign in ("<s>", "<pad>", "</s>", "<unk>")]
    vocabulary = [*control, *((model.id_to_piece(number), model.get_score(number)) for number in numbers), ("<mask>", 0.0)]
    tokenizer = XLMRobertaTokenizer(vocab=vocabulary)
    torch.manual_seed(7)
    if kind == "bert":
        BertModel(BertConfig(vocab_size=len(vocabulary), max_position_embeddings=128, **WIDTH), add_pooling_layer=False).save_pretrained(
            folder
        )
    else:
        config = XLMRobertaConfig(vocab_size=len(vocabulary), max_position_embeddings=130, type_vocab_size=1, **WIDTH)
        XLMRobertaModel(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def corpus(folder: Path) -> Path:
    """A corpus of 160 sentences, an article of each split, and the real grammar."""
    lines = corpus_lines(PAIRS)
    for name in ("articles", "sentences"):
        (folder / name).mkdir(parents=True)
    (folder / "articles" / "a03.txt").write_text("# a03-1\nT " + "\n".join(lines[160:170]), encoding="utf-8")
    (folder / "articles" / "a04.txt").write_text("# a04-1\n" + "\n".join(lines[170:182]), encoding="utf-8")
    (folder / "sentences" / "s1.txt").write_text("\n".join(lines[:160]), encoding="utf-8")
    shutil.copytree(CORPUS / "grammar", folder / "grammar")
    return folder


def parallel(folder: Path) -> Path:
    """One file of pairs, and what SOURCES.tsv says of it."""
    folder.mkdir()
    rows = "\n".join(line.replace(" ||| ", "\t") for line in corpus_lines(PAIRS)[182:])
    (folder / "talks.tsv.gz").write_bytes(gzip.compress(rows.encode()))
    source = "file\trepo\tlicence\tpairs\ntalks.tsv.gz\thttps://example.org/talks\tCC-BY-4.0\t18\n"
    (folder / "SOURCES.tsv").write_text(source, encoding="utf-8")
    return folder

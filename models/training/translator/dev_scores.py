"""BLEU and chrF++ of a network in training on held-out pairs, with sacrebleu's signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.errors import ModelError
from models.training.translator.batches import LONGEST_TARGET
from models.training.translator.export import BOS, EOS, NEVER, PAD, UNK
from models.training.translator.pairs import Pair

BATCH = 32
"""Sentences decoded at a time."""


@dataclass(frozen=True, slots=True)
class DevScores:
    """Corpus scores and what they were computed with; `beam` is the number of hypotheses kept in decoding."""

    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    sentences: int
    beam: int


def score(model: Any, tokenizer: Any, pairs: Sequence[Pair], *, targets: int, beam: int) -> DevScores:
    """Translates the Korean of `pairs` with `model` and scores it. Raises ModelError where sacrebleu is not installed.

    `tokenizer` is a `tokenizers.Tokenizer`; pieces from `targets` on are not produced.
    """
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise ModelError("dev scores need sacrebleu; install eduwire with the extra `train`") from error
    hypotheses = translate(model, tokenizer, [korean for korean, _ in pairs], targets=targets, beam=beam)
    references = [[english for _, english in pairs]]
    bleu, chrf = BLEU(), CHRF(word_order=2)
    scores = bleu.corpus_score(hypotheses, references).score, chrf.corpus_score(hypotheses, references).score
    return DevScores(*scores, str(bleu.get_signature()), str(chrf.get_signature()), len(pairs), beam)


def translate(model: Any, tokenizer: Any, sources: Sequence[str], *, targets: int, beam: int) -> list[str]:
    """The best hypothesis of each source, by beam search."""
    import torch
    import transformers

    library: Any = transformers
    bias = torch.zeros_like(model.final_logits_bias)
    bias[:, targets:] = NEVER
    bias[:, [BOS, PAD, UNK]] = NEVER
    decoding = library.GenerationConfig(
        num_beams=beam,
        max_new_tokens=LONGEST_TARGET,
        decoder_start_token_id=EOS,
        eos_token_id=EOS,
        pad_token_id=PAD,
        bos_token_id=BOS,
    )
    was, trained = model.final_logits_bias, model.training
    model.final_logits_bias = bias
    model.eval()
    order = sorted(range(len(sources)), key=lambda place: len(sources[place]))
    found: dict[int, str] = {}
    with torch.no_grad():
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            rows = [list(tokenizer.encode(sources[place]).ids) for place in places]
            longest = max(map(len, rows))
            ids = torch.tensor([row + [PAD] * (longest - len(row)) for row in rows], device=model.device)
            outputs = model.generate(input_ids=ids, attention_mask=(ids != PAD).long(), generation_config=decoding)
            found.update(zip(places, tokenizer.decode_batch(outputs.tolist()), strict=True))
    model.final_logits_bias = was
    model.train(trained)
    return [found[place] for place in range(len(sources))]

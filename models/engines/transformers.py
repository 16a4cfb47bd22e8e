"""Hugging Face transformers: the reference engine, and the one for devices and checkpoints that CTranslate2 does not take."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.engines import Decoding, Output, Pieces
from models.errors import ModelError

BATCH_PIECES = 2048
"""Padded source pieces in one call of generate."""


class TransformersEngine:
    """A checkpoint in Hugging Face layout, loaded at the first call. `ceiling` is the most pieces that it can produce."""

    def __init__(self, folder: Path, *, compute_type: str, device: str, threads: int, ceiling: int, vocabulary: dict[str, int]) -> None:
        self._folder = folder
        self._compute_type = compute_type
        self._device = device
        self._threads = threads
        self._ceiling = ceiling
        self._ids = vocabulary
        self._pieces = {index: piece for piece, index in vocabulary.items()}
        self._model: Any = None

    def generate(self, sources: Sequence[Pieces], decoding: Decoding) -> list[list[Output]]:
        """See `Engine.generate`. A batch holds sources of one length limit only, so that the limit depends on the source alone."""
        model = self._load()
        by_limit: dict[int, list[int]] = defaultdict(list)
        for index in sorted(range(len(sources)), key=lambda i: -len(sources[i])):
            by_limit[decoding.limit(len(sources[index]), self._ceiling)].append(index)
        outputs: list[list[Output]] = [[] for _ in sources]
        for limit, indices in by_limit.items():
            for batch in _batches(indices, sources):
                for index, found in zip(batch, self._decode(model, [sources[i] for i in batch], decoding, limit), strict=True):
                    outputs[index] = found
        return outputs

    def _decode(self, model: Any, sources: Sequence[Pieces], decoding: Decoding, limit: int) -> list[list[Output]]:
        import torch

        config = model.config
        width = max(map(len, sources))
        ids = torch.full((len(sources), width), config.pad_token_id)
        mask = torch.zeros_like(ids)
        for row, source in enumerate(sources):
            ids[row, : len(source)] = torch.tensor([self._ids[piece] for piece in source])
            mask[row, : len(source)] = 1
        searching = {"length_penalty": decoding.length_penalty, "early_stopping": True} if decoding.beam_size > 1 else {}
        with torch.inference_mode():
            found = model.generate(
                input_ids=ids.to(model.device),
                attention_mask=mask.to(model.device),
                num_beams=decoding.beam_size,
                num_return_sequences=decoding.num_hypotheses,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                max_new_tokens=limit,
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
                **searching,
            )
            beams = getattr(found, "beam_indices", None)
            steps = model.compute_transition_scores(found.sequences, found.scores, beams, normalize_logits=beams is None)
        rows = [self._output(sequence[1:], score, config) for sequence, score in zip(found.sequences.tolist(), steps.tolist(), strict=True)]
        return [rows[i : i + decoding.num_hypotheses] for i in range(0, len(rows), decoding.num_hypotheses)]

    def _output(self, ids: list[int], scores: list[float], config: Any) -> Output:
        length = ids.index(config.eos_token_id) if config.eos_token_id in ids else len([i for i in ids if i != config.pad_token_id])
        counted = scores[: length + 1]
        return Output(tuple(self._pieces[i] for i in ids[:length]), sum(counted) / max(len(counted), 1))

    def _load(self) -> Any:
        if self._model is None:
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            import torch
            from transformers import AutoModelForSeq2SeqLM

            if self._threads and self._device == "cpu":
                torch.set_num_threads(self._threads)
            try:
                model = AutoModelForSeq2SeqLM.from_pretrained(
                    self._folder, dtype=getattr(torch, self._compute_type), local_files_only=True, use_safetensors=True
                )
                self._model = model.to(self._device).eval()
            except Exception as error:  # transformers, safetensors and torch each raise their own
                raise ModelError(f"transformers cannot load {self._folder}: {error}") from error
        return self._model


def _batches(indices: Sequence[int], sources: Sequence[Pieces]) -> list[list[int]]:
    """Runs of `indices` (longest source first) whose padded size stays under `BATCH_PIECES`."""
    batches: list[list[int]] = []
    for index in indices:
        if batches and (len(batches[-1]) + 1) * len(sources[batches[-1][0]]) <= BATCH_PIECES:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches

"""Hugging Face transformers: the reference engine, and the one for devices and checkpoints that CTranslate2 does not take."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from models.engines import Decoding, Output, Pieces
from models.engines.checkpoint import Checkpoint
from models.engines.quiet import quiet_transformers
from models.engines.step_scores import StepScores
from models.errors import ModelError

BATCH_PIECES = 2048
"""Padded source pieces in one call of generate."""


class TransformersEngine:
    """A checkpoint in Hugging Face layout, loaded at the first call.

    `ceiling` is the most pieces that it can produce, `target_prefix` what every output begins with, `barred` pieces that no output may
    hold. Of the checkpoint's own generation settings only the ids of its special pieces hold: all else is what `Decoding` says.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        *,
        compute_type: str,
        device: str,
        threads: int,
        ceiling: int,
        vocabulary: dict[str, int],
        target_prefix: Sequence[str] = (),
        barred: Collection[str] = (),
    ) -> None:
        self._checkpoint = checkpoint
        self._compute_type = compute_type
        self._device = device
        self._threads = threads
        self._ceiling = ceiling
        self._ids = vocabulary
        self._prefix = [vocabulary[piece] for piece in target_prefix]
        self._barred = barred
        self._pieces = {index: piece for piece, index in vocabulary.items()}
        self._model: Any = None

    def generate(self, sources: Sequence[Pieces], decoding: Decoding) -> list[list[Output]]:
        """See `Engine.generate`. A batch holds sources of one length limit only, so that the limit depends on the source alone."""
        by_limit: dict[int, list[int]] = defaultdict(list)
        for index in sorted(range(len(sources)), key=lambda i: -len(sources[i])):
            by_limit[decoding.limit(len(sources[index]), self._ceiling)].append(index)
        outputs: list[list[Output]] = [[] for _ in sources]
        for limit, indices in by_limit.items():
            for batch in _batches(indices, sources):
                for index, found in zip(batch, self._decode_in_memory([sources[i] for i in batch], decoding, limit), strict=True):
                    outputs[index] = found
        return outputs

    def _decode_in_memory(self, sources: Sequence[Pieces], decoding: Decoding, limit: int) -> list[list[Output]]:
        """`_decode`, in halves as often as the device's memory asks for. Raises ModelError where one source alone does not fit."""
        model = self._load()
        import torch

        try:
            return self._decode(model, sources, decoding, limit)
        except torch.OutOfMemoryError as error:
            if len(sources) == 1:
                raise ModelError(
                    f"{self._device} has too little memory for {self._checkpoint.folder.name}, even for one sentence at beam_size "
                    f"{decoding.beam_size}; set device: cpu, a smaller beam_size, or a smaller model"
                ) from error
        torch.cuda.empty_cache()  # outside of the handler, which keeps the failed tensors alive
        half = len(sources) // 2
        return [found for part in (sources[:half], sources[half:]) for found in self._decode_in_memory(part, decoding, limit)]

    def _decode(self, model: Any, sources: Sequence[Pieces], decoding: Decoding, limit: int) -> list[list[Output]]:
        import torch

        width = max(map(len, sources))
        ids = torch.full((len(sources), width), model.generation_config.pad_token_id)
        mask = torch.zeros_like(ids)
        for row, source in enumerate(sources):
            ids[row, : len(source)] = torch.tensor([self._ids[piece] for piece in source])
            mask[row, : len(source)] = 1
        end = model.generation_config.eos_token_id
        steps = StepScores(self._prefix, end, self._barred_ids(model), decoding.beam_size)
        with torch.inference_mode():
            found = model.generate(
                input_ids=ids.to(model.device),
                attention_mask=mask.to(model.device),
                num_beams=decoding.beam_size,
                num_return_sequences=decoding.num_hypotheses,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                max_new_tokens=limit + len(self._prefix),
                do_sample=False,
                return_dict_in_generate=True,
                logits_processor=[steps],
                **({"length_penalty": decoding.length_penalty, "early_stopping": True} if decoding.beam_size > 1 else {}),
            )
        sequences = found.sequences[:, 1:].tolist()  # without the decoder's start
        beams = getattr(found, "beam_indices", None)
        rows = beams.tolist() if beams is not None else [[row] * len(sequence) for row, sequence in enumerate(sequences)]
        outputs = [self._output(sequence, end, steps, row) for sequence, row in zip(sequences, rows, strict=True)]
        return [outputs[i : i + decoding.num_hypotheses] for i in range(0, len(outputs), decoding.num_hypotheses)]

    def _output(self, sequence: list[int], end: int, steps: StepScores, rows: list[int]) -> Output:
        given = len(self._prefix)
        ended = sequence.index(end, given) + 1 if end in sequence[given:] else len(sequence)
        scores = steps.of(sequence[:ended], rows)[given:]
        produced = sequence[given : given + len(scores)]
        pieces = tuple(self._pieces[i] for i in produced if i != end)
        return Output(pieces, sum(scores) / max(len(scores), 1), end in produced)

    def _barred_ids(self, model: Any) -> Any:
        """True for the ids that no output may hold: those of barred pieces, and spare rows of the output matrix, which have no piece."""
        import torch

        size = model.get_output_embeddings().weight.shape[0]
        readable = [i for i, piece in self._pieces.items() if i < size and piece not in self._barred]
        barred = torch.ones(size, dtype=torch.bool)
        barred[readable] = False
        return barred.to(model.device)

    def _load(self) -> Any:
        if self._model is None:
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            import torch
            from transformers import AutoModelForSeq2SeqLM

            if self._threads and self._device == "cpu":
                torch.set_num_threads(self._threads)
            folder = self._checkpoint.folder
            try:
                with quiet_transformers():
                    model = AutoModelForSeq2SeqLM.from_pretrained(
                        folder, dtype=getattr(torch, self._compute_type), local_files_only=True, weights_only=True
                    )
                    _keep_special_ids(model)
                self._model = model.to(self._device).eval()
            except torch.OutOfMemoryError as error:
                raise ModelError(f"{self._device} has too little memory for {folder.name}; set device: cpu, or a smaller model") from error
            except Exception as error:  # transformers, safetensors and torch each raise their own
                raise self._checkpoint.refusal(error) or ModelError(f"transformers cannot load {folder}: {error}") from error
        return self._model


def _keep_special_ids(model: Any) -> None:
    """The checkpoint's own beam, lengths and penalties would come on top of `Decoding`."""
    import transformers

    settings: Any = transformers.GenerationConfig  # untyped
    own, config = model.generation_config, model.config
    names = ("pad_token_id", "eos_token_id", "decoder_start_token_id")
    ids = {name: value if (value := getattr(own, name, None)) is not None else getattr(config, name, None) for name in names}
    if isinstance(ids["eos_token_id"], list):
        ids["eos_token_id"] = ids["eos_token_id"][0]
    if ids["decoder_start_token_id"] is None:
        ids["decoder_start_token_id"] = ids["eos_token_id"]  # as the conversion for CTranslate2 does
    model.generation_config = settings(**ids)


def _batches(indices: Sequence[int], sources: Sequence[Pieces]) -> list[list[int]]:
    """Runs of `indices` (longest source first) whose padded size stays under `BATCH_PIECES`."""
    batches: list[list[int]] = []
    for index in indices:
        if batches and (len(batches[-1]) + 1) * len(sources[batches[-1][0]]) <= BATCH_PIECES:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches

"""CTranslate2: the fast engine on CPU. Needs neither torch nor transformers once the checkpoint is converted."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.engines import Decoding, Output, Pieces
from models.errors import ModelError

BATCH_PIECES = 1024
"""Padded pieces that one worker takes at a time: fits the cache of a laptop's core and leaves work for every worker."""


class CTranslate2Engine:
    """A converted checkpoint, loaded at the first call.

    Batches run side by side on one thread each (`threads` of them, 0: one for each core), which beats many threads on one
    batch for models of this size.
    `ceiling` is the most pieces that the model can produce.
    """

    def __init__(self, folder: Path, *, compute_type: str, device: str, threads: int, ceiling: int) -> None:
        self._folder = folder
        self._compute_type = compute_type
        self._device, _, index = device.partition(":")
        self._device_index = int(index or 0)
        self._workers = threads or _usable_cores()
        self._ceiling = ceiling
        self._translator: Any = None

    def generate(self, sources: Sequence[Pieces], decoding: Decoding) -> list[list[Output]]:
        """See `Engine.generate`. Sources that share a length limit go to the workers together, all limits at once."""
        translator = self._load()
        by_limit: dict[int, list[int]] = defaultdict(list)
        for index, source in enumerate(sources):
            by_limit[decoding.limit(len(source), self._ceiling)].append(index)
        waiting = [
            (indices, translator.translate_batch([list(sources[i]) for i in indices], asynchronous=True, **_options(decoding, limit)))
            for limit, indices in sorted(by_limit.items(), reverse=True)  # the longest first, so that none is left alone at the end
        ]
        outputs: list[list[Output]] = [[] for _ in sources]
        for indices, results in waiting:
            for index, future in zip(indices, results, strict=True):
                result = future.result()
                outputs[index] = [
                    Output(tuple(pieces), _mean(score, len(pieces), decoding.length_penalty))
                    for pieces, score in zip(result.hypotheses, result.scores, strict=True)
                ]
        return outputs

    def _load(self) -> Any:
        if self._translator is None:
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # spinning threads halve everything on a shared machine
            import ctranslate2

            on_cpu = self._device == "cpu"
            try:
                self._translator = ctranslate2.Translator(
                    str(self._folder),
                    device=self._device,
                    device_index=self._device_index,
                    compute_type=self._compute_type,
                    inter_threads=self._workers if on_cpu else 1,
                    intra_threads=1 if on_cpu else 0,
                )
            except (RuntimeError, ValueError) as error:
                raise ModelError(f"CTranslate2 cannot load {self._folder}: {error}; remove that folder and run again") from error
        return self._translator


def _usable_cores() -> int:
    """Cores that this process may use: fewer than the machine has where a container or `taskset` says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _options(decoding: Decoding, limit: int) -> dict[str, Any]:
    return {
        "beam_size": decoding.beam_size,
        "num_hypotheses": decoding.num_hypotheses,
        "length_penalty": decoding.length_penalty,
        "repetition_penalty": decoding.repetition_penalty,
        "no_repeat_ngram_size": decoding.no_repeat_ngram_size,
        "max_decoding_length": limit,
        "max_batch_size": BATCH_PIECES,
        "batch_type": "tokens",
        "max_input_length": 0,
        "return_scores": True,
    }


def _mean(score: float, length: int, length_penalty: float) -> float:
    """CTranslate2 divides the summed log probability by length ** length_penalty, the end of sentence counted in."""
    counted = length + 1
    return float(score * counted**length_penalty / counted)

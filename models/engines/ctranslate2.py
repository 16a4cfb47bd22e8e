"""CTranslate2: the fast engine on CPU. Needs neither torch nor transformers once the checkpoint is converted."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from models.engines import Decoding, Output, Pieces
from models.errors import ModelError
from models.machine import cores

BATCH_PIECES = 1024
"""Padded pieces that one worker takes at a time: fits the cache of a laptop's core and leaves work for every worker."""

VOCABULARY = "shared_vocabulary.json"
"""Every family here shares its vocabulary between source and target, and the converter writes it once."""


class CTranslate2Engine:
    """A converted checkpoint, loaded at the first call.

    Batches run side by side on one thread each (`threads` of them, 0: one for each core), which beats many threads on one
    batch for models of this size.
    `ceiling` is the most pieces that the model can produce, `target_prefix` what every output begins with. No output may hold a piece
    that is `barred` or not in `vocabulary`: the converter makes names up for spare rows of the output matrix.
    """

    def __init__(
        self,
        folder: Path,
        *,
        compute_type: str,
        device: str,
        threads: int,
        ceiling: int,
        vocabulary: Collection[str],
        target_prefix: Sequence[str] = (),
        barred: Collection[str] = (),
    ) -> None:
        self._folder = folder
        self._compute_type = compute_type
        self._device, _, index = device.partition(":")
        self._device_index = int(index or 0)
        self._workers = threads or cores()
        self._ceiling = ceiling
        self._prefix = list(target_prefix)
        self._vocabulary = vocabulary
        self._barred = barred
        self._suppressed: list[list[str]] | None = None
        self._end = ""
        self._translator: Any = None

    def generate(self, sources: Sequence[Pieces], decoding: Decoding) -> list[list[Output]]:
        """See `Engine.generate`. Sources that share a length limit go to the workers together, all limits at once."""
        translator = self._load()
        by_limit: dict[int, list[int]] = defaultdict(list)
        for index, source in enumerate(sources):
            by_limit[decoding.limit(len(source), self._ceiling)].append(index)
        batch_pieces = min(BATCH_PIECES, -(-sum(map(len, sources)) // self._workers) or 1)  # a few sentences still keep every worker busy
        waiting = [
            (
                indices,
                translator.translate_batch(
                    [list(sources[i]) for i in indices],
                    target_prefix=[self._prefix] * len(indices) if self._prefix else None,
                    suppress_sequences=self._suppressed,
                    asynchronous=True,
                    **_options(decoding, limit, len(self._prefix), batch_pieces),
                ),
            )
            for limit, indices in sorted(by_limit.items(), reverse=True)  # the longest first, so that none is left alone at the end
        ]
        outputs: list[list[Output]] = [[] for _ in sources]
        for indices, results in waiting:
            for index, future in zip(indices, results, strict=True):
                result = future.result()
                outputs[index] = [
                    self._output(pieces, score, decoding.length_penalty)
                    for pieces, score in zip(result.hypotheses, result.scores, strict=True)
                ]
        return outputs

    def _output(self, pieces: Sequence[str], score: float, length_penalty: float) -> Output:
        """Without the prefix, which is given and not found, and the end, which is missing where the length limit cut the output off.

        CTranslate2 divides the summed log probability by length ** length_penalty; it counts the end and the prefix into the length,
        but the prefix's probability is one.
        """
        total = score * len(pieces) ** length_penalty
        own = pieces[len(self._prefix) :]
        mean = float(total / max(len(own), 1))
        ended = bool(own) and own[-1] == self._end
        return Output(tuple(own[:-1] if ended else own), mean, ended)

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
                self._end, self._suppressed = self._special_pieces()
            except (RuntimeError, OSError, ValueError, LookupError) as error:
                raise ModelError(f"CTranslate2 cannot load {self._folder}: {error}; remove that folder and run again") from error
        return self._translator

    def _special_pieces(self) -> tuple[str, list[list[str]] | None]:
        """The end of sentence, and what no output may hold, each as a sequence of one."""
        end: str = json.loads((self._folder / "config.json").read_text(encoding="utf-8"))["eos_token"]
        names: list[str] = json.loads((self._folder / VOCABULARY).read_text(encoding="utf-8"))
        suppressed = [[name] for name in names if name in self._barred or name not in self._vocabulary]
        return end, suppressed or None


def _options(decoding: Decoding, limit: int, given: int, batch_pieces: int) -> dict[str, Any]:
    """CTranslate2 counts the `given` prefix into its lengths; at least one piece of the output's own has to come."""
    return {
        "beam_size": decoding.beam_size,
        "num_hypotheses": decoding.num_hypotheses,
        "length_penalty": decoding.length_penalty,
        "repetition_penalty": decoding.repetition_penalty,
        "no_repeat_ngram_size": decoding.no_repeat_ngram_size,
        "max_decoding_length": limit + given,
        "min_decoding_length": 1 + given,
        "return_end_token": True,
        "max_batch_size": batch_pieces,
        "batch_type": "tokens",
        "max_input_length": 0,
        "return_scores": True,
    }

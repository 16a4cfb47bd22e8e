"""Encoders on CTranslate2: three to four times as fast as torch on a CPU with int8 instructions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.engines.encoders import Readout, Row, batches
from models.engines.encoders.conversion import HEAD
from models.errors import ModelError
from models.machine import cores

if TYPE_CHECKING:
    from models.engines.encoders import Floats


class CTranslate2Encoder:
    """See `EncoderEngine`; a converted checkpoint, loaded now. Raises ModelError where it cannot be loaded."""

    def __init__(
        self, folder: Path, *, readout: Readout, compute_type: str, threads: int, batch_tokens: int, width: int, segmented: bool
    ) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import ctranslate2

        try:
            self._encoder = ctranslate2.Encoder(str(folder), "cpu", compute_type=compute_type, intra_threads=threads or cores())
            self._head = _head(folder / HEAD) if readout == "labels" else {}
        except Exception as error:  # CTranslate2 and safetensors each raise their own
            raise ModelError(f"CTranslate2 cannot load {folder}: {error}; remove that folder and run again") from error
        self._readout, self._batch_tokens, self._width, self._segmented = readout, batch_tokens, width, segmented

    @property
    def width(self) -> int:
        """See `EncoderEngine.width`."""
        return self._width

    def run(self, rows: Sequence[Row]) -> Iterator[tuple[list[int], Floats]]:
        """See `EncoderEngine.run`."""
        for places in batches(rows, self._batch_tokens):
            yield places, self._forward([rows[place] for place in places])

    def _forward(self, rows: Sequence[Row]) -> Floats:
        import numpy as np

        segments = [list(row.segments or (0,) * len(row.ids)) for row in rows] if self._segmented else None
        output = self._encoder.forward_batch([list(row.ids) for row in rows], token_type_ids=segments)
        states: Floats = np.asarray(output.last_hidden_state)
        if self._readout == "labels":
            first = np.tanh(states[:, 0] @ self._head["dense.weight"].T + self._head["dense.bias"])
            found: Floats = first @ self._head["out.weight"].T + self._head["out.bias"]
            return found
        return _pooled(states, [len(row.ids) for row in rows], self._readout)


def _head(path: Path) -> dict[str, Any]:
    from safetensors.numpy import load_file

    return dict(load_file(path))


def _pooled(states: Floats, lengths: Sequence[int], readout: Readout) -> Floats:
    """Of each row's own tokens: CTranslate2 leaves what it likes where there are none."""
    import numpy as np

    own = [row[:length] for row, length in zip(states, lengths, strict=True)]
    if readout == "cls":
        vectors: Floats = np.stack([row[0] for row in own])
    else:
        vectors = np.stack([row.max(axis=0) if readout == "max" else row.mean(axis=0) for row in own])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = vectors / np.maximum(norms, 1e-12)
    return found

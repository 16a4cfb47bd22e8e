"""Encoders on Hugging Face transformers: the reference, and the engine for GPUs and for architectures that CTranslate2 does not run."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from models.engines.checkpoint import Checkpoint
from models.engines.encoders import Readout, Row, batches
from models.engines.quiet import quiet_transformers
from models.errors import ModelError

if TYPE_CHECKING:
    from models.engines.encoders import Floats

log = logging.getLogger(__name__)


class TransformersEncoder:
    """See `EncoderEngine`; loaded now. Where there are no segments to tell apart, or `segmented` is false, none are given.

    Raises ModelError where something cannot be loaded, and where the checkpoint lacks weights, which would be random.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        *,
        readout: Readout,
        compute_type: str,
        device: str,
        threads: int,
        batch_tokens: int,
        pad: int,
        segmented: bool,
    ) -> None:
        model = load_model(checkpoint, readout, compute_type)
        import torch

        if threads and device == "cpu":
            torch.set_num_threads(threads)
        try:
            self._model = model.to(device)
        except Exception as error:  # torch raises its own
            raise ModelError(f"{checkpoint.folder.name} cannot be put on {device}: {error}; set device: cpu, or a smaller model") from error
        self._checkpoint, self._readout, self._batch_tokens, self._pad, self._segmented = checkpoint, readout, batch_tokens, pad, segmented

    @property
    def width(self) -> int:
        """See `EncoderEngine.width`."""
        return int(self._model.config.hidden_size)

    def run(self, rows: Sequence[Row]) -> Iterator[tuple[list[int], Floats]]:
        """See `EncoderEngine.run`; a batch that does not fit into memory is halved."""
        for places in batches(rows, self._batch_tokens):
            yield from self._halving(places, rows)

    def _halving(self, places: list[int], rows: Sequence[Row]) -> Iterator[tuple[list[int], Floats]]:
        import torch

        try:
            found = self._forward([rows[place] for place in places])
        except torch.OutOfMemoryError as error:
            if len(places) == 1:
                raise ModelError(
                    f"{self._checkpoint.folder.name} ran out of memory on one text of {len(rows[places[0]].ids)} tokens on "
                    f"{self._model.device}; take a smaller model or device: cpu"
                ) from error
            log.warning("out of memory with %d texts at once: halved", len(places))
        else:
            yield places, found
            return
        torch.cuda.empty_cache()
        half = len(places) // 2
        yield from self._halving(places[:half], rows)
        yield from self._halving(places[half:], rows)

    def _forward(self, rows: Sequence[Row]) -> Floats:
        import torch

        width = max(len(row.ids) for row in rows)
        ids = torch.full((len(rows), width), self._pad)
        mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row.ids)] = torch.tensor(row.ids)
            mask[place, : len(row.ids)] = 1
            if row.segments:
                segments[place, : len(row.ids)] = torch.tensor(row.segments)
        device = self._model.device
        inputs = {"input_ids": ids.to(device), "attention_mask": mask.to(device)}
        if self._segmented:
            inputs["token_type_ids"] = segments.to(device)
        with torch.inference_mode():
            output = self._model(**inputs)
            read = (
                output.logits if self._readout == "labels" else _pooled(output.last_hidden_state, inputs["attention_mask"], self._readout)
            )
        found: Floats = read.float().cpu().numpy()
        return found


def _pooled(states: Any, mask: Any, readout: Readout) -> Any:
    import torch

    states, kept = states.float(), mask.unsqueeze(-1).float()
    if readout == "cls":
        vectors = states[:, 0]
    elif readout == "max":
        vectors = states.masked_fill(kept == 0, float("-inf")).max(1).values
    else:
        vectors = (states * kept).sum(1) / kept.sum(1)
    return torch.nn.functional.normalize(vectors, dim=-1)


def load_model(checkpoint: Checkpoint, readout: Readout, compute_type: str) -> Any:
    """A transformers model on the CPU, ready to infer. Raises ModelError where it cannot be loaded, or lacks what `readout` needs."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: spinning threads starve a machine that does other work
    import torch
    import transformers

    folder = checkpoint.folder
    auto_class = transformers.AutoModelForSequenceClassification if readout == "labels" else transformers.AutoModel
    loaded: Any = auto_class
    try:
        with quiet_transformers():
            model, report = loaded.from_pretrained(
                folder,
                dtype=getattr(torch, compute_type),
                local_files_only=True,
                trust_remote_code=False,
                weights_only=True,
                output_loading_info=True,
            )
        model = model.eval()
    except Exception as error:  # transformers, safetensors and torch each raise their own
        raise checkpoint.refusal(error) or ModelError(f"transformers cannot load {folder}: {error}") from error
    unneeded = () if readout == "labels" else ("pooler.",)
    lacking = sorted(name for name in report["missing_keys"] if not name.startswith(unneeded))
    if lacking:
        named = ", ".join(lacking[:3])
        raise ModelError(f"the weights in {folder} lack {named}{' and others' if lacking[3:] else ''}: they are not of this architecture")
    return model

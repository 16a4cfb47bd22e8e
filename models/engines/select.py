"""Which engine, compute type and device: what `auto` means on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.engines import Engine
from models.engines.checkpoint import Checkpoint
from models.errors import ModelError

EngineName = Literal["auto", "ctranslate2", "transformers"]
COMPUTE_TYPES = {
    "ctranslate2": ("int8", "int8_float32", "float32", "float16", "bfloat16"),
    "transformers": ("float32", "bfloat16", "float16"),
}
DEFAULT_COMPUTE_TYPE = {("ctranslate2", "cpu"): "int8", ("transformers", "cpu"): "float32"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine that was decided upon."""

    engine: str
    compute_type: str
    device: str


def choose(engine: str, compute_type: str, device: str) -> Choice:
    """Resolves `auto`: CTranslate2 int8 on CPU, float16 on a GPU where one is seen.

    Raises ModelError for a combination that the engine does not run.
    """
    name = "ctranslate2" if engine == "auto" else engine
    if name not in COMPUTE_TYPES:
        raise ModelError(f"no engine is called {engine!r}; choose auto, ctranslate2 or transformers")
    place = _cuda_or_cpu() if device == "auto" else device
    if place != "cpu" and place.partition(":")[0] != "cuda":
        raise ModelError(f"no device is called {device!r}; choose auto, cpu, cuda or cuda:1")
    kind = DEFAULT_COMPUTE_TYPE.get((name, place), "float16") if compute_type == "auto" else compute_type
    if kind not in COMPUTE_TYPES[name]:
        raise ModelError(f"{name} does not compute in {kind!r}; choose auto or {', '.join(COMPUTE_TYPES[name])}")
    return Choice(name, kind, place)


def _cuda_or_cpu() -> str:
    import ctranslate2  # light, and asks the driver without torch

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def engine_for(
    choice: Choice, checkpoint: Checkpoint, *, threads: int, ceiling: int, vocabulary: dict[str, int], conversions: Path | None
) -> Engine:
    """The engine of a choice on a checkpoint, converted first where the engine wants that. Raises ModelError."""
    if choice.engine == "ctranslate2":
        from models.engines.conversion import converted
        from models.engines.ctranslate2 import CTranslate2Engine

        folder = converted(checkpoint, choice.compute_type, conversions)
        return CTranslate2Engine(folder, compute_type=choice.compute_type, device=choice.device, threads=threads, ceiling=ceiling)
    from models.engines.transformers import TransformersEngine

    return TransformersEngine(
        checkpoint.folder,
        compute_type=choice.compute_type,
        device=choice.device,
        threads=threads,
        ceiling=ceiling,
        vocabulary=vocabulary,
    )

"""Which engine, compute type and device: what `auto` means on this machine."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.engines import Engine
from models.engines.checkpoint import Checkpoint
from models.errors import ModelError

EngineName = Literal["auto", "ctranslate2", "transformers"]
COMPUTE_TYPES = {
    "ctranslate2": ("int8", "int8_float32", "float32", "float16", "bfloat16"),
    "transformers": ("float32", "bfloat16", "float16"),
}
CPU_COMPUTE_TYPES = ("int8", "int8_float32", "float32")
"""Of CTranslate2 without a GPU (`ctranslate2.get_supported_compute_types("cpu")`)."""
CPU_DEFAULT = {"ctranslate2": "int8", "transformers": "float32"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine that was decided upon."""

    engine: str
    compute_type: str
    device: str


def choose(engine: str, compute_type: str, device: str, *, overflows: bool = False) -> Choice:
    """Resolves `auto`: CTranslate2, in int8 on CPU, in float16 on a GPU where one is seen.

    transformers computes in float32 on CPU, in bfloat16 on a GPU that has it, as CTranslate2 does for a family whose activations
    overflow float16 (T5). Raises ModelError for a combination that the engine does not run.
    """
    name = "ctranslate2" if engine == "auto" else engine
    if name not in COMPUTE_TYPES:
        raise ModelError(f"no engine is called {engine!r}; choose auto, ctranslate2 or transformers")
    place = _cuda_or_cpu() if device == "auto" else device
    if place != "cpu" and place.partition(":")[0] != "cuda":
        raise ModelError(f"no device is called {device!r}; choose auto, cpu, cuda or cuda:1")
    kind = _auto_compute_type(name, place, overflows=overflows) if compute_type == "auto" else compute_type
    known = CPU_COMPUTE_TYPES if (name, place) == ("ctranslate2", "cpu") else COMPUTE_TYPES[name]
    if kind not in known:
        raise ModelError(f"{name} does not compute in {kind!r} on {place}; choose auto or {', '.join(known)}")
    return Choice(name, kind, place)


def _auto_compute_type(engine: str, place: str, *, overflows: bool) -> str:
    if place == "cpu":
        return CPU_DEFAULT[engine]
    if engine == "ctranslate2" and not overflows:
        return "float16"
    import ctranslate2

    index = int(place.partition(":")[2] or 0)
    try:
        known = ctranslate2.get_supported_compute_types("cuda", index)
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"device {place} cannot be used: {error}; choose cpu, or a device that this machine has") from error
    return "bfloat16" if "bfloat16" in known else "float32" if overflows else "float16"


def _cuda_or_cpu() -> str:
    import ctranslate2  # light, and asks the driver without torch

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def engine_for(
    choice: Choice,
    checkpoint: Checkpoint,
    *,
    threads: int,
    ceiling: int,
    vocabulary: dict[str, int],
    target_prefix: Sequence[str],
    barred: Collection[str],
    conversions: Path | None,
) -> Engine:
    """The engine of a choice on a checkpoint, converted first where the engine wants that. Raises ModelError."""
    settings: dict[str, Any] = {
        "compute_type": choice.compute_type,
        "device": choice.device,
        "threads": threads,
        "ceiling": ceiling,
        "vocabulary": vocabulary,
        "target_prefix": target_prefix,
        "barred": barred,
    }
    if choice.engine == "ctranslate2":
        from models.engines.conversion import converted
        from models.engines.ctranslate2 import CTranslate2Engine

        return CTranslate2Engine(converted(checkpoint, choice.compute_type, conversions), **settings)
    from models.engines.transformers import TransformersEngine

    return TransformersEngine(checkpoint, **settings)

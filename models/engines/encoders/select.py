"""Which engine, compute type and device run an encoder: what `auto` means on this machine."""

from __future__ import annotations

from models.engines.select import CPU_COMPUTE_TYPES, Choice, choose
from models.errors import ModelError
from models.machine import multiplies_bfloat16

COMPUTE_TYPES = ("float32", "bfloat16")
"""Of transformers. float16 is left out: DeBERTa's attention overflows in it."""


def choose_encoder(engine: str, compute_type: str, device: str, architecture: str, *, convertible: bool) -> Choice:
    """Resolves `auto`: CTranslate2 in int8 on a CPU where it runs the architecture (`convertible`), else transformers in bfloat16, on a
    CPU only if that multiplies in it, else in float32. `engine` transformers is the reference: float32 on a CPU. Raises ModelError for
    what does not go together.
    """
    place = choose("transformers", "auto", device).device
    fast = convertible and place == "cpu" and compute_type in ("auto", *CPU_COMPUTE_TYPES)
    if engine == "ctranslate2" or (engine == "auto" and fast):
        if not convertible:
            raise ModelError(f"CTranslate2 does not run {architecture} with these settings; set engine: auto or transformers")
        if place != "cpu":
            raise ModelError(f"encoders run by CTranslate2 on a CPU only, not on {place}; set engine: auto or transformers")
        return choose("ctranslate2", compute_type, place)
    if compute_type not in ("auto", *COMPUTE_TYPES):
        raise ModelError(
            f"transformers does not compute in {compute_type!r}, {architecture} neither; choose auto or {', '.join(COMPUTE_TYPES)}"
        )
    half = place != "cpu" or (engine == "auto" and multiplies_bfloat16())
    kind = ("bfloat16" if half else "float32") if compute_type == "auto" else compute_type
    return choose(engine if engine != "auto" else "transformers", kind, place)

"""The options that name a translation model and say how it runs and decodes, and the model that they name."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from models.interfaces import Translator
from pipeline.families import family_model
from pipeline.stage import Context
from pipeline.strict import Strict

MOST_HYPOTHESES = 4
"""Of one sentence that are ranked by its facts; they cost nothing beyond the beam."""


class TranslatorOptions(Strict):
    """What the section `translate` and its sub-section `fallback` have in common."""

    family: str
    """Kind of model: a file of models/translation."""
    model: str
    """A shipped model's name, or a folder in Hugging Face layout."""
    options: dict[str, Any] = Field(default={})
    """Options that only this family has, for example base_url of openai."""
    engine: Literal["auto", "ctranslate2", "transformers"] = "auto"
    """auto: ctranslate2. transformers is the reference: slower, the same text in float32."""
    compute_type: Literal["auto", "int8", "int8_float32", "bfloat16", "float16", "float32"] = "auto"
    """auto: int8 for ctranslate2 on a CPU."""
    device: str = Field(default="auto", pattern=r"^(auto|cpu|cuda(:\d+)?)$")
    """auto, cpu, cuda or cuda:N. Does not count as a change for the cache; the compute type does."""
    threads: int = Field(default=0, ge=0, le=1024)
    """Threads on a CPU; 0: one for each core that the process may use."""
    beam_size: int = Field(default=4, ge=1, le=64)
    """Hypotheses that are followed side by side; 1 is greedy, twice as fast and a little worse."""
    length_penalty: float = Field(default=1.0, ge=0, le=5)
    """Exponent of the length by which the score of a hypothesis is divided; above 1 favours longer ones."""
    max_source_tokens: int | None = Field(default=None, ge=16)
    """Longer sentences are split at clause borders, translated in pieces and joined; never cut off. null: what suits the family."""
    max_length_factor: float = Field(default=2.0, gt=0, le=10)
    """Most English pieces for each Korean piece …"""
    max_length_extra: int = Field(default=24, ge=1, le=512)
    """… plus so many."""


class FallbackOptions(TranslatorOptions):
    """The sub-section `translate.fallback`: a second model, and when it is asked."""

    below: float | None = Field(default=-0.6, le=0)
    """A sentence with a lower score of the first model goes to the fallback; null: no score sends it there.

    The default is that of `unsure_below`: what would be marked as unsure gets a second opinion.
    """
    on_findings: Literal[True, False, "critical"] = True
    """A sentence in which something was lost, left in Korean or repeated, or that is empty, goes to the fallback.

    critical: only one without any English, for a fallback that writes worse than the first model and only stands in for it.
    """


def build_translator(options: TranslatorOptions, context: Context, *, facts: bool) -> Translator:
    """The model, checked but not loaded. `facts`: several hypotheses are wanted, to be ranked by them.

    Raises ConfigError and ModelError.
    """
    common = options.model_dump(include=set(TranslatorOptions.model_fields) - {"family", "model", "options"})
    common["conversions"] = str(context.engines)
    common["num_hypotheses"] = min(options.beam_size, MOST_HYPOTHESES) if facts else 1
    translator: Translator = family_model("translation", options.family, options.model, context, common=common, own=options.options)
    return translator

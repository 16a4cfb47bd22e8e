"""What the models of a run cost: tokens at endpoints as these count them, and what the fallback was asked. For run.json and the log.

Both tell what this run computed; what came from the cache cost nothing and is in neither.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.interfaces import Model
from pipeline.stage import Stage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests that a model answered and tokens that its endpoint counted; `section` is where the config names the model."""

    section: str
    model: str
    requests: int
    prompt_tokens: int
    completion_tokens: int


def cost_of(section: str, model: Model) -> tuple[Cost, ...]:
    """What a model used so far; nothing where the model counts nothing, since it runs here."""
    used = getattr(model, "usage", None)
    if used is None:
        return ()
    return (Cost(section, model.info().id, used.requests, used.prompt_tokens, used.completion_tokens),)


def costs(stages: Sequence[Stage]) -> dict[str, Any]:
    """The keys `usage` and `fallback` of run.json. A stage tells of its models in a method `costs`, where it has one."""
    return {
        "usage": [asdict(cost) for stage in stages if hasattr(stage, "costs") for cost in stage.costs()],
        "fallback": next(
            (
                {
                    "model": fallback.translator.info().id,
                    "asked": fallback.count.asked,
                    "kept": fallback.count.kept,
                    "seconds": round(fallback.count.seconds, 3),
                }
                for stage in stages
                if (fallback := getattr(stage, "fallback", None)) is not None
            ),
            None,
        ),
    }


@contextlib.contextmanager
def costs_told(stages: Sequence[Stage]) -> Iterator[None]:
    """Logs what was spent when the block ends, also by an error or a stop: tokens were paid for all the same."""
    try:
        yield
    finally:
        for line in _lines(costs(stages)):
            log.info("%s", line)


def _lines(spent: Mapping[str, Any]) -> Iterator[str]:
    if fallback := spent["fallback"]:
        yield (
            f"fallback {fallback['model']}: asked for {fallback['asked']} sentences, kept {fallback['kept']}, {fallback['seconds']:.1f} s"
        )
    for one in spent["usage"]:
        yield (
            f"{one['section']} {one['model']}: {one['requests']:,} requests, {one['prompt_tokens']:,} prompt tokens, "
            f"{one['completion_tokens']:,} completion tokens"
        )

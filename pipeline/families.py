"""Builds the model that a stage's section of the config names: family, model, common options, and those that only the family has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.registry import build
from pipeline.resolving import NOT_ON_HUB
from pipeline.stage import Context


def family_model(
    task: str,
    family: str,
    model: str | None,
    context: Context,
    *,
    common: Mapping[str, Any],
    own: Mapping[str, Any],
    **required: Any,
) -> Any:
    """The model of a family. `common` are the section's options, given where the family takes them; `own` is its key `options`.

    A model's name becomes a folder first, except where it is a name at an endpoint. Raises ConfigError and ModelError.
    """
    common = {name: value for name, value in common.items() if value is not None}  # null: what suits the family
    given = dict(required)
    if model is not None:
        given["model"] = model if family in NOT_ON_HUB else context.model(model)
    return build(task, family, where_taken=common, **{**given, **own})

"""The model catalogue, configs/models.yaml: which models there are, under which licences, and which of them fit a policy.

catalogue = load_catalogue()
misfit(find(catalogue, "facebook/nllb-200-3.3B"), "commercial", "KR")   ->  "is under CC-BY-NC-4.0, which ..."
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pipeline.errors import ConfigError
from pipeline.positions import Document, read_yaml
from pipeline.regions import checked_region, covers
from pipeline.resources import configs_folder
from pipeline.strict import checked, unknown_key

Task = Literal["translation", "summarization", "themes"]
Policy = Literal["any", "commercial"]
FILE_NAME = "models.yaml"
SECTIONS = ("licences", "models")


class _Entry(BaseModel):
    """Base of what the catalogue holds: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Licence(_Entry):
    """A licence and what it asks of those who use a model, in one sentence. This is no legal advice."""

    url: str | None
    asks: str = Field(min_length=1)


class Score(_Entry):
    """A published score; scores of different test sets do not compare."""

    metric: str
    value: float
    test_set: str
    source: str
    """The address where it was read."""


class ModelEntry(_Entry):
    """One model. Its keys are explained at the head of configs/models.yaml."""

    id: str = Field(min_length=1)
    tasks: tuple[Task, ...] = Field(min_length=1)
    family: str
    languages: tuple[str, ...] = Field(min_length=1)
    parameters: int = Field(gt=0)
    weights: Literal["safetensors", "bin", "json"] | None = None
    licence: str
    commercial: Literal["conditional"] | bool
    condition: str | None = None
    not_in: tuple[Annotated[str, AfterValidator(checked_region)], ...] = ()
    gated: bool = False
    score: Score | None = None
    source: str
    note: str = ""

    @property
    def on_hub(self) -> bool:
        """False for a model that ships with eduwire."""
        return "/" in self.id

    @model_validator(mode="after")
    def _a_condition_is_said(self) -> ModelEntry:
        if (self.commercial == "conditional") != (self.condition is not None):
            raise ValueError("`condition` belongs to `commercial: conditional`, and to nothing else")
        return self


def load_catalogue(path: Path | None = None) -> tuple[ModelEntry, ...]:
    """The models of a catalogue file, in its order; None is the shipped one. Raises ConfigError that names file and line."""
    document, values = _read(path)
    licences = _licences(document, values)
    listed = values.get("models")
    if not isinstance(listed, list):
        raise ConfigError(f"{document.where(('models',))}: models should be a list")
    entries = [checked(ModelEntry, value, ("models", index), document.where) for index, value in enumerate(listed)]
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        where = document.where(("models", index))
        if entry.id in seen:
            raise ConfigError(f"{where}: {entry.id} is listed twice")
        if entry.licence not in licences:
            raise ConfigError(f"{where}: the licence {entry.licence!r} of {entry.id} is not described under `licences`")
        seen.add(entry.id)
    return tuple(entries)


def load_licences(path: Path | None = None) -> dict[str, Licence]:
    """The licences of a catalogue file, by name. Raises ConfigError."""
    return _licences(*_read(path))


def _read(path: Path | None) -> tuple[Document, dict[str, Any]]:
    document = read_yaml(path or configs_folder() / FILE_NAME)
    values = document.values
    if not isinstance(values, dict):
        raise ConfigError(f"{document.name}: a catalogue holds `licences` and `models`")
    for key in values:
        if key not in SECTIONS:
            raise ConfigError(unknown_key((key,), SECTIONS, document.where))
    return document, values


def _licences(document: Document, values: dict[str, Any]) -> dict[str, Licence]:
    found = values.get("licences")
    if not isinstance(found, dict):
        raise ConfigError(f"{document.where(('licences',))}: licences should hold a name for each licence, with `url` and `asks`")
    return {name: checked(Licence, value, ("licences", name), document.where) for name, value in found.items()}


def find(catalogue: Sequence[ModelEntry], model_id: str) -> ModelEntry | None:
    """The entry of a model, None where the catalogue has none."""
    return next((entry for entry in catalogue if entry.id == model_id), None)


def nearest(catalogue: Sequence[ModelEntry], model_id: str) -> str | None:
    """The id that `model_id` is most probably a misspelling of."""
    near = difflib.get_close_matches(model_id, [entry.id for entry in catalogue], 1)
    return near[0] if near else None


def misfit(entry: ModelEntry, policy: Policy, region: str | None, trusted: Sequence[str] = ()) -> str | None:
    """Why a model may not be used, to be read after its name; None where it may.

    Under `commercial` a conditional licence is a misfit until the model is named in `trusted`: its condition is for a person to judge.
    """
    excluded = next((place for place in entry.not_in if region is not None and covers(place, region)), None)
    if excluded is not None:
        return f"is under {entry.licence}, which does not apply in {excluded}, and models.region is {region}"
    if policy == "any" or entry.commercial is True:
        return None
    if entry.commercial is False:
        return f"is under {entry.licence}, which forbids commercial use, and models.policy is commercial"
    if entry.id in trusted:
        return None
    return (
        f"allows commercial use on a condition ({entry.condition}), and models.policy is commercial; "
        f"where you meet it, say so with models.trusted: [{entry.id}]"
    )


def alternatives(catalogue: Sequence[ModelEntry], entry: ModelEntry, policy: Policy, region: str | None) -> tuple[ModelEntry, ...]:
    """The models that do the first task of `entry` and fit, in the catalogue's order."""
    return tuple(one for one in catalogue if one.id != entry.id and entry.tasks[0] in one.tasks and misfit(one, policy, region) is None)

"""The config of a translator's training, as strict as that of the pipeline: `configs/training/ko-en-news.yaml` explains every key."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

from pydantic import Field, create_model

from models.training.translator.settings import TrainingSettings
from pipeline.errors import ConfigError
from pipeline.positions import Document, read_yaml
from pipeline.strict import Strict, checked

Weight = Annotated[float, Field(ge=0)]

if TYPE_CHECKING:
    TrainingSection = Strict
else:  # one key for each field of the settings, with its type and default
    _TYPES = get_type_hints(TrainingSettings)
    TrainingSection = create_model(
        "TrainingSection", __base__=Strict, **{one.name: (_TYPES[one.name], one.default) for one in fields(TrainingSettings)}
    )


class Start(Strict):
    """What training begins with: a checkpoint, or a pretrained encoder."""

    checkpoint: str | None = None
    encoder: str | None = None
    decoder_layers: Annotated[int, Field(ge=1)] = 3


class Generated(Strict):
    """Endless sources, each drawn as often as so many pairs of weight 1."""

    grammar: Weight = 0
    switched_grammar: Weight = 0
    switched_corpus: Weight = 0
    switch_probability: Annotated[float, Field(gt=0, le=1)] = 0.65


class Data(Strict):
    """Finite sources by weight, generated ones, and the size of the dev set."""

    mix: dict[str, Weight]
    generated: Generated = Generated()
    dev_sentences: Annotated[int, Field(ge=1)] = 400


class Export(Strict):
    """What the model card says."""

    name: str
    licence: str
    base_model: str | None = None


class TrainingConfig(Strict):
    """The whole file."""

    start: Start
    data: Data
    training: TrainingSection
    export: Export

    def settings(self, **given: Any) -> TrainingSettings:
        """The training section with what the command line gave; its `steps` put `minutes` out of force, and the other way round."""
        values = {**self.training.model_dump(), **given}
        for one, other in (("steps", "minutes"), ("minutes", "steps")):
            if given.get(one) is not None and given.get(other) is None:
                values[other] = None
        return TrainingSettings(**values)


def read_config(path: Path) -> tuple[TrainingConfig, Document]:
    """The config in a file, and the file with its lines for later messages. Raises ConfigError that lists every mistake."""
    document = read_yaml(path)
    config = checked(TrainingConfig, document.values, (), document.where)
    if (config.start.checkpoint is None) == (config.start.encoder is None):
        where = document.where(("start",))
        raise ConfigError(f"{where}: start needs either checkpoint (a shipped name or a folder) or encoder (a folder or Hub id)")
    return config, document

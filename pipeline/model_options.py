"""The `models:` section of the config: which models may be used, and whence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.regions import checked_region
from pipeline.strict import Strict


class ModelsOptions(Strict):
    """The section `models`: which models may be used, and whence. Nothing here can change a result."""

    policy: Literal["any", "commercial"] = "any"
    """commercial: only models whose licence allows commercial use; others are an error that names what would fit."""
    region: Annotated[str, Field(pattern="^[A-Z]{2}$"), AfterValidator(checked_region)] | None = None
    """Country (ISO 3166-1 code, or EU) where the work is done: models whose licence leaves it out are an error. null: not checked."""
    trusted: list[str] = Field(default=[])
    """Models whose licence you have read and whose conditions you meet: folders of your own, and conditional ones of the catalogue."""
    offline: bool = False
    """true: a Hub model that is not in the cache is an error. false: it is downloaded. Also --offline."""
    allow_bin: bool = True
    """false: models that have only pytorch_model.bin, a pickle, are refused, on the Hub and in folders; true: they are read with torch's
    restricted loader, and run.json says so (`weights_format: bin`)."""
    lock: str = "models.lock"
    """The file that `eduwire models fetch` writes, relative to the config: each Hub model with its commit and the hashes of its files."""

"""Tags an article with policy themes, each with a score and the segments that speak for it. One unit is one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field

from models.interfaces import Document, Json, ModelInfo, ThemeDefinition, ThemeTagger
from pipeline.costs import Cost, cost_of
from pipeline.families import family_model
from pipeline.records import Record, Theme
from pipeline.stage import Context, Unit, Value
from pipeline.strict import Strict
from pipeline.taxonomy import load_taxonomy

_BODY = frozenset({"subheadline", "paragraph", "caption"})
_DIGITS = 4
"""Decimals of a score in outputs and cache: more say nothing, and differ between machines."""


class TagOptions(Strict):
    """The section `tag` of a config."""

    family: str = "linear"
    """A file under models/themes/."""
    model: str | None = "themes-linear"
    """Name of a shipped model, or a folder, relative to the config; families without weights do not use it."""
    options: dict[str, Any] = Field(default={})
    """Options that only this family has, for example base_url of openai."""
    taxonomy: str = "themes.yaml"
    """Path of the taxonomy, relative to the config, else among the shipped configs."""
    max_themes: int = Field(default=3, ge=1)
    threshold_scale: float = Field(default=1.0, gt=0)
    """Below 1 more themes pass, above 1 fewer."""
    batch_size: int = Field(default=200_000, ge=1)
    """Characters that one call tags."""


class TagStage:
    """Implements `pipeline.stage.Stage` over a ThemeTagger."""

    name: ClassVar[str] = "tag"
    version: ClassVar[int] = 1
    Options: ClassVar[type[TagOptions]] = TagOptions

    def __init__(self, tagger: ThemeTagger, themes: Sequence[ThemeDefinition], batch_size: int) -> None:
        self.reads: tuple[str, ...] = ("segments",)
        self.writes = "themes"
        self.batch_size = batch_size
        self.theme_names: Mapping[str, str] = {theme.id: theme.name_en for theme in themes}
        """English names of the themes by id, for the pages."""
        self._tagger = tagger

    @classmethod
    def from_options(cls, options: TagOptions, context: Context) -> TagStage:
        """Reads the taxonomy and builds the tagger. Raises ConfigError for the one, ModelError for the other."""
        themes = load_taxonomy(context.resolve(options.taxonomy))
        common = {**options.model_dump(include={"max_themes", "threshold_scale"}), "conversions": str(context.engines)}
        tagger = family_model("themes", options.family, options.model, context, common=common, own=options.options, themes=themes)
        return cls(tagger, themes, options.batch_size)

    def signature(self) -> Mapping[str, Json]:
        """The tagger's: weights or cues, and thresholds."""
        return self._tagger.signature()

    def units(self, record: Record) -> Sequence[Unit]:
        """Headline, body sentences and the paragraph of each sentence; bylines, datelines and notices are left out."""
        places, headline = _body(record), _headline(record)
        blocks = {block: number for number, block in enumerate(dict.fromkeys(_segment(record, place).block for place in places))}
        return [
            {
                "headline": headline,
                "sentences": [_segment(record, place).text.strip() for place in places],
                "paragraphs": [blocks[_segment(record, place).block] for place in places],
            }
        ]

    def weight(self, unit: Unit) -> int:
        """Characters."""
        return 1 + len(unit["headline"] or "") + sum(map(len, unit["sentences"]))

    def compute(self, units: Sequence[Unit]) -> Sequence[Value]:
        """For each article its themes, best first; evidence counts the unit's sentences."""
        documents = [Document(unit["headline"], tuple(unit["sentences"]), tuple(unit["paragraphs"])) for unit in units]
        return [
            [{"id": theme.id, "score": round(theme.score, _DIGITS), "evidence": list(theme.evidence)} for theme in found]
            for found in self._tagger.tag(documents)
        ]

    def assemble(self, record: Record, values: Sequence[Value]) -> Record:
        """The record with its themes; evidence counts the record's segments."""
        if len(values) != 1 or not isinstance(values[0], list):
            raise ValueError("tag wants one value a record, a list of themes")
        places = _body(record)
        return replace(record, themes=tuple(self._theme(entry, places) for entry in values[0]))

    def models(self) -> Sequence[ModelInfo]:
        """The tagger's model."""
        return [self._tagger.info()]

    def costs(self) -> Sequence[Cost]:
        """The tagger's tokens, where it is an endpoint."""
        return cost_of(self.name, self._tagger)

    def _theme(self, entry: Any, places: Sequence[int]) -> Theme:
        if not isinstance(entry, dict) or set(entry) != {"id", "score", "evidence"} or not isinstance(entry["evidence"], list):
            raise ValueError(f"not a theme: {entry!r}")
        name, score, evidence = entry["id"], entry["score"], entry["evidence"]
        if name not in self.theme_names:
            raise ValueError(f"the theme {name!r} is not in the taxonomy")
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            raise ValueError(f"the score of theme {name!r} is not between 0 and 1: {score!r}")
        if any(type(place) is not int or not 0 <= place < len(places) for place in evidence):
            raise ValueError(f"the evidence of theme {name!r} is not in the article: {evidence!r}")
        return Theme(name, float(score), tuple(places[place] for place in evidence))


def _segment(record: Record, place: int) -> Any:
    assert record.segments is not None, "the runner checks that segments are filled before tag runs"
    return record.segments[place]


def _body(record: Record) -> list[int]:
    """The segments that are read as sentences."""
    assert record.segments is not None, "the runner checks that segments are filled before tag runs"
    return [
        place
        for place, segment in enumerate(record.segments)
        if record.article.blocks[segment.block].kind in _BODY and segment.text.strip()
    ]


def _headline(record: Record) -> str | None:
    assert record.segments is not None, "the runner checks that segments are filled before tag runs"
    parts = [segment.text.strip() for segment in record.segments if record.article.blocks[segment.block].kind == "headline"]
    return " ".join(part for part in parts if part) or None

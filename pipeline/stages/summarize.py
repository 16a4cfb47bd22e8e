"""The summarize stage: the sentences of an article that say most of it. The unit is one article in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Literal

from pydantic import Field

from models.interfaces import Document, Json, ModelInfo, Summarizer
from pipeline.costs import Cost, cost_of
from pipeline.families import family_model
from pipeline.records import BlockKind, Language, Record, Summary, SummarySentence
from pipeline.stage import Context
from pipeline.strict import Strict

Place = tuple[int, int, str]
"""A sentence as the summarizer may see it: number of its segment, number of its block, text in the language of the summary."""


class SummarizeOptions(Strict):
    """The section `summarize`."""

    family: str = "extractive"
    """Kind of model: a file of models/summarization."""
    model: str = "salience"
    """A shipped model's name, or a folder with weights of the same kind."""
    options: dict[str, Any] = Field(default={})
    """Options that only this family has, for example base_url of openai."""
    language: Literal["auto", "en", "ko"] = "auto"
    """auto: English where the translations are there by then, else Korean."""
    max_sentences: int = Field(default=2, ge=1, le=10)
    """Sentences in a summary, at most."""
    max_words: int = Field(default=70, ge=1)
    """Words in a summary, at most. No sentence is cut to keep to it: where each one alone is longer, the best one is given whole."""
    redundancy: float = Field(default=0.0, ge=0, le=1)
    """What two like sentences cost, times their likeness; words said twice never count twice anyway."""
    batch_size: int = Field(default=50_000, ge=1)
    """Characters of the articles in one batch."""


class SummarizeStage:
    """Summarizes each article in English or Korean; every summary sentence cites the segment it is."""

    name: ClassVar[str] = "summarize"
    version: ClassVar[int] = 1
    Options: ClassVar[type[SummarizeOptions]] = SummarizeOptions
    writes: str = "summary"

    def __init__(self, options: SummarizeOptions, language: Language, summarizer: Summarizer) -> None:
        self.reads: tuple[str, ...] = ("segments", "translations") if language == "en" else ("segments",)
        self.batch_size = options.batch_size
        self._language = language
        self._summarizer = summarizer

    @classmethod
    def from_options(cls, options: SummarizeOptions, context: Context) -> SummarizeStage:
        """Builds the stage. Raises ModelError for an unknown family, unusable weights or an option that the family does not have."""
        translated = "translations" in context.available
        language: Language = options.language if options.language != "auto" else "en" if translated else "ko"
        common = {"language": language, **options.model_dump(exclude={"family", "model", "options", "language", "batch_size"})}
        common["conversions"] = str(context.engines)
        summarizer = family_model("summarization", options.family, options.model, context, common=common, own=options.options)
        return cls(options, language, summarizer)

    def signature(self) -> Mapping[str, Json]:
        """The language and all that the summarizer says can change a result."""
        return {"language": self._language, **self._summarizer.signature()}

    def units(self, record: Record) -> Sequence[Json]:
        """One unit: language, headline (or None), sentences, and the paragraph of each sentence counted from zero."""
        places = self._body(record)
        blocks = {block: number for number, block in enumerate(dict.fromkeys(block for _, block, _ in places))}
        headline = " ".join(text for _, _, text in self._places(record, "headline"))
        unit = {
            "language": self._language,
            "headline": headline or None,
            "sentences": [text for _, _, text in places],
            "paragraphs": [blocks[block] for _, block, _ in places],
        }
        return [unit]

    def weight(self, unit: Json) -> int:
        """The characters of the sentences, at least 1."""
        return max(1, sum(len(sentence) for sentence in unit["sentences"]))

    def compute(self, units: Sequence[Json]) -> Sequence[Json]:
        """For each unit a list of {"text", "cites"}; `cites` counts the unit's own sentences."""
        documents = [Document(unit["headline"], tuple(unit["sentences"]), tuple(unit["paragraphs"])) for unit in units]
        summaries = self._summarizer.summarize(documents)
        return [[{"text": line.text, "cites": list(line.cites)} for line in lines] for lines in summaries]

    def assemble(self, record: Record, values: Sequence[Json]) -> Record:
        """The record with its summary. Raises ValueError, TypeError or KeyError for values that do not describe this record."""
        (lines,) = values
        places = self._body(record)
        return replace(record, summary=Summary(tuple(_sentence(line, places) for line in lines), self._language))

    def models(self) -> Sequence[ModelInfo]:
        """The summarizer's weights."""
        return (self._summarizer.info(),)

    def costs(self) -> Sequence[Cost]:
        """The summarizer's tokens, where it is an endpoint."""
        return cost_of(self.name, self._summarizer)

    def _body(self, record: Record) -> list[Place]:
        """The sentences of the paragraphs; of the captions in an article that has no paragraph, a photo page say."""
        return self._places(record, "paragraph") or self._places(record, "caption")

    def _places(self, record: Record, kind: BlockKind) -> list[Place]:
        if record.segments is None:
            raise ValueError(f"summarize: {record.article.id} has no segments")
        texts: list[str | None] = [segment.text for segment in record.segments]
        if self._language == "en":
            if record.translations is None:
                raise ValueError(f"summarize: {record.article.id} has no translations")
            texts = [None if one is None else one.text for one in record.translations]
        return [
            (number, segment.block, text.strip())
            for number, (segment, text) in enumerate(zip(record.segments, texts, strict=True))
            if text is not None and text.strip() and record.article.blocks[segment.block].kind == kind
        ]


def _sentence(line: Json, places: Sequence[Place]) -> SummarySentence:
    text, cites = line["text"], line["cites"]
    if not isinstance(text, str) or not text:
        raise ValueError(f"a summary sentence must be a text, not {text!r}")
    if not isinstance(cites, list) or not cites or any(type(cite) is not int or not 0 <= cite < len(places) for cite in cites):
        raise ValueError(f"a summary sentence must cite sentences from 0 to {len(places) - 1}, not {cites!r}")
    return SummarySentence(text, tuple(places[cite][0] for cite in cites))

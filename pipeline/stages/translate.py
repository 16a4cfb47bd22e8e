"""Translates segments from Korean to English. The unit is one sentence, so the cache is a translation memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field

from models.interfaces import Json, ModelInfo, Translator
from pipeline.costs import Cost, cost_of
from pipeline.facts.article_names import bearing, named_in
from pipeline.facts.findings import FINDING_KINDS, lost_fact
from pipeline.facts.first_mentions import with_hangul
from pipeline.facts.recognizing import depends_on_date, recognize
from pipeline.facts.tables import FactTables, shipped_tables
from pipeline.fallback import Fallback
from pipeline.records import BlockKind, Finding, Record, Segment, Summary, SummarySentence, Translation
from pipeline.repetition import repeated_span
from pipeline.stage import Context, Unit, Value
from pipeline.translating import terms_in, translate_units
from pipeline.translator_options import FallbackOptions, TranslatorOptions, build_translator


class TranslateOptions(TranslatorOptions):
    """The section `translate`."""

    family: str = "bart"
    """Kind of model: a file of models/translation."""
    model: str = "ko-en-news"
    """A shipped model's name, or a folder in Hugging Face layout."""
    kinds: list[BlockKind] = Field(default=["headline", "subheadline", "paragraph", "caption"])
    """Kinds of blocks that are translated; others stay in the record in Korean."""
    facts: bool = True
    """Numbers, dates, names, offices and terms are carried through and held against the translation; what is lost is marked."""
    unsure_below: float = Field(default=-0.6, le=0)
    """A sentence whose score (mean log probability of its pieces) is below this is marked as unsure. Changing it re-translates nothing.

    -0.6 marks 0.73 of the dev sentences with a sentence chrF++ under 30, and 0.33 of all (scripts/calibrate_scores.py).
    """
    fallback: FallbackOptions | None = None
    """A second model for the sentences of which this one is unsure; null: none."""
    batch_size: int = Field(default=24_000, ge=1)
    """Characters of Korean in one batch; a stop or a kill loses at most one batch."""


class TranslateStage:
    """See `pipeline.stage.Stage`."""

    name: ClassVar[str] = "translate"
    version: ClassVar[int] = 4
    Options: ClassVar[type[TranslateOptions]] = TranslateOptions
    writes = "translations"

    def __init__(
        self,
        translator: Translator,
        options: TranslateOptions,
        reads: tuple[str, ...] = ("segments",),
        fallback: Fallback | None = None,
        tables: FactTables | None = None,
    ) -> None:
        self.reads = reads
        self.batch_size = options.batch_size
        self.fallback = fallback
        self._translator = translator
        self._translators = (translator, fallback.translator) if fallback is not None else (translator,)
        self._facts = options.facts
        self._tables = tables or shipped_tables()
        self._kinds = frozenset(options.kinds)
        self._unsure_below = options.unsure_below

    @classmethod
    def from_options(cls, options: TranslateOptions, context: Context) -> TranslateStage:
        """Builds the models, so that a missing, damaged or forbidden one is found before any work is done."""
        translator, second = build_translator(options, context, facts=options.facts), None
        if options.fallback is not None:
            other = build_translator(options.fallback, context, facts=options.facts)
            second = Fallback(other, options.fallback, facts=options.facts, tables=context.tables)
        return cls(translator, options, fallback=second, tables=context.tables)

    def signature(self) -> Mapping[str, Json]:
        """The model's, the fallback's where there is one, and whether and by which tables facts are held to."""
        own = {**self._translator.signature(), "facts": self._tables.signature() if self._facts else None}
        return own if self.fallback is None else {**own, "fallback": self.fallback.signature()}

    def models(self) -> Sequence[ModelInfo]:
        """The translator, then the fallback."""
        return tuple(translator.info() for translator in self._translators)

    def costs(self) -> Sequence[Cost]:
        """Tokens of those of them that are endpoints."""
        sections = ("translate", "translate.fallback")
        return [cost for section, one in zip(sections, self._translators, strict=False) for cost in cost_of(section, one)]

    def units(self, record: Record) -> Sequence[Unit]:
        """The segments to be translated, then the sentences of a Korean summary; with what surrounds them where a model looks at it."""
        segments = [segment.text.strip() for segment in record.segments or () if self._wanted(record, segment)]
        korean = [sentence.text for sentence in _korean_summary(record)]
        seen = max(translator.context_sentences for translator in self._translators)
        named = named_in(segments, self._tables) if self._facts else frozenset[str]()
        dated = [self._unit(text, record.article.published, named) for text in (*segments, *korean)]
        if not seen:
            return dated
        before = [segments[max(0, place - seen) : place] for place in range(len(segments))]
        return [
            {
                **unit,
                "headline": record.article.headline,
                "previous": previous,
                "terms": terms_in(unit, self._tables) if self._facts else [],
            }
            for unit, previous in zip(dated, (*before, *([] for _ in korean)), strict=True)
        ]

    def _unit(self, text: str, published: str | None, named: frozenset[str]) -> dict[str, Any]:
        """The sentence, with what of the article has a bearing on its facts; mostly nothing, then it is the same in every article."""
        unit: dict[str, Any] = {"text": text}
        if self._facts and published and depends_on_date(text, published, self._tables):
            unit["published"] = published
        if names := bearing(text, named, self._tables):
            unit["named"] = list(names)
        return unit

    def weight(self, unit: Unit) -> int:
        """Characters of Korean."""
        return max(1, len(unit["text"]))

    def compute(self, units: Sequence[Unit]) -> Sequence[Value]:
        """Translates; what is too long goes in pieces, what the model is unsure of to the fallback."""
        values = translate_units(self._translator, units, facts=self._facts, tables=self._tables)
        return values if self.fallback is None else self.fallback.improved(units, values)

    def assemble(self, record: Record, values: Sequence[Value]) -> Record:
        """Fills translations, and the English of a Korean summary."""
        known = iter(values)
        translations = tuple(
            self._translation(next(known), segment.text) if self._wanted(record, segment) else None for segment in record.segments or ()
        )
        korean = _korean_summary(record)
        summary = record.summary
        if korean:
            summary = Summary(tuple(SummarySentence(next(known)["text"], sentence.cites) for sentence in korean), "en")
        if self._facts and self._tables.hangul_names:
            translations = tuple(self._with_hangul(record, translations))
        return replace(record, translations=translations, summary=summary)

    def _with_hangul(self, record: Record, translations: Sequence[Translation | None]) -> Iterable[Translation | None]:
        segments, seen = record.segments or (), set[str]()
        named = named_in([segment.text for segment in segments], self._tables)
        for segment, one in zip(segments, translations, strict=True):
            if one is None or record.article.blocks[segment.block].kind in ("headline", "subheadline"):
                yield one
            else:
                facts = recognize(segment.text, tables=self._tables, named=named)
                yield replace(one, text=with_hangul(one.text, facts, seen))

    def _wanted(self, record: Record, segment: Segment) -> bool:
        return record.article.blocks[segment.block].kind in self._kinds and bool(segment.text.strip())

    def _translation(self, value: Value, source: str) -> Translation:
        findings = tuple(self._findings(value, source))
        return Translation(value["text"], value["score"], value["attempts"], findings, value.get("origin", "model"))

    def _findings(self, value: Value, source: str) -> Iterable[Finding]:
        text, shift = value["text"], len(source) - len(source.lstrip())
        if not text:
            yield Finding("untranslated", "critical", "the model produced nothing for this sentence; read the Korean")
            return
        if circle := repeated_span(text):
            yield Finding("duplication", "major", "the translation repeats itself, and may lack what should follow", None, circle)
        for kind, start, end, expected in value["lost"]:
            yield lost_fact(kind, source.lstrip()[start:end], expected, (start + shift, end + shift))
        for kind, start, end, wrong, right in value["repairs"]:
            told = f"the model wrote {wrong}; {right} was put in its place for {source.lstrip()[start:end]}"
            yield Finding(FINDING_KINDS.get(kind, "numbers"), "minor", told, (start + shift, end + shift))
        for start, end in value["unreadable"]:
            sign = source.lstrip()[start:end]
            yield Finding("characters", "major", f"the model cannot read {sign!r}: left out", (start + shift, end + shift))
        if value["pieces"] > 1:
            told = f"too long for the model, or lost a fact when whole: translated in {value['pieces']} pieces; do they fit together?"
            yield Finding("long-sentence", "minor", told)
        if value["score"] < self._unsure_below:
            yield Finding("low-confidence", "minor", f"the model is unsure (score {value['score']:.2f}); compare with the Korean")


def _korean_summary(record: Record) -> tuple[SummarySentence, ...]:
    return record.summary.sentences if record.summary is not None and record.summary.language == "ko" else ()

"""Translates segments from Korean to English. The unit is one sentence, so the cache is a translation memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Literal

from pydantic import Field

from models.interfaces import Context as Around
from models.interfaces import Json, ModelInfo, Translator
from pipeline.attempts import Best, best_translations
from pipeline.facts.findings import lost_fact
from pipeline.facts.tables import facts_signature
from pipeline.records import BlockKind, Finding, Record, Segment, Summary, SummarySentence, Translation
from pipeline.repetition import repeated_span
from pipeline.segmentation import split_clauses
from pipeline.stage import Context, Unit, Value
from pipeline.strict import Strict

SCORE_DIGITS = 4
MOST_HYPOTHESES = 4
"""Of one sentence that are ranked by its facts; they cost nothing beyond the beam."""


class TranslateOptions(Strict):
    """The section `translate`."""

    family: str = "bart"
    """Kind of model: a file of models/translation."""
    model: str = "ko-en-news"
    """A shipped model's name, or a folder in Hugging Face layout."""
    options: dict[str, Any] = Field(default={})
    """Options that only this family has, for example base_url of openai."""
    kinds: list[BlockKind] = Field(default=["headline", "subheadline", "paragraph", "caption"])
    """Kinds of blocks that are translated; others stay in the record in Korean."""
    facts: bool = True
    """Numbers, dates, names, offices and terms are carried through and held against the translation; what is lost is marked."""
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
    unsure_below: float = Field(default=-0.6, le=0)
    """A sentence whose score (mean log probability of its pieces) is below this is marked as unsure. Changing it re-translates nothing.

    -0.6 marks 0.73 of the dev sentences with a sentence chrF++ under 30, and 0.33 of all (scripts/calibrate_scores.py).
    """
    batch_size: int = Field(default=24_000, ge=1)
    """Characters of Korean in one batch; a stop or a kill loses at most one batch."""


class TranslateStage:
    """See `pipeline.stage.Stage`."""

    name: ClassVar[str] = "translate"
    version: ClassVar[int] = 2
    Options: ClassVar[type[TranslateOptions]] = TranslateOptions
    writes = "translations"

    def __init__(self, translator: Translator, options: TranslateOptions, reads: tuple[str, ...] = ("segments",)) -> None:
        self.reads = reads
        self.batch_size = options.batch_size
        self._translator = translator
        self._facts = options.facts
        self._kinds = frozenset(options.kinds)
        self._unsure_below = options.unsure_below

    @classmethod
    def from_options(cls, options: TranslateOptions, context: Context) -> TranslateStage:
        """Builds the model, so that a missing or damaged one is found before any work is done."""
        from pipeline.families import family_model

        common = options.model_dump(exclude={"family", "model", "options", "facts", "kinds", "unsure_below", "batch_size"})
        common["conversions"] = str(context.engines)
        common["num_hypotheses"] = min(options.beam_size, MOST_HYPOTHESES) if options.facts else 1
        return cls(family_model("translation", options.family, options.model, context, common=common, own=options.options), options)

    def signature(self) -> Mapping[str, Json]:
        """The model's, and whether and by which tables facts are held to."""
        return {**self._translator.signature(), "facts": facts_signature() if self._facts else None}

    def models(self) -> Sequence[ModelInfo]:
        """The translator."""
        return (self._translator.info(),)

    def units(self, record: Record) -> Sequence[Unit]:
        """The segments to be translated, then the sentences of a Korean summary."""
        segments = [segment.text.strip() for segment in record.segments or () if self._wanted(record, segment)]
        seen = self._translator.context_sentences
        if not seen:
            return [{"text": text} for text in (*segments, *(sentence.text for sentence in _korean_summary(record)))]
        headline = record.article.headline
        units = [
            {"text": text, "headline": headline, "previous": segments[max(0, place - seen) : place]} for place, text in enumerate(segments)
        ]
        return [*units, *({"text": one.text, "headline": headline, "previous": []} for one in _korean_summary(record))]

    def weight(self, unit: Unit) -> int:
        """Characters of Korean."""
        return max(1, len(unit["text"]))

    def compute(self, units: Sequence[Unit]) -> Sequence[Value]:
        """Translates; what is too long goes in pieces."""
        texts = [unit["text"] for unit in units]
        parts = self._split(texts)
        flat = [part for pieces in parts for part in pieces]
        best = iter(best_translations(self._translator, flat, self._contexts(units, parts), facts=self._facts))
        return [
            _value(text, [(piece, next(best)) for piece in pieces], unreadable)
            for text, pieces, unreadable in zip(texts, parts, self._translator.unreadable(texts), strict=True)
        ]

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
        return replace(record, translations=translations, summary=summary)

    def _contexts(self, units: Sequence[Unit], parts: Sequence[Sequence[str]]) -> list[Around] | None:
        """What surrounds each piece; None for a model that looks at single sentences."""
        if not self._translator.context_sentences:
            return None
        around = [Around(unit["headline"], tuple(unit["previous"]), ()) for unit in units]
        return [one for one, pieces in zip(around, parts, strict=True) for _ in pieces]

    def _wanted(self, record: Record, segment: Segment) -> bool:
        return record.article.blocks[segment.block].kind in self._kinds and bool(segment.text.strip())

    def _split(self, texts: Sequence[str]) -> list[list[str]]:
        """Each text whole, or in pieces where it is too long for the model."""
        limit = self._translator.max_source_tokens
        lengths = self._translator.count_tokens(texts)
        return [[text] if length <= limit else self._clauses(text) for text, length in zip(texts, lengths, strict=True)]

    def _clauses(self, text: str) -> list[str]:
        limit = self._translator.max_source_tokens
        pieces = split_clauses(text, lambda one: self._translator.count_tokens([one])[0] <= limit)
        return [stripped for piece in pieces if (stripped := piece.strip())]

    def _translation(self, value: Value, source: str) -> Translation:
        return Translation(value["text"], value["score"], value["attempts"], tuple(self._findings(value, source)))

    def _findings(self, value: Value, source: str) -> Iterable[Finding]:
        text, shift = value["text"], len(source) - len(source.lstrip())
        if not text:
            yield Finding("untranslated", "critical", "the model produced nothing for this sentence; read the Korean")
            return
        if circle := repeated_span(text):
            yield Finding("duplication", "major", "the translation repeats itself, and may lack what should follow", None, circle)
        for kind, start, end, expected in value["lost"]:
            yield lost_fact(kind, source.lstrip()[start:end], expected, (start + shift, end + shift))
        for start, end in value["unreadable"]:
            sign = source.lstrip()[start:end]
            yield Finding("characters", "major", f"the model cannot read {sign!r}: left out", (start + shift, end + shift))
        if value["pieces"] > 1:
            yield Finding("long-sentence", "minor", f"too long for the model: translated in {value['pieces']} pieces")
        if value["score"] < self._unsure_below:
            yield Finding("low-confidence", "minor", f"the model is unsure (score {value['score']:.2f}); compare with the Korean")


def _value(text: str, parts: Sequence[tuple[str, Best]], unreadable: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """Pieces joined; the score is the mean over the pieces' scores by the length of their English."""
    found = [best.hypothesis for _, best in parts]
    lengths = [len(hypothesis.text) + 1 for hypothesis in found]
    score = sum(hypothesis.score * length for hypothesis, length in zip(found, lengths, strict=True)) / sum(lengths)
    lost, at = list[list[Any]](), 0
    for piece, best in parts:
        at = text.index(piece, at)
        lost += [[fact.kind, at + fact.start, at + fact.end, fact.renderings[0] if fact.renderings else ""] for fact in best.lost]
        at += len(piece)
    return {
        "text": " ".join(hypothesis.text for hypothesis in found if hypothesis.text),
        "score": round(score, SCORE_DIGITS),
        "attempts": max(best.attempts for _, best in parts),
        "pieces": len(found),
        "unreadable": [list(span) for span in unreadable],
        "lost": lost,
    }


def _korean_summary(record: Record) -> tuple[SummarySentence, ...]:
    return record.summary.sentences if record.summary is not None and record.summary.language == "ko" else ()

"""What the pipeline asks of a model: strings in, plain values out. Models know nothing of records, caches or configs.

A family is one file, `models/TASK/FAMILY.py`, with a function `build(**options)` that returns an object of the task's protocol
and raises `ModelError` before any work is done where the model cannot be used. Building may read files; loading weights waits
for the first call, so that a run that is answered from the cache loads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Json = Any
"""A value that `json.dumps` writes: None, bool, int, float, str, and lists and string-keyed dicts of these."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model it was: written to run.json. `sha256` is of the weights file."""

    id: str
    family: str
    revision: str
    sha256: str
    licence: str
    weights_format: str = "safetensors"
    """`safetensors`, `json`, or `bin` for a pickle that torch's restricted loader opened."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One possible translation; `score` is the mean natural-log probability of its pieces, end of sentence included."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a sentence: its article's headline (or None), the sentences before it in order, and the termbase entries
    (Korean, English) that occur in it. All of it is data of the article and of the termbase, never an instruction.
    """

    headline: str | None
    previous: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]


class Model(Protocol):
    """What every model can say of itself."""

    def info(self) -> ModelInfo:
        """Identity of the weights, for run.json."""

    def signature(self) -> Mapping[str, Json]:
        """All that can change a result: weights hash, decoding options, compute type. Not device, threads or batch size."""


class Translator(Model, Protocol):
    """Translates sentences from Korean to English."""

    max_source_tokens: int
    """Longest input that the model takes, in its own tokens; what is longer must be split before."""
    copies_english: bool
    """Whether the model was trained to copy what stands in English in a Korean source, so that facts can be written into it."""
    context_sentences: int
    """How many sentences before the sentence the model wants to see; 0: none, and then no context is given at all."""

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """Length of each text in the model's tokens, special tokens included."""

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """For each text the (start, end) spans, in characters, that the model has no piece for and so cannot translate."""

    def translate(
        self, texts: Sequence[str], *, against_loops: bool = False, contexts: Sequence[Context] | None = None
    ) -> Sequence[Sequence[Hypothesis]]:
        """The n best hypotheses of each text, best first; one text's result depends on that text and its context alone.

        `contexts`, where given, has one for each text; a model whose `context_sentences` is 0 ignores them.
        `against_loops` is for a second attempt, after hypotheses that are empty or repeat themselves: decoding then forbids repetition,
        and a model that can be told that its answer was no use is told so.
        Raises ValueError for a text longer than `max_source_tokens`: nothing is ever cut off in silence.
        """


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a summarizer sees it: its headline (or None) and body sentences in order, all in one language."""

    headline: str | None
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    """For each sentence the number of its paragraph, counted from zero."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One summary sentence and the indices of the `Document.sentences` that it rests on."""

    text: str
    cites: tuple[int, ...]


class Summarizer(Model, Protocol):
    """Summarizes documents in the language they are in."""

    def summarize(self, documents: Sequence[Document]) -> Sequence[Sequence[SummaryLine]]:
        """A summary of each document, in reading order; empty where there is nothing to summarize."""


@dataclass(frozen=True, slots=True)
class ThemeDefinition:
    """A theme of the taxonomy (configs/themes.yaml)."""

    id: str
    name_en: str
    name_ko: str
    definition: str
    cues: tuple[str, ...]
    """Korean words and phrases that speak for the theme."""


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme, its calibrated probability (0 to 1), and the indices of the sentences that speak most for it."""

    id: str
    score: float
    evidence: tuple[int, ...]


class ThemeTagger(Model, Protocol):
    """Assigns themes of a taxonomy to Korean texts."""

    def tag(self, documents: Sequence[Document]) -> Sequence[Sequence[ThemeScore]]:
        """The themes of each document that pass their thresholds, highest score first; may be none at all (abstention)."""

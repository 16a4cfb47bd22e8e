"""A Summarizer over a sequence-to-sequence checkpoint: reads whole sentences, writes its own, and shows what each one rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from models.chat.chunks import Numbered, chunks
from models.chat.summary_answers import within
from models.engines import Decoding, Engine
from models.engines.checkpoint import Checkpoint
from models.engines.codecs import Codec
from models.engines.select import Choice, engine_for
from models.interfaces import Document, Json, ModelInfo, SummaryLine
from models.summarization._alignment import rest_on
from models.summarization._rounds import in_rounds
from models.summarization._words import is_korean
from models.summarization._written_sentences import written_sentences

VERSION = 1
"""Raised when the code changes what comes out with the same weights and options."""
LANGUAGE_CHARS = 500
"""The language of a document is told from so many characters of its start."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may change a summary besides weights and decoding; lengths of sources and outputs in pieces."""

    language: str
    max_sentences: int
    max_words: int
    max_source_tokens: int
    ceiling: int
    prefix: str


class Seq2SeqSummarizer:
    """See `models.interfaces.Summarizer`. What cannot be shown to rest on the article is left out, if need be all of it.

    A document that is longer than the model reads at once is read in runs of whole sentences; then the sentences that those summaries
    rest on are read together. The last word is always said over sentences of the article, never over a summary of them.
    """

    def __init__(
        self,
        name: str,
        checkpoint: Checkpoint,
        choice: Choice,
        decoding: Decoding,
        limits: Limits,
        codec: Codec,
        *,
        threads: int,
        conversions: Path | None,
    ) -> None:
        self._name = name
        self._checkpoint = checkpoint
        self._choice = choice
        self._decoding = decoding
        self._limits = limits
        self._codec = codec
        self._threads = threads
        self._conversions = conversions

    def info(self) -> ModelInfo:
        """Identity of the weights; the licence is what the folder's model card says."""
        return self._checkpoint.info(self._name, "seq2seq")

    def signature(self) -> Mapping[str, Json]:
        """Weights, tokenizer and config of the folder, engine, compute type, decoding, and every option."""
        return {
            "family": "seq2seq",
            "version": VERSION,
            "checkpoint": self._checkpoint.fingerprint,
            "engine": self._choice.engine,
            "compute_type": self._choice.compute_type,
            **asdict(self._limits),
            **asdict(self._decoding),
        }

    def summarize(self, documents: Sequence[Document]) -> Sequence[Sequence[SummaryLine]]:
        """See `Summarizer.summarize`. Documents go through the model together, round by round."""
        return in_rounds(
            [[(place, text.strip()) for place, text in enumerate(document.sentences) if text.strip()] for document in documents],
            self._runs,
            lambda runs: self._read(documents, runs),
            lambda lines: within(_once(lines), self._limits.max_sentences, self._limits.max_words),
        )

    def _read(self, documents: Sequence[Document], runs: Sequence[tuple[int, Sequence[Numbered]]]) -> list[list[SummaryLine]]:
        """The lines of each run, all runs through the engine at once."""
        sources = self._codec.encode([_joined(run) for _, run in runs])
        outputs = [found[0] for found in self._engine.generate(sources, self._decoding)]
        texts = self._codec.decode([output.pieces for output in outputs])
        return [
            self._lines(documents[number], run, text, ended=output.ended)
            for (number, run), text, output in zip(runs, texts, outputs, strict=True)
        ]

    def _lines(self, document: Document, run: Sequence[Numbered], text: str, *, ended: bool) -> list[SummaryLine]:
        language = self._language_of(document)
        found = []
        for sentence in written_sentences(text, ended=ended):
            cites = rest_on(sentence, run, document.headline, language)
            if cites:
                found.append(SummaryLine(sentence, cites))
        return found

    def _runs(self, sentences: Sequence[Numbered]) -> list[list[Numbered]]:
        """Runs of whole sentences that the model reads at once; a sentence that is longer by itself goes in parts, all of them read."""
        parts = [part for sentence in sentences for part in self._parts(sentence)]
        (empty,) = self._lengths([""])
        lengths = [length - empty + 1 for length in self._lengths([text for _, text in parts])]
        budget = max(self._limits.max_source_tokens - empty, 1)
        return [fitting for run in chunks(parts, lengths, budget) for fitting in self._halved(run)]

    def _halved(self, run: list[Numbered]) -> list[list[Numbered]]:
        """A joined text can have more pieces than its sentences: then the run is halved."""
        if len(run) == 1 or self._lengths([_joined(run)])[0] <= self._limits.max_source_tokens:
            return [run]
        middle = len(run) // 2
        return [*self._halved(run[:middle]), *self._halved(run[middle:])]

    def _parts(self, sentence: Numbered) -> list[Numbered]:
        place, text = sentence
        if self._lengths([text])[0] <= self._limits.max_source_tokens or len(text) == 1:
            return [sentence]
        middle = len(text) // 2
        at = text.rfind(" ", 0, middle) + 1 or middle
        halves = (text[:at].strip(), text[at:].strip())
        return [part for half in halves if half for part in self._parts((place, half))]

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(pieces) for pieces in self._codec.encode(texts)]

    def _language_of(self, document: Document) -> str:
        if self._limits.language != "auto":
            return self._limits.language
        return "ko" if is_korean(" ".join(document.sentences[:40])[:LANGUAGE_CHARS]) else "en"

    @cached_property
    def _engine(self) -> Engine:
        vocabulary = self._codec.vocabulary()
        return engine_for(
            self._choice,
            self._checkpoint,
            threads=self._threads,
            ceiling=self._limits.ceiling,
            vocabulary=vocabulary,
            target_prefix=self._checkpoint.forced_start(vocabulary),
            barred=self._codec.barred,
            conversions=self._conversions,
        )


def _joined(run: Sequence[Numbered]) -> str:
    return " ".join(text for _, text in run)


def _once(lines: Iterable[SummaryLine]) -> list[SummaryLine]:
    """Without lines that were said before: runs of one article may say the same."""
    return list({line.text: line for line in reversed(list(lines))}.values())[::-1]

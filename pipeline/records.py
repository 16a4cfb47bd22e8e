"""The values that flow through the pipeline: frozen, slotted, JSON-able, without a metadata dict.

A `Record` starts with its `Article`; each stage fills one field with `dataclasses.replace`.
Every list of positions (`Segment.block`, `SummarySentence.cites`, `Theme.evidence`) counts from zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

BlockKind = Literal["headline", "subheadline", "paragraph", "caption", "byline", "dateline", "notice"]
Severity = Literal["minor", "major", "critical"]
Language = Literal["ko", "en"]
Origin = Literal["model", "fallback"]

BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article with one job; `text` is NFC, in one line, without outer white space."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a press release says of itself, in its own words; None and empty where it does not say.

    `released` is an ISO date; `embargo` an ISO date, with `THH:MM` (Korean time) where a time is named, before which nothing may be
    printed, None for a release to be printed at once; `contacts` are persons with rank and telephone as they stand there.
    """

    office: str | None = None
    department: str | None = None
    contacts: tuple[str, ...] = ()
    released: str | None = None
    embargo: str | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One Korean article as it was read.

    `id` is the same on every machine (path relative to the input folder, `#row` for tables); `source` says where it was
    read, for people; `published` is an ISO date or None; `encoding` is how the bytes were decoded, `utf-8` or `cp949` say;
    `release` holds the fields of a press release, None for other articles.
    """

    id: str
    source: str
    blocks: tuple[Block, ...]
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    encoding: str | None = None
    release: Release | None = None

    @property
    def headline(self) -> str | None:
        """The text of the first headline block, None where the article has none."""
        return next((block.text for block in self.blocks if block.kind == "headline"), None)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of block number `block`. The segments of a block, joined, are the block's text, white space included."""

    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know of a translation. Spans are (start, end) in characters, None where there is no one place."""

    kind: str
    severity: Severity
    message: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """English of one segment. `score` is the mean natural-log probability of the produced pieces, at most 0; `attempts` >= 1.

    `origin` says whether the translator of the config wrote it or its fallback; scores of the two do not compare.
    """

    text: str
    score: float
    attempts: int = 1
    findings: tuple[Finding, ...] = ()
    origin: Origin = "model"


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary and the indices of the segments that it rests on."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary in one language; empty where the article holds nothing to summarize."""

    sentences: tuple[SummarySentence, ...]
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Theme:
    """A policy theme; `score` is a calibrated probability, `evidence` the indices of the segments that speak for it."""

    id: str
    score: float
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An article and what the stages made of it; a field is None until its stage has run.

    `translations` is aligned one to one with `segments`; None stands where a segment is not to be translated (a byline, a notice).
    `findings` are those of the article as a whole and of its summary; those of a sentence stand with its translation.
    """

    article: Article
    segments: tuple[Segment, ...] | None = None
    translations: tuple[Translation | None, ...] | None = None
    summary: Summary | None = None
    themes: tuple[Theme, ...] | None = None
    findings: tuple[Finding, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-able values; `from_dict` takes it back without loss."""
        described: dict[str, Any] = _plain(self)
        return described

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Record:
        """The record that `to_dict` described. Raises KeyError or TypeError where `values` is not such a description."""
        article = dict(values["article"])
        article["blocks"] = tuple(Block(**block) for block in article["blocks"])
        if (release := article.get("release")) is not None:
            lists = {name: tuple(release[name]) for name in ("contacts", "attachments")}
            article["release"] = Release(**{**release, **lists})
        segments, translations = values.get("segments"), values.get("translations")
        summary, themes = values.get("summary"), values.get("themes")
        return cls(
            article=Article(**article),
            segments=None if segments is None else tuple(Segment(**segment) for segment in segments),
            translations=None if translations is None else tuple(None if one is None else _translation(one) for one in translations),
            summary=None if summary is None else _summary(summary),
            themes=None if themes is None else tuple(Theme(one["id"], one["score"], tuple(one["evidence"])) for one in themes),
            findings=_findings(values["findings"]) if values.get("findings") is not None else None,
        )


def _plain(value: Any) -> Any:
    """What `asdict` makes of a record, in half its time: that copies every string."""
    if isinstance(value, (str, int, float, type(None))):
        return value
    if isinstance(value, tuple):
        return tuple([_plain(one) for one in value])
    return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}


def _translation(values: Mapping[str, Any]) -> Translation:
    findings = _findings(values.get("findings", ()))
    return Translation(values["text"], values["score"], values.get("attempts", 1), findings, values.get("origin", "model"))


def _findings(values: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            kind=one["kind"],
            severity=one["severity"],
            message=one["message"],
            source_span=tuple(one["source_span"]) if one.get("source_span") else None,
            target_span=tuple(one["target_span"]) if one.get("target_span") else None,
        )
        for one in values
    )


def _summary(values: Mapping[str, Any]) -> Summary:
    sentences = tuple(SummarySentence(one["text"], tuple(one["cites"])) for one in values["sentences"])
    return Summary(sentences, values.get("language", "en"))


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or one record, that did not come through: where, in which step, why, and what a person can do about it."""

    id: str
    stage: str
    reason: str
    advice: str = ""

    def to_dict(self) -> dict[str, str]:
        """The failure as one line of failures.jsonl."""
        return asdict(self)

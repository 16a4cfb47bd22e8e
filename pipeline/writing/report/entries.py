"""One article as the list shows it, and as its own view shows it: JSON-able values for the page's script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.facts import recognize
from pipeline.facts.places import FULL_FORMS, PROVINCES
from pipeline.records import Finding, Record, Release, Translation
from pipeline.writing.report.fact_places import placed_facts

REGIONS = tuple(PROVINCES)[:17]
"""Short Korean names of the provinces and metropolitan cities; what follows in the table are groups of them."""
OFFICES_AND_PLACES = ("offices", "schools", "places")
_FORMS = {**{name: name for name in REGIONS}, **FULL_FORMS}
_LONGEST_FIRST = sorted(_FORMS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the list. `office` is the publisher, else the first office that the article names; `region` the first it names.

    `published` is an ISO day; `findings` counts by kind, those of sentences and of the article; names are English where they are known;
    `themes` is None where none were looked for, `embargo` that of a press release.
    """

    id: str
    korean: str
    english: str
    published: str | None
    office: str | None
    region: str | None
    themes: tuple[str, ...] | None
    findings: Mapping[str, int]
    brief: str
    sentences: int
    embargo: str | None = None

    def to_list(self) -> list[Any]:
        """The values in the order that assets/data.js reads."""
        return [
            self.id, self.korean, self.english, self.published, self.office, self.region,
            self.themes or (), dict(self.findings), self.brief, self.sentences, self.embargo,
        ]  # fmt: skip


def entry(record: Record) -> Entry:
    """The article's line in the list."""
    findings: dict[str, int] = {}
    for finding in [*(record.findings or ()), *(finding for one in _translations(record) for finding in one.findings)]:
        findings[finding.kind] = findings.get(finding.kind, 0) + 1
    office, region = _from(record)
    return Entry(
        id=record.article.id,
        korean=record.article.headline or "",
        english=_headline(record),
        published=_day(record.article.published),
        office=office,
        region=region,
        themes=None if record.themes is None else tuple(theme.id for theme in record.themes),
        findings=findings,
        brief=record.summary.sentences[0].text if record.summary is not None and record.summary.sentences else "",
        sentences=sum(1 for _ in _translations(record)),
        embargo=record.article.release.embargo if record.article.release is not None else None,
    )


def details(record: Record) -> dict[str, Any]:
    """The whole article; the keys are those that assets/article.js reads. Spans count characters, not UTF-16 units.

    A block's text is left out where its sentences say all of it.
    """
    segments = record.segments or ()
    translations = record.translations or (None,) * len(segments)
    published = record.article.published
    spoken: dict[int, str] = {}
    for one in segments:
        spoken[one.block] = spoken.get(one.block, "") + one.text
    return {
        "blocks": [
            {"kind": block.kind, "text": None if spoken.get(place) == block.text else block.text}
            for place, block in enumerate(record.article.blocks)
        ],
        "segments": [[one.block, one.text] for one in segments],
        "english": [None if one is None else _translation(one) for one in translations],
        "facts": [
            [
                [one.kind, one.group, one.korean, one.english]
                for one in placed_facts(segment.text, english.text if english else None, published)
            ]
            for segment, english in zip(segments, translations, strict=True)
        ],
        "summary": [[one.text, one.cites] for one in record.summary.sentences] if record.summary else [],
        "language": record.summary.language if record.summary else "en",
        "themes": None if record.themes is None else [[one.id, round(one.score, 3), one.evidence] for one in record.themes],
        "findings": _findings(record.findings or ()),
        "release": _release(record.article.release),
        "url": record.article.url,
    }


def _translation(one: Translation) -> list[Any]:
    """The values in the order that assets/data.js reads."""
    return [one.text, round(one.score, 3), one.attempts, one.origin, _findings(one.findings)]


def _findings(found: Iterable[Finding]) -> list[list[Any]]:
    return [[one.kind, one.severity, one.message, one.source_span, one.target_span] for one in found]


def _release(release: Release | None) -> list[tuple[str, str]]:
    """What a press release says of itself: a label and Korean words for each."""
    if release is None:
        return []
    said = (
        ("Office", release.office),
        ("Department", release.department),
        ("Contact", ", ".join(release.contacts)),
        ("Released", release.released),
        ("Embargo until", release.embargo),
        ("Attachments", ", ".join(release.attachments)),
    )
    return [(label, text) for label, text in said if text]


def _translations(record: Record) -> Iterator[Translation]:
    return (one for one in record.translations or () if one is not None)


def _headline(record: Record) -> str:
    place = next((index for index, block in enumerate(record.article.blocks) if block.kind == "headline"), None)
    pairs = zip(record.segments or (), record.translations or (), strict=False)
    return " ".join(one.text for segment, one in pairs if one is not None and segment.block == place).strip()


def _day(published: str | None) -> str | None:
    try:
        return date.fromisoformat(published[:10]).isoformat() if published else None
    except ValueError:
        return None


def _from(record: Record) -> tuple[str | None, str | None]:
    """Office and region, in English where that is known."""
    publisher = record.article.publisher
    office, region = None, None
    for text in ([publisher] if publisher else []) + [block.text for block in record.article.blocks]:
        for fact in recognize(text, recognizers=OFFICES_AND_PLACES):
            if fact.kind == "office":
                office = office or (fact.renderings[0] if fact.renderings else fact.text)
            if fact.kind in ("office", "place", "school"):
                region = region or _region(fact.text)
        if office and region:
            break
    if publisher and not any(fact.kind == "office" for fact in recognize(publisher, recognizers=OFFICES_AND_PLACES)):
        office = publisher
    return office, region


def _region(name: str) -> str | None:
    form = next((form for form in _LONGEST_FIRST if name.startswith(form)), None)
    return PROVINCES[_FORMS[form]][0] if form is not None else None

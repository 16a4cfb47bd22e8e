"""What metrics see: an article's sentences beside their references, its summary and its themes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.gold import Gold, GoldSentence
from pipeline.records import Finding, Record, Theme

_CAPTION_MARK = re.compile(r"^(?:\[사진\]|▲)\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """One aligned unit: a sentence, or a whole article where sentences could not be aligned. `reference` is None where there is none."""

    index: int
    korean: str
    hypothesis: str
    reference: str | None
    kind: str = "paragraph"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryPair:
    """A summary's sentences, each with the English sentences that it rests on; `source` is the whole English; `reference` may lack."""

    sentences: tuple[str, ...]
    cited: tuple[tuple[str, ...], ...]
    source: str
    reference: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One article. `summary` and `themes` are None where the run has none of them, `gold_themes` where the data has none."""

    article: str
    pairs: tuple[Pair, ...] = ()
    summary: SummaryPair | None = None
    themes: tuple[Theme, ...] | None = None
    gold_themes: tuple[str, ...] | None = None
    region: str | None = None
    genre: str | None = None
    published: str | None = None


def example(gold: Gold, record: Record) -> tuple[Example, str | None]:
    """The record beside its references, and a note where its sentences could not be aligned."""
    units = _units(record)
    pairs, note = _aligned(gold, units)
    return (
        Example(
            gold.article.id,
            tuple(pairs),
            _summary(gold, record),
            record.themes,
            gold.themes,
            gold.region,
            gold.genre,
            gold.article.published,
        ),
        note,
    )


def _units(record: Record) -> list[Pair]:
    """The segments that were translated, without references."""
    translated = zip(record.segments or (), record.translations or (), strict=False)
    return [
        Pair(index, segment.text.strip(), one.text, None, record.article.blocks[segment.block].kind, one.findings)
        for index, (segment, one) in enumerate(translated)
        if one is not None
    ]


def _aligned(gold: Gold, units: Sequence[Pair]) -> tuple[list[Pair], str | None]:
    """Sentence by sentence where the Korean of both is the same text, else the article as a whole, with a note that says so."""
    name = gold.article.id
    if not units:
        return [], None
    if gold.sentences is None:
        if gold.english is None:
            return list(units), None
        return [_joined(units, gold.english)], f"{name}: its reference is not aligned; it is measured as a whole, not by sentence"
    kinds = {unit.kind for unit in units}
    for sentences in (gold.sentences, tuple(one for one in gold.sentences if one.kind in kinds)):
        if pairs := _same_text(units, sentences):
            return pairs, None
    pairs, mine, theirs = _equal(units, gold.sentences)
    if len(pairs) >= len(gold.sentences) / 2:
        if mine and theirs:
            pairs.append(_joined(mine, " ".join(one.english for one in theirs)))
        return sorted(pairs, key=lambda one: one.index), _left_over(gold, mine, theirs)
    return [_joined(units, " ".join(one.english for one in gold.sentences))], (
        f"{name}: its {len(units)} Korean sentences are not the {len(gold.sentences)} of {gold.where}; "
        "it is measured as a whole, not by sentence"
    )


def _left_over(gold: Gold, mine: Sequence[Pair], theirs: Sequence[GoldSentence]) -> str | None:
    """A note where some sentences are on one side only."""
    if _solid(*mine) == _solid(*theirs):
        return None
    left = "measured as one unit" if mine and theirs else "left out"
    return (
        f"{gold.article.id}: {len(theirs)} of the {len(gold.sentences or ())} sentences in {gold.where} and {len(mine)} of those that were "
        f"translated are not the same Korean, and are {left}"
    )


def _equal(units: Sequence[Pair], sentences: Sequence[GoldSentence]) -> tuple[list[Pair], list[Pair], list[GoldSentence]]:
    """Pairs of equal sentences in whatever order, and what is left over of both."""
    free: dict[str, list[Pair]] = {}
    for unit in units:
        free.setdefault(_solid(unit), []).append(unit)
    pairs, theirs = [], []
    for one in sentences:
        if waiting := free.get(_solid(one)):
            pairs.append(_joined([waiting.pop(0)], one.english))
        else:
            theirs.append(one)
    mine = {unit.index for waiting in free.values() for unit in waiting}
    return pairs, [unit for unit in units if unit.index in mine], theirs


def _same_text(units: Sequence[Pair], sentences: Sequence[GoldSentence]) -> list[Pair]:
    """Pairs whose Korean is the same, white space aside; what one side cuts in two is joined. Empty where the texts differ."""
    if _solid(*units) != _solid(*sentences):
        return []
    pairs: list[Pair] = []
    waiting, there, ahead = list(units), list(sentences), 0
    mine: list[Pair] = []
    theirs: list[GoldSentence] = []
    while waiting or there:
        if ahead <= 0 and waiting:
            mine.append(waiting.pop(0))
            ahead += len(_solid(mine[-1]))
        else:
            theirs.append(there.pop(0))
            ahead -= len(_solid(theirs[-1]))
        if ahead == 0 and mine and theirs:
            pairs.append(_joined(mine, " ".join(one.english for one in theirs)))
            mine, theirs = [], []
    return pairs


def _joined(units: Sequence[Pair], reference: str) -> Pair:
    if len(units) == 1:
        one = units[0]
        return Pair(one.index, one.korean, one.hypothesis, reference, one.kind, one.findings)
    findings = tuple(finding for unit in units for finding in unit.findings)
    korean, english = (" ".join(filter(None, texts)) for texts in ([u.korean for u in units], [u.hypothesis for u in units]))
    unplaced = tuple(Finding(one.kind, one.severity, one.message) for one in findings)  # spans counted in the parts
    return Pair(units[0].index, korean, english, reference, units[0].kind, unplaced)


def _solid(*sentences: Pair | GoldSentence) -> str:
    """The Korean without white space and without the marks that stand before captions: references leave them out."""
    return "".join("".join(_CAPTION_MARK.sub("", one.korean.strip()).split()) for one in sentences)


def _summary(gold: Gold, record: Record) -> SummaryPair | None:
    if record.summary is None or record.summary.language != "en" or not record.summary.sentences:
        return None
    english = ["" if one is None else one.text for one in record.translations or ()]
    cited = tuple(tuple(english[place] for place in one.cites if place < len(english)) for one in record.summary.sentences)
    return SummaryPair(tuple(one.text for one in record.summary.sentences), cited, " ".join(filter(None, english)), gold.summary)

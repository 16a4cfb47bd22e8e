"""articles/ID.md: what a person reads, quotes or pastes. English first, the Korean beneath, every doubt marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.records import Block, Record, Translation

MARKS = {"minor": "¹", "major": "²", "critical": "³"}
LEGEND = {
    "minor": "¹ unsure: compare with the Korean",
    "major": "² something is lost, added or repeated: see the list below",
    "critical": "³ not translated, or says the contrary: read the Korean",
}
SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;)|#+$)")
AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d+[.)](?=\s|$)|=+$|-{3,}$)")


def markdown(record: Record, theme_names: Mapping[str, str], note: str = "") -> str:
    """The page of a record. `theme_names` gives the English name of a theme id; an id without one stands as it is.

    `note` stands above the English: who translated.
    """
    used: set[str] = set()
    parts = [
        f"# {_headline(record, used)}",
        _facts(record),
        *_summary(record),
        *_themes(record, theme_names),
        *_english(record, note, used),
        *_korean(record),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, tags and marks included."""
    plain = SPECIAL.sub(r"\\\1", text)
    return AT_START.sub(lambda match: "\\" + match[0] if not match[0][0].isdigit() else re.sub(r"([.)])", r"\\\1", match[0]), plain)


def _headline(record: Record, used: set[str]) -> str:
    """The English headline; without one the Korean headline, else the id."""
    for index, block in enumerate(record.article.blocks):
        if block.kind == "headline" and record.translations is not None:
            english = " ".join(_marked(one, used) for _, one in _translations(record, index) if one is not None)
            if english:
                return english
    return escaped(record.article.headline or record.article.id)


def _facts(record: Record) -> str:
    article = record.article
    known = [article.publisher, article.published, article.id, article.url]
    if (release := article.release) is not None:
        known += [release.office, release.department, *release.contacts]
        known += [f"embargo until {release.embargo}"] if release.embargo else []
    return " · ".join(escaped(one) for one in known if one)


def _summary(record: Record) -> Iterator[str]:
    if record.summary is not None and record.summary.sentences:
        yield "## Summary" if record.summary.language == "en" else "## Summary (Korean)"
        yield " ".join(f"{escaped(one.text)} [{', '.join(str(i + 1) for i in one.cites)}]" for one in record.summary.sentences)


def _themes(record: Record, names: Mapping[str, str]) -> Iterator[str]:
    if record.themes is not None:
        yield "## Themes"
        lines = [f"- {escaped(names.get(theme.id, theme.id))} ({theme.score:.2f})" for theme in record.themes]
        yield "\n".join(lines) or "None with enough certainty."


def _english(record: Record, note: str, used: set[str]) -> Iterator[str]:
    if record.translations is None:
        return
    yield "## English"
    yield f"*{escaped(note)}*" if note else ""
    for index, block in enumerate(record.article.blocks):
        sentences = [(place, one) for place, one in _translations(record, index) if one is not None]
        if sentences and block.kind != "headline":
            yield _shown(block, " ".join(_marked(one, used) for _, one in sentences))
    yield "\n".join(f"- {LEGEND[severity]}" for severity in LEGEND if severity in used)
    yield "\n".join(_to_check(record))


def _to_check(record: Record) -> Iterator[str]:
    """What a person should look at, by the number of the Korean sentence."""
    for place, translation in enumerate(record.translations or (), 1):
        for finding in translation.findings if translation is not None else ():
            if finding.severity != "minor":
                yield f"- [{place}] {escaped(finding.message)}"
    for finding in record.findings or ():
        if finding.severity != "minor":
            yield f"- {escaped(finding.message)}"


def _korean(record: Record) -> Iterator[str]:
    yield "## Korean"
    number = 0
    for index, block in enumerate(record.article.blocks):
        sentences = [segment.text.strip() for segment in record.segments or () if segment.block == index]
        texts = []
        for text in sentences:
            number += 1
            texts.append(f"[{number}] {escaped(text)}" if text else "")
        yield _shown(block, " ".join(filter(None, texts)) or escaped(block.text))


def _shown(block: Block, text: str) -> str:
    if block.kind == "subheadline":
        return f"**{text}**"
    return f"> {text}" if block.kind in ("caption", "byline", "dateline", "notice") else text


def _marked(translation: Translation, used: set[str]) -> str:
    severities = [finding.severity for finding in translation.findings]
    worst = next((one for one in ("critical", "major", "minor") if one in severities), None)
    if worst is None:
        return escaped(translation.text)
    used.add(worst)
    return f"{escaped(translation.text) or '(…)'}{MARKS[worst]}"


def _translations(record: Record, block: int) -> Iterable[tuple[int, Translation | None]]:
    assert record.segments is not None
    assert record.translations is not None
    for place, (segment, translation) in enumerate(zip(record.segments, record.translations, strict=True)):
        if segment.block == block:
            yield place, translation

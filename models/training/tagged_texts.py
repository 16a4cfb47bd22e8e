"""Texts with theme ids: the corpus's articles, weakly labelled theme sentences, training passages, and references of samples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelError
from models.interfaces import Document

WEAK_SENTENCES = 6
"""Consecutive lines of a `t-THEME.txt` that make one weakly labelled text."""

_NOT_BODY = ("headline", "byline", "dateline", "notice")


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text and its themes, the most central first. `group` is the file it came from: cross-validation never splits a file."""

    id: str
    group: str
    document: Document
    themes: tuple[str, ...]


def read_articles(folder: Path) -> list[TaggedText]:
    """The articles of a folder in the corpus's format, as data/corpus/README.md explains it. Raises ModelError where there are none."""
    texts = [text for path in sorted(folder.glob("*.txt")) for text in _articles(path)]
    if not texts:
        raise ModelError(f"{folder}: no articles with a TAGS line; give the folder that holds the corpus's article files")
    return texts


def _articles(path: Path) -> Iterator[TaggedText]:
    for part in ("\n" + path.read_text(encoding="utf-8")).split("\n# ")[1:]:
        name, *lines = part.splitlines()
        headline, sentences, themes = None, [], tuple[str, ...]()
        for line in lines:
            korean = line.partition("|||")[0].strip()
            if line.startswith("TAGS "):
                themes = _ids(line.removeprefix("TAGS "))
            elif line.startswith("T "):
                headline = korean.removeprefix("T ")
            elif korean and korean != "P" and not line.startswith(("META ", "SUM ")):
                sentences.append(korean[2:] if line.startswith(("D ", "C ")) else korean)
        if themes:
            yield TaggedText(name.strip(), path.stem, _document(headline, sentences), themes)


def read_theme_sentences(folder: Path) -> list[TaggedText]:
    """Weakly labelled texts: every six lines of `t-THEME.txt` speak of THEME."""
    texts = []
    for path in sorted(folder.glob("t-*.txt")):
        lines = [line.partition("|||")[0].strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for start in range(0, len(lines), WEAK_SENTENCES):
            document = _document(None, lines[start : start + WEAK_SENTENCES])
            texts.append(TaggedText(f"{path.stem}:{start + 1}", path.stem, document, (path.stem.removeprefix("t-"),)))
    return texts


def read_passages(folder: Path) -> list[TaggedText]:
    """Passages written for training: a line `TAGS a,b`, then one sentence a line, a blank line between passages."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        for number, part in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), 1):
            first, *sentences = part.strip().splitlines()
            if not first.startswith("TAGS ") or not sentences:
                raise ModelError(f"{path}: passage {number} must be a line 'TAGS a,b' and sentences beneath it")
            texts.append(TaggedText(f"{path.stem}:{number}", f"passages/{path.stem}", _document(None, sentences), _ids(first[5:])))
    return texts


def read_references(folder: Path) -> list[TaggedText]:
    """The references (`*.ref.json`) of a folder of samples, or its articles in the corpus's format where it holds none."""
    paths = sorted(folder.glob("*.ref.json"))
    return [_reference(path) for path in paths] if paths else read_articles(folder)


def _reference(path: Path) -> TaggedText:
    values = json.loads(path.read_text(encoding="utf-8"))
    headlines = [segment["ko"] for segment in values["segments"] if segment["kind"] == "headline"]
    body = [segment["ko"] for segment in values["segments"] if segment["kind"] not in _NOT_BODY]
    name = path.name.removesuffix(".ref.json")
    return TaggedText(name, name, _document(" ".join(headlines) or None, body), tuple(values["themes"]))


def _document(headline: str | None, sentences: list[str]) -> Document:
    return Document(headline, tuple(sentences), (0,) * len(sentences))


def _ids(text: str) -> tuple[str, ...]:
    return tuple(theme.strip() for theme in text.split(",") if theme.strip())


def split_of(text: TaggedText) -> str:
    """`samples`, `dev` or `train`, by the file an article came from: files that end in 05 or 06 of the series a, b, c, d, i and j are
    samples, files that end in 04 are dev, everything else is train."""
    series, number = text.group[:1], text.group[1:]
    if series in "abcdij" and number in ("05", "06"):
        return "samples"
    return "dev" if number == "04" else "train"

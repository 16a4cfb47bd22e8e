"""Articles with what people made of them: reference translation, reference summary, gold themes; each of them may be missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pipeline.errors import InputError
from pipeline.positions import KeyPath
from pipeline.reading.article import recognize
from pipeline.reading.draft import Draft
from pipeline.records import BLOCK_KINDS, Article, Block, BlockKind

SENTENCE = "sentence"
"""The kind of a reference sentence in running text."""
_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
MAX_HANGUL = 0.3
"""Share of Hangul among the letters above which a reference is Korean by mistake: English that quotes a Korean word has far less."""

Where = Callable[[KeyPath], str]
"""`file:line` of a key path in an entry."""


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A Korean sentence and its reference; `kind` is that of the block it stands in."""

    korean: str
    english: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Gold:
    """One article and its references. `sentences` is None where the translation is not aligned; `english` is then the whole of it.

    `where` is `file` or `file:line`; `locate` finds that of one of its keys, and takes its time.
    """

    article: Article
    where: str
    sentences: tuple[GoldSentence, ...] | None = None
    english: str | None = None
    summary: str | None = None
    themes: tuple[str, ...] | None = None
    region: str | None = None
    genre: str | None = None
    locate: Where | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Data:
    """All articles of one set of data. `whole` is False where they are single sentences, of which no one asks for a summary."""

    name: str
    articles: tuple[Gold, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reader found: values by the keys of `ID.ref.json`, where they stand, and the article where it lies in a file of its own."""

    values: Mapping[str, Any]
    where: Where
    article: Article | None = None


def gold(entry: Entry, name: str) -> Gold:
    """The checked article of an entry; `name` is its id where it has none. Raises InputError that names file and line."""
    values, where = entry.values, entry.where
    sentences = _sentences(values.get("segments"), where)
    english = _text(values, "english", where)
    if english is not None:
        _require_english(english, where, ("english",))
    summary = _text(values, "summary", where)
    if summary is not None:
        _require_english(summary, where, ("summary",))
    article = entry.article or _article(values, sentences, where, name)
    return Gold(
        article=article,
        where=where(()),
        sentences=sentences,
        english=english if sentences is None else None,
        summary=summary,
        themes=_themes(values.get("themes"), where),
        region=_text(values, "region", where),
        genre=_text(values, "genre", where),
        locate=where,
    )


def require_known_themes(articles: tuple[Gold, ...], known: Mapping[str, str] | frozenset[str]) -> None:
    """Raises InputError for a gold theme that the taxonomy does not have, with the nearest one that it has."""
    import difflib

    for one in articles:
        for theme in one.themes or ():
            if theme not in known:
                near = difflib.get_close_matches(theme, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else "`eduwire themes` lists them"
                place = one.locate(("themes",)) if one.locate else one.where
                raise InputError(f"{place}: the theme {theme!r} of {one.article.id} is not in the taxonomy; {hint}")


def _sentences(listed: Any, where: Where) -> tuple[GoldSentence, ...] | None:
    if listed is None:
        return None
    if not isinstance(listed, list) or not listed:
        raise InputError(f"{where(('segments',))}: segments should list the sentences, each with ko and en")
    found = []
    for place, one in enumerate(listed):
        at: KeyPath = ("segments", place)
        if not isinstance(one, Mapping):
            raise InputError(f"{where(at)}: sentence {place + 1} should have the keys ko and en")
        korean, english = _text(one, "ko", where, at), _text(one, "en", where, at)
        if korean is None or english is None:
            lacking = "Korean (ko)" if korean is None else "translation (en)"
            raise InputError(f"{where(at)}: unequal numbers of sentences: sentence {place + 1} has no {lacking}")
        _require_english(english, where, (*at, "en"))
        found.append(GoldSentence(korean, english, _kind(one.get("kind"), where, (*at, "kind"))))
    return tuple(found)


def _kind(value: Any, where: Where, at: KeyPath) -> BlockKind:
    if value in (None, "", SENTENCE):
        return "paragraph"
    if value not in BLOCK_KINDS:
        raise InputError(f"{where(at)}: no kind {value!r}; known: {SENTENCE}, {', '.join(BLOCK_KINDS)}")
    return cast(BlockKind, value)


def _text(values: Mapping[str, Any], key: str, where: Where, at: KeyPath = ()) -> str | None:
    """The text in one line, None where there is none."""
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{where((*at, key))}: {key} should be a text, not {value!r}")
    return " ".join(value.split()) or None


def _themes(value: Any, where: Where) -> tuple[str, ...] | None:
    """Themes as a list, or as a text with commas as tables have them."""
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()] or None
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise InputError(f"{where(('themes',))}: themes should be a list of theme ids, not {value!r}")
    return tuple(dict.fromkeys(value))


def _require_english(text: str, where: Where, at: KeyPath) -> None:
    letters = len(_LETTER.findall(text))
    if letters and len(_HANGUL.findall(text)) > MAX_HANGUL * letters:
        raise InputError(f"{where(at)}: a reference is in Korean: {text[:60]!r}; put the English there (are two columns swapped?)")


def _article(values: Mapping[str, Any], sentences: tuple[GoldSentence, ...] | None, where: Where, name: str) -> Article:
    """The article from its running text, else put together from its sentences."""
    given = values.get("id")
    own = str(given) if given not in (None, "") else name
    text = values.get("text")
    published = values.get("published")
    if isinstance(text, str) and text.strip():
        recognized = recognize(Draft(text, published=None if published is None else str(published)))
        return Article(own, where(()), recognized.blocks, recognized.published)
    if sentences is None:
        raise InputError(f"{where(())}: {own} has no Korean: give it the key text, ko, or segments")
    return Article(own, where(()), tuple(_blocks(values["segments"], sentences)), None if published is None else str(published)[:10])


def _blocks(listed: list[Any], sentences: tuple[GoldSentence, ...]) -> list[Block]:
    """Sentences of one paragraph become one block; without numbers of paragraphs each is its own, so that it stays whole."""
    blocks: list[Block] = []
    before: Any = None
    for one, sentence in zip(listed, sentences, strict=True):
        paragraph = one.get("paragraph")
        if blocks and sentence.kind == "paragraph" and paragraph is not None and paragraph == before:
            blocks[-1] = Block("paragraph", f"{blocks[-1].text} {sentence.korean}")
        else:
            blocks.append(Block(sentence.kind, sentence.korean))
        before = paragraph if sentence.kind == "paragraph" else None
    return blocks

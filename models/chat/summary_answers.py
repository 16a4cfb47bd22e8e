"""The prompt for a summary with citations, and the strict reading of what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from models.chat import Message
from models.chat.chunks import Numbered
from models.chat.enclosure import as_data, enclosed
from models.chat.grounding import is_grounded
from models.chat.languages import is_english, is_korean
from models.chat.style import DATA_RULE
from models.chat.unwrapping import unfenced, without_thought
from models.interfaces import SummaryLine

VERSION = 1
"""Raised when the words below change what models answer: it is in the signature."""
REMINDER = "Your last answer could not be used. Every line must be one sentence in {language} that ends with its sources, as in [2][5]."
_LANGUAGES = {"en": "English", "ko": "Korean"}
_CITATION = re.compile(r"\[\s*(\d{1,6}(?:\s*,\s*\d{1,6})*)\s*\]")
_AT_END = re.compile(rf"(?:\s*{_CITATION.pattern})+\s*([.!?]?)\s*\Z")
_BULLET = re.compile(r"\A\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)")
_MARKDOWN = re.compile(r"\*\*|__|`|\A#|</?\w+>")


def summary_messages(
    sentences: Sequence[Numbered],
    headline: str | None,
    *,
    language: str,
    max_sentences: int,
    max_words: int,
    control_tokens: Sequence[str],
    reminded: bool,
) -> tuple[Message, ...]:
    """Asks for a summary of the sentences, which are numbered from 1 as in their document."""
    name = _LANGUAGES[language]
    system = (
        f"You summarize education news in {name} for analysts who quote you. Write at most {max_sentences} sentences, at most "
        f"{max_words} words in all: what was decided or happened, who, when, how much. Use only what stands in the numbered sentences of "
        "<article>; copy numbers and names exactly; add nothing.\n\n"
        f"{DATA_RULE}\n\n"
        "Write one sentence on each line, and end it with the numbers of the sentences that it rests on, as in: … [2][5]. No other text."
    )
    lines = "\n".join(f"[{place + 1}] {' '.join(as_data(text, control_tokens).split())}" for place, text in sentences)
    parts = [enclosed("headline", headline, control_tokens)] if headline else []
    parts.append(f"<article>\n{lines}\n</article>")
    if reminded:
        parts.append(REMINDER.format(language=name))
    return {"role": "system", "content": system}, {"role": "user", "content": "\n\n".join(parts)}


def read_summary(answer: str, sentences: Sequence[Numbered], headline: str | None, *, language: str) -> list[SummaryLine]:
    """The lines that are sentences in the right language, cite sentences that were shown, and say no number and no name that those do not.

    A line is a sentence with [n] at its end, or a JSON object with `text` and `cites`. All other lines are dropped.
    """
    rest = without_thought(answer)
    known = dict(sentences)
    found: list[SummaryLine] = []
    for line in unfenced(rest or "").splitlines():
        read = _line(line.strip())
        if read is None:
            continue
        text, cites = read
        places = tuple(sorted({number - 1 for number in cites}))
        if not places or any(place not in known for place in places) or any(text == earlier.text for earlier in found):
            continue
        if _is_sentence(text, language) and is_grounded(text, [known[place] for place in places], headline):
            found.append(SummaryLine(text, places))
    return found


def within(lines: Sequence[SummaryLine], max_sentences: int, max_words: int) -> list[SummaryLine]:
    """The first lines that keep to both bounds; the first one whole even where it alone is longer."""
    kept: list[SummaryLine] = []
    words = 0
    for line in lines[:max_sentences]:
        words += len(line.text.split())
        if kept and words > max_words:
            break
        kept.append(line)
    return kept


def _line(line: str) -> tuple[str, list[int]] | None:
    if line.startswith("{"):
        return _json_line(line)
    end = _AT_END.search(line)
    if end is None:
        return None
    text = _BULLET.sub("", line[: end.start()]).strip()
    if end[2] and not text.endswith((".", "!", "?", "”", '"')):
        text += end[2]
    if _CITATION.search(text):
        return None  # numbers in the middle: more than one sentence on the line
    numbers = [int(number) for group in _CITATION.findall(end[0]) for number in group.split(",")]
    return (text, numbers) if text else None


def _json_line(line: str) -> tuple[str, list[int]] | None:
    try:
        values: Any = json.loads(line.rstrip(","))
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, Mapping) or set(values) != {"text", "cites"}:
        return None
    text, cites = values["text"], values["cites"]
    if not isinstance(text, str) or not text.strip() or not isinstance(cites, list) or any(type(number) is not int for number in cites):
        return None
    return " ".join(text.split()), list(cites)


def _is_sentence(text: str, language: str) -> bool:
    if _MARKDOWN.search(text) or len(text.split()) < 2:
        return False
    return is_korean(text) if language == "ko" else is_english(text, "")

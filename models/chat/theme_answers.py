"""The prompt for themes, and the strict reading of the JSON that comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from models.chat import Message
from models.chat.chunks import Numbered
from models.chat.enclosure import as_data
from models.chat.style import DATA_RULE
from models.chat.unwrapping import unfenced, without_thought
from models.interfaces import ThemeDefinition, ThemeScore

VERSION = 1
"""Raised when the words below change what models answer: it is in the signature."""
EVIDENCE = 3
REMINDER = 'Your last answer could not be used. Answer with one JSON object {"themes": […]} and nothing else.'


def theme_messages(
    themes: Sequence[ThemeDefinition],
    sentences: Sequence[Numbered],
    headline: str | None,
    max_themes: int,
    *,
    control_tokens: Sequence[str],
    reminded: bool,
) -> tuple[Message, ...]:
    """Asks for the themes of the sentences, which are numbered from 1 as in their document; 0 is the headline."""
    known = "\n".join(f"- {theme.id}: {theme.name_en} ({theme.name_ko}). {theme.definition}" for theme in themes)
    system = (
        "You sort Korean education news by policy theme. These are the themes:\n\n"
        f"{as_data(known, control_tokens)}\n\n"
        f"Name at most {max_themes} themes that the article is mainly about, and none where none fits. {DATA_RULE}\n\n"
        "Answer with one JSON object and nothing else: "
        '{"themes": [{"id": "…", "confidence": 0.9, "sentences": [1, 4]}]}. '
        '"id" is one of the ids above, "confidence" the chance from 0 to 1 that an editor would choose the theme, "sentences" the numbers '
        'of up to three sentences of <article> that show it best. Without a theme: {"themes": []}.'
    )
    shown = [(-1, headline)] if headline else []
    lines = "\n".join(f"[{place + 1}] {' '.join(as_data(text, control_tokens).split())}" for place, text in [*shown, *sentences])
    user = f"<article>\n{lines}\n</article>"
    return {"role": "system", "content": system}, {"role": "user", "content": f"{user}\n\n{REMINDER}" if reminded else user}


def read_themes(
    answer: str, themes: Sequence[ThemeDefinition], sentences: Sequence[Numbered], headline: str | None
) -> tuple[ThemeScore, ...] | None:
    """The themes in an answer, one score for each id; None where it is not the JSON that was asked for.

    An id that is not in the taxonomy, a confidence that is no number from 0 to 1, and a theme without a sentence that was shown are
    dropped. A theme that rests on the headline (0) alone has no evidence among the sentences.
    """
    rest = without_thought(answer)
    try:
        values: Any = json.loads(unfenced(rest or ""))
    except (ValueError, RecursionError):
        return None
    entries = values.get("themes") if isinstance(values, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    ids = {theme.id for theme in themes}
    shown = {place for place, _ in sentences} | ({-1} if headline else set())
    found: dict[str, ThemeScore] = {}
    for entry in entries:
        theme = _theme(entry, ids, shown)
        if theme is not None and (theme.id not in found or theme.score > found[theme.id].score):
            found[theme.id] = theme
    return tuple(found.values())


def _theme(entry: Mapping[str, Any], ids: set[str], shown: set[int]) -> ThemeScore | None:
    name, confidence, numbers = entry.get("id"), entry.get("confidence"), entry.get("sentences")
    if not isinstance(name, str) or name not in ids or not isinstance(numbers, list):
        return None
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        return None
    places = list(dict.fromkeys(number - 1 for number in numbers if type(number) is int and number - 1 in shown))
    if not places:
        return None
    return ThemeScore(name, float(confidence), tuple(place for place in places if place >= 0)[:EVIDENCE])

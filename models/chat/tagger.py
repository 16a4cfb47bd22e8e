"""A ThemeTagger over any chat model: the taxonomy goes into the prompt, and ids with confidence and evidence come back as JSON."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence

from models.chat import ChatModel, ChatRequest
from models.chat.chunks import Numbered, chunks
from models.chat.theme_answers import VERSION, read_themes, theme_messages
from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, ThemeDefinition, ThemeScore

log = logging.getLogger(__name__)

EVIDENCE = 3
"""How many sentences a theme is shown with at most."""
THRESHOLD = 0.5
"""The model is asked for the chance that a theme is meant; from even odds on it is taken. These chances are not calibrated."""
TOKENS_PER_THEME = 48
BASE_TOKENS = 32


class ChatTagger:
    """See `models.interfaces.ThemeTagger`. An answer that is not the JSON asked for is asked for once more; then nothing is tagged."""

    def __init__(
        self,
        chat: ChatModel,
        family: str,
        *,
        themes: Sequence[ThemeDefinition],
        max_themes: int,
        threshold_scale: float,
        chunk_tokens: int,
        spare_tokens: int = 0,
    ) -> None:
        if not themes:
            raise ModelError("a chat tagger needs at least one theme; the taxonomy is empty")
        if not threshold_scale > 0:
            raise ModelError(f"threshold_scale must be above 0, not {threshold_scale}; 1 keeps the threshold of {THRESHOLD}")
        for name, value in (("max_themes", max_themes), ("chunk_tokens", chunk_tokens)):
            if value < 1:
                raise ModelError(f"{name} must be at least 1, not {value}")
        self.chat = chat
        self._family, self._themes = family, tuple(themes)
        self._max, self._threshold = max_themes, THRESHOLD * threshold_scale
        self._chunk_tokens, self._spare_tokens = chunk_tokens, spare_tokens

    def info(self) -> ModelInfo:
        """Identity of the model."""
        return self.chat.info(self._family)

    def signature(self) -> Mapping[str, Json]:
        """Model, version of the prompt, what the prompt says of the themes, and every option."""
        shown = json.dumps([(theme.id, theme.name_en, theme.name_ko, theme.definition) for theme in self._themes], ensure_ascii=False)
        return {
            "family": self._family,
            **self.chat.signature(),
            "prompt": VERSION,
            "themes": hashlib.sha256(shown.encode()).hexdigest(),
            "threshold": self._threshold,
            "max_themes": self._max,
            "chunk_tokens": self._chunk_tokens,
            "spare_tokens": self._spare_tokens,
        }

    def tag(self, documents: Sequence[Document]) -> Sequence[Sequence[ThemeScore]]:
        """See `ThemeTagger.tag`. A long document is read in runs of whole sentences; a theme gets the highest chance of any run."""
        runs = [(number, run) for number, document in enumerate(documents) for run in self._runs(document)]
        merged: list[dict[str, ThemeScore]] = [{} for _ in documents]
        for (number, _), found in zip(runs, self._read(documents, runs), strict=True):
            for theme in found:
                merged[number][theme.id] = _joined(merged[number].get(theme.id), theme)
        return [self._passing(found) for found in merged]

    def _runs(self, document: Document) -> list[list[Numbered]]:
        sentences = [(place, text) for place, text in enumerate(document.sentences) if text.strip()]
        if not sentences:
            return [[]] if document.headline else []
        return list(chunks(sentences, self.chat.count_tokens([text for _, text in sentences]), self._chunk_tokens))

    def _read(self, documents: Sequence[Document], runs: Sequence[tuple[int, Sequence[Numbered]]]) -> list[tuple[ThemeScore, ...]]:
        found: list[tuple[ThemeScore, ...] | None] = [None] * len(runs)
        for reminded in (False, True):
            wanted = [place for place, themes in enumerate(found) if themes is None]
            requests = [self._request(documents[runs[place][0]], runs[place][1], reminded) for place in wanted]
            for place, reply in zip(wanted, self.chat.answer(requests) if requests else (), strict=True):
                headline, sentences = documents[runs[place][0]].headline, runs[place][1]
                found[place] = read_themes(reply.text, self._themes, sentences, headline) if reply.finished else None
        unread = sum(themes is None for themes in found)
        if unread:
            log.warning("%d of %d answers about themes could not be read: nothing is tagged there", unread, len(runs))
        return [themes or () for themes in found]

    def _request(self, document: Document, sentences: Sequence[Numbered], reminded: bool) -> ChatRequest:
        messages = theme_messages(
            self._themes, sentences, document.headline, self._max, control_tokens=self.chat.control_tokens, reminded=reminded
        )
        return ChatRequest(messages, BASE_TOKENS + TOKENS_PER_THEME * self._max + self._spare_tokens)

    def _passing(self, found: Mapping[str, ThemeScore]) -> tuple[ThemeScore, ...]:
        order = {theme.id: place for place, theme in enumerate(self._themes)}
        ranked = sorted(found.values(), key=lambda theme: (-theme.score, order[theme.id]))
        return tuple(theme for theme in ranked if theme.score >= self._threshold)[: self._max]


def _joined(one: ThemeScore | None, other: ThemeScore) -> ThemeScore:
    if one is None:
        return other
    evidence = tuple(dict.fromkeys((*one.evidence, *other.evidence)))[:EVIDENCE]
    return ThemeScore(one.id, max(one.score, other.score), evidence)

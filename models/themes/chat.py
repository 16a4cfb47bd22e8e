"""Themes by an instruction model that runs here; the taxonomy is in the prompt, so a changed themes.yaml needs no training."""

from __future__ import annotations

from collections.abc import Sequence

from models.chat.generation import BATCH_TOKENS
from models.chat.local import LocalChat
from models.chat.tagger import ChatTagger
from models.interfaces import ThemeDefinition


def build(
    *,
    themes: Sequence[ThemeDefinition],
    model: str,
    threshold_scale: float = 1.0,
    max_themes: int = 3,
    chunk_tokens: int = 3000,
    engine: str = "auto",
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_tokens: int = BATCH_TOKENS,
) -> ChatTagger:
    """A tagger on a folder in Hugging Face layout; decoding is greedy. Its scores are the model's own word, not calibrated.

    `chunk_tokens` are the most tokens of an article that one prompt holds; longer ones go in runs of whole sentences.
    Raises ModelError where folder, device or options do not fit.
    """
    chat = LocalChat(model, engine=engine, device=device, compute_type=compute_type, threads=threads, batch_tokens=batch_tokens)
    return ChatTagger(chat, "chat", themes=themes, max_themes=max_themes, threshold_scale=threshold_scale, chunk_tokens=chunk_tokens)

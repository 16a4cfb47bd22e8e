"""Summaries by an instruction model that runs here, each sentence with the sentences it rests on."""

from __future__ import annotations

from models.chat.generation import BATCH_TOKENS
from models.chat.local import LocalChat
from models.chat.summarizer import ChatSummarizer


def build(
    *,
    model: str,
    language: str = "auto",
    max_sentences: int = 2,
    max_words: int = 70,
    chunk_tokens: int = 3000,
    engine: str = "auto",
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_tokens: int = BATCH_TOKENS,
) -> ChatSummarizer:
    """A summarizer on a folder in Hugging Face layout; decoding is greedy.

    `language` is "en", "ko" or "auto" (by the letters of each document). `chunk_tokens` are the most tokens of an article that one prompt
    holds; longer ones go in runs of whole sentences. Raises ModelError where folder, device or options do not fit.
    """
    chat = LocalChat(model, engine=engine, device=device, compute_type=compute_type, threads=threads, batch_tokens=batch_tokens)
    return ChatSummarizer(chat, "chat", language=language, max_sentences=max_sentences, max_words=max_words, chunk_tokens=chunk_tokens)

"""Instruction and translation models that run here, through their chat template: Qwen3-Instruct, TranslateGemma, LMT, Rosetta.

build(model="/models/Qwen3-4B-Instruct-2507").translate(["학교는 문을 닫았다."])
"""

from __future__ import annotations

from models.chat.generation import BATCH_TOKENS
from models.chat.local import LocalChat
from models.chat.templates import recognized, template_named
from models.chat.translator import Asking, ChatTranslator
from models.engines import Decoding
from models.locate import known_as


def build(
    *,
    model: str,
    template: str = "auto",
    context_sentences: int = 3,
    context_tokens: int = 512,
    segments_per_request: int = 1,
    engine: str = "auto",
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_tokens: int = BATCH_TOKENS,
    max_source_tokens: int = 512,
    max_length_factor: float = 2.0,
    max_length_extra: int = 24,
) -> ChatTranslator:
    """A translator on a folder in Hugging Face layout; decoding is greedy, so that a result can be had again.

    `template`: auto, plain, translategemma, lmt or rosetta (models/chat/templates.py); auto looks at the folder's chat template and name.
    translategemma and lmt take a bare sentence, so `context_sentences` is 0 with them. `compute_type` auto: bfloat16 on a GPU, float32 on
    a CPU. `batch_tokens` are the most tokens of a batch; it does not change results. The length limit of an answer is
    `max_length_factor` times the source's tokens plus `max_length_extra`. Raises ModelError where folder, device or options do not fit.
    """
    chat = LocalChat(model, engine=engine, device=device, compute_type=compute_type, threads=threads, batch_tokens=batch_tokens)
    name = recognized(chat.checkpoint.chat_template, known_as(model).rpartition("/")[2]) if template == "auto" else template
    asking = Asking(
        context_sentences,
        context_tokens,
        segments_per_request,
        limits=Decoding(beam_size=1, max_length_factor=max_length_factor, max_length_extra=max_length_extra),
    )
    return ChatTranslator(chat, "chat", template_named(name), asking, max_source_tokens)

"""A chat model from a local folder: its own chat template and tokenizer, greedy generation through transformers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from models.chat import ChatRequest, Message, Reply
from models.chat.checkpoint import ChatCheckpoint
from models.chat.generation import BATCH_TOKENS, CausalGenerator, Prompt
from models.engines.select import choose
from models.errors import ModelError
from models.interfaces import Json, ModelInfo
from models.locate import known_as
from models.weights import located


class LocalChat:
    """See `models.chat.ChatModel`. Weights are loaded at the first answer.

    `compute_type` auto: bfloat16 on a GPU, float32 on a CPU. Raises ModelError for a folder that is no whole chat model, and for a device
    or compute type that is not known.
    """

    def __init__(
        self,
        model: str,
        *,
        engine: str = "auto",
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
        batch_tokens: int = BATCH_TOKENS,
    ) -> None:
        if engine not in ("auto", "transformers"):
            raise ModelError(f"chat models run on transformers only, not on {engine!r}; set engine: auto")
        if batch_tokens < 1:
            raise ModelError(f"batch_tokens must be at least 1, not {batch_tokens}")
        choice = choose("transformers", compute_type, device)
        on_gpu = choice.device != "cpu"
        self.compute_type = "bfloat16" if compute_type == "auto" and on_gpu else choice.compute_type
        self.device = choice.device
        self.checkpoint = ChatCheckpoint(located(model))
        self._name, self._threads, self._batch_tokens = model, threads, batch_tokens
        self._pieces = _tokenizer(self.checkpoint.folder / "tokenizer.json")
        added = self._pieces.get_added_tokens_decoder().values()
        self.control_tokens: Sequence[str] = tuple(
            sorted({token.content for token in added if token.special}, key=lambda one: (-len(one), one))
        )

    def info(self, family: str) -> ModelInfo:
        """The folder's name, hash of its weights, licence by its model card."""
        sha256 = self.checkpoint.sha256
        return ModelInfo(known_as(self._name), family, sha256[:12], sha256, self.checkpoint.licence)

    def signature(self) -> Mapping[str, Json]:
        """Hash of weights, tokenizer and chat template, and the compute type; decoding is always greedy."""
        return {"checkpoint": self.checkpoint.fingerprint, "engine": "transformers", "compute_type": self.compute_type}

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """Pieces of the texts alone; the prompt around them is not counted."""
        return [len(encoding.ids) for encoding in self._pieces.encode_batch(list(texts), add_special_tokens=False)]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """Spans that become the unknown piece; none in models that fall back on bytes."""
        unknown = {number for number in (self._pieces.token_to_id(name) for name in ("<unk>", "[UNK]", "<|unk|>")) if number is not None}
        encodings = self._pieces.encode_batch(list(texts), add_special_tokens=False)
        return [[span for number, span in zip(encoding.ids, encoding.offsets, strict=True) if number in unknown] for encoding in encodings]

    def render(self, messages: Sequence[Message]) -> str:
        """The prompt as the model's template writes it. What the system says moves to the user where the template has no such role."""
        from jinja2.exceptions import TemplateError

        try:
            return self._rendered(messages)
        except TemplateError as error:
            if not messages or messages[0]["role"] != "system" or not isinstance(messages[-1]["content"], str):
                raise ModelError(f"the chat template of {self._name} refuses the prompt: {error}; set another template") from error
        joined = "\n\n".join(str(message["content"]) for message in messages)
        try:
            return self._rendered([{"role": "user", "content": joined}])
        except TemplateError as error:
            raise ModelError(f"the chat template of {self._name} refuses the prompt: {error}; set another template") from error

    def answer(self, requests: Sequence[ChatRequest]) -> Sequence[Reply]:
        """See `ChatModel.answer`."""
        prompts = [self._prompt(request) for request in requests]
        found = self._generator.generate(prompts, self._batch_tokens)
        texts = self._tokenizer.batch_decode([result.ids for result in found], skip_special_tokens=True)
        return [Reply(text, result.score, result.finished) for text, result in zip(texts, found, strict=True)]

    def _prompt(self, request: ChatRequest) -> Prompt:
        """The template writes the special tokens itself, so none are added; article text cannot hold any (`models.chat.enclosure`)."""
        ids = tuple(self._tokenizer(self.render(request.messages), add_special_tokens=False)["input_ids"])
        if len(ids) + request.max_tokens > self.checkpoint.positions:
            raise ValueError(
                f"a prompt of {len(ids)} tokens and room for {request.max_tokens}, where {self._name} takes {self.checkpoint.positions}"
            )
        return Prompt(ids, request.max_tokens, request.against_loops)

    def _rendered(self, messages: Sequence[Message]) -> str:
        # Hybrid models (Qwen3) think aloud unless told not to; other templates do not look at the switch.
        return str(self._tokenizer.apply_chat_template(list(messages), tokenize=False, add_generation_prompt=True, enable_thinking=False))

    @cached_property
    def _tokenizer(self) -> Any:
        from transformers import AutoTokenizer

        try:
            return AutoTokenizer.from_pretrained(self.checkpoint.folder, local_files_only=True, trust_remote_code=False)
        except Exception as error:  # transformers and tokenizers each raise their own
            raise ModelError(f"the tokenizer in {self.checkpoint.folder} cannot be loaded: {error}; copy the folder again") from error

    @cached_property
    def _generator(self) -> CausalGenerator:
        ends = self._ends()
        pad = self._tokenizer.pad_token_id
        return CausalGenerator(
            self.checkpoint.folder,
            compute_type=self.compute_type,
            device=self.device,
            threads=self._threads,
            ends=ends,
            pad=pad if pad is not None else ends[0],
        )

    def _ends(self) -> list[int]:
        """The tokens that end an answer: the generation config's, else the config's, and the tokenizer's own."""
        path = self.checkpoint.folder / "generation_config.json"
        values = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        named = values.get("eos_token_id") or self.checkpoint.config.get("eos_token_id") or []
        ends = list(named) if isinstance(named, list) else [named]
        if self._tokenizer.eos_token_id is not None:
            ends.append(self._tokenizer.eos_token_id)
        if not ends:
            raise ModelError(f"{self.checkpoint.folder} names no end-of-answer token (eos_token_id); copy the folder again")
        return list(dict.fromkeys(ends))


def _tokenizer(path: Path) -> Any:
    """Without transformers, whose import takes seconds: lengths are asked for in runs that are answered from the cache."""
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises a plain Exception for a damaged file
        raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error

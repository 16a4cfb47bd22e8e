"""A folder with a causal language model that chats."""

from __future__ import annotations

import json
from functools import cached_property
from typing import ClassVar

from models.engines.checkpoint import WEIGHTS, Checkpoint, read_json
from models.errors import ModelError

ENDINGS = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")
"""Of the names of architectures that write on from a prompt; the last is that of models that also read pictures."""


class ChatCheckpoint(Checkpoint):
    """In safetensors, with a chat template. Raises ModelError as `Checkpoint` does, for another architecture, and for a base model."""

    weights_names: ClassVar[tuple[str, ...]] = (WEIGHTS,)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._require_chat_architecture()
        if not self.chat_template:
            raise ModelError(
                f"model folder {self.folder} has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json): "
                "it is a base model; name an instruction model"
            )

    def _require_chat_architecture(self) -> None:
        """By what config.json says, since transformers takes seconds to import and minutes to load."""
        named = [str(one) for one in self.config.get("architectures") or ()]
        encoded = self.config.get("is_encoder_decoder") is True
        if encoded or (named and not any(one.endswith(ENDINGS) for one in named)):
            what = ", ".join(named) or str(self.config.get("model_type"))
            raise ModelError(
                f"the model in {self.folder} is a {what}, no causal language model that chats; take the family that it belongs to"
            )

    @cached_property
    def positions(self) -> int:
        """Most tokens, prompt and answer together, that the model was made for."""
        text = self.config.get("text_config")  # of models that also read pictures
        nested = text if isinstance(text, dict) else {}
        return int(self.config.get("max_position_embeddings") or nested.get("max_position_embeddings") or 4096)

    @cached_property
    def chat_template(self) -> str:
        """Source of the chat template; empty where there is none."""
        path = self.folder / "chat_template.jinja"
        if path.is_file():
            return path.read_text(encoding="utf-8")
        if not (self.folder / "tokenizer_config.json").is_file():
            return ""
        found = read_json(self.folder / "tokenizer_config.json").get("chat_template", "")
        return found if isinstance(found, str) else json.dumps(found)

"""A folder with a causal language model in Hugging Face layout: checked before any work is done, and named by its files' hashes."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from models.cards import card_licence
from models.engines.checkpoint import verify_safetensors
from models.errors import ModelError

SINGLE, INDEX = "model.safetensors", "model.safetensors.index.json"
OTHERS = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "chat_template.jinja",
    "special_tokens_map.json",
)
"""Files beside the weights that can change a reply."""
_BLOB = re.compile(r"[0-9a-f]{64}")
"""In the Hub's cache a weights file is a link to a file that is named by the SHA-256 of its bytes."""


@dataclass(frozen=True)
class ChatCheckpoint:
    """Raises ModelError where a file is missing or cut short, or where there is no chat template; the message says what to do."""

    folder: Path

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise ModelError(f"model folder {self.folder} does not exist; name a folder in Hugging Face layout")
        for name in ("config.json", "tokenizer.json"):
            if not (self.folder / name).is_file():
                raise ModelError(f"model folder {self.folder} has no {name}; copy the whole folder again")
        for path in self.weights:
            if not path.is_file():
                raise ModelError(f"model folder {self.folder} has no {path.name}, which {INDEX} names; copy the whole folder again")
            verify_safetensors(path)
        if not self.chat_template:
            raise ModelError(
                f"model folder {self.folder} has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json): "
                "it is a base model; name an instruction model"
            )

    @cached_property
    def config(self) -> dict[str, Any]:
        """config.json. Raises ModelError where it is not a JSON object."""
        return self._json("config.json")

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
        found = self._json("tokenizer_config.json").get("chat_template", "")
        return found if isinstance(found, str) else json.dumps(found)

    @cached_property
    def weights(self) -> tuple[Path, ...]:
        """The safetensors files: one, or all that the index names."""
        if (self.folder / SINGLE).is_file():
            return (self.folder / SINGLE,)
        if not (self.folder / INDEX).is_file():
            raise ModelError(f"model folder {self.folder} has no {SINGLE} and no {INDEX}; chat models are read from safetensors only")
        named = self._json(INDEX).get("weight_map")
        if not isinstance(named, dict) or not named:
            raise ModelError(f"{self.folder / INDEX} names no files; copy the model folder again")
        return tuple(self.folder / Path(str(name)).name for name in sorted(set(named.values())))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the weights file; of several, SHA-256 over their hashes in the order of their names."""
        hashes = [_sha256(path) for path in self.weights]
        return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over weights, tokenizer, chat template and configs: all of the folder that can change a reply."""
        whole = hashlib.sha256(self.sha256.encode())
        for name in OTHERS:
            if (self.folder / name).is_file():
                whole.update(name.encode() + hashlib.sha256((self.folder / name).read_bytes()).digest())
        return whole.hexdigest()

    @cached_property
    def licence(self) -> str:
        """See `card_licence`."""
        return card_licence(self.folder)

    def _json(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error
        if not isinstance(values, dict):
            raise ModelError(f"{path} is not a JSON object; copy the model folder again")
        return values


def _sha256(path: Path) -> str:
    blob = path.resolve().name
    if _BLOB.fullmatch(blob):
        return blob
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

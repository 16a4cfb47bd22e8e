"""A checkpoint folder in Hugging Face layout: checked before any work is done, and named by the hash of its weights."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from models.errors import ModelError

WEIGHTS = "model.safetensors"
REQUIRED = ("config.json", "tokenizer.json", WEIGHTS)
HEADER_LENGTH_BYTES = 8
"""A safetensors file begins with the length of its JSON header as an unsigned 64-bit integer (safetensors format, v0.3 and later)."""
LONGEST_HEADER = 100_000_000
"""Bytes; the format's own bound on its header."""


@dataclass(frozen=True)
class Checkpoint:
    """A folder whose files are there and whole. Raises ModelError where they are not; the message says which and what to do."""

    folder: Path

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise ModelError(f"model folder {self.folder} does not exist; name a folder in Hugging Face layout or a model that ships")
        for name in REQUIRED:
            if not (self.folder / name).is_file():
                raise ModelError(f"model folder {self.folder} has no {name}; copy the whole folder again (it needs {', '.join(REQUIRED)})")
        verify_safetensors(self.folder / WEIGHTS)

    @cached_property
    def config(self) -> dict[str, Any]:
        """config.json. Raises ModelError where it is not JSON."""
        path = self.folder / "config.json"
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error
        if not isinstance(values, dict):
            raise ModelError(f"{path} is not a JSON object; copy the model folder again")
        return values

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the weights file, 64 hexadecimal digits: what the signature of every result rests on."""
        with (self.folder / WEIGHTS).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def verify_safetensors(path: Path) -> None:
    """Holds the header's offsets against the file's size, which finds a download that stopped early without reading the weights.

    Raises ModelError where the file is damaged or cut short.
    """
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(HEADER_LENGTH_BYTES), "little")
            header = json.loads(file.read(length)) if 0 < length <= min(size, LONGEST_HEADER) else None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error
    if not isinstance(header, dict):
        raise ModelError(f"{path} is not a safetensors file; copy the model folder again")
    ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    wanted = HEADER_LENGTH_BYTES + length + max(ends, default=0)
    if size != wanted:
        raise ModelError(f"{path} has {size:,} bytes where its header promises {wanted:,}: it was cut short; copy the model folder again")

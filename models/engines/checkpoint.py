"""A checkpoint folder in Hugging Face layout: checked before any work is done, and named by the hash of its weights."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from models.cards import card_licence
from models.errors import ModelError
from models.interfaces import ModelInfo

WEIGHTS, BIN = "model.safetensors", "pytorch_model.bin"
INDEX = ".index.json"
"""Follows the name of weights that come in parts: the file that names the parts."""
SETTINGS = ("generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "chat_template.jinja")
"""Files that change how a model or a tokenizer works, where they are there."""
HEADER_LENGTH_BYTES = 8
"""A safetensors file begins with the length of its JSON header as an unsigned 64-bit integer (safetensors format, v0.3 and later)."""
LONGEST_HEADER = 100_000_000
"""Bytes; the format's own bound on its header."""
_BLOB = re.compile(r"[0-9a-f]{64}")
"""In the Hub's cache a weights file is a link to a file that is named by the SHA-256 of its bytes."""


@dataclass(frozen=True)
class Checkpoint:
    """A folder whose files are there and whole. Raises ModelError where they are not; the message says which and what to do.

    `tokenizer_files` are sets of files of which one must be there whole.
    """

    folder: Path
    tokenizer_files: tuple[tuple[str, ...], ...] = (("tokenizer.json",),)
    weights_names: ClassVar[tuple[str, ...]] = (WEIGHTS, BIN)
    """What the weights may be called; the first that is there is taken."""

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise ModelError(f"model folder {self.folder} does not exist; name a folder in Hugging Face layout or a model that ships")
        if not (self.folder / "config.json").is_file():
            raise ModelError(f"model folder {self.folder} has no config.json; copy the whole folder again")
        if not any(self._has(files) for files in self.tokenizer_files):
            wanted = ", or ".join(" with ".join(files) for files in self.tokenizer_files)
            lacking = f"tokenizer ({wanted})" if len(self.tokenizer_files) > 1 else wanted
            raise ModelError(f"model folder {self.folder} has no {lacking}; copy the whole folder again")
        for path in self.weights:
            if path.suffix == ".safetensors":
                verify_safetensors(path)

    @cached_property
    def weights(self) -> tuple[Path, ...]:
        """The weights files, whole or the parts that their index names; a pickle only where there are no safetensors."""
        for name in self.weights_names:
            if (self.folder / name).is_file():
                return (self.folder / name,)
            if (self.folder / f"{name}{INDEX}").is_file():
                return self._parts(self.folder / f"{name}{INDEX}")
        raise ModelError(
            f"model folder {self.folder} has no {' and no '.join((WEIGHTS, WEIGHTS + INDEX, *self.weights_names[1:]))}; "
            "copy the whole folder again (other weights are never opened)"
        )

    def _parts(self, index: Path) -> tuple[Path, ...]:
        found = read_json(index).get("weight_map")
        names = sorted({str(name) for name in found.values()}) if isinstance(found, dict) else []
        if not names or any(Path(name).name != name for name in names):
            raise ModelError(f"{index} does not name the parts of the weights; copy the model folder again")
        if lacking := [name for name in names if not (self.folder / name).is_file()]:
            raise ModelError(
                f"model folder {self.folder} has no {', '.join(lacking)}, which {index.name} names; copy the whole folder again"
            )
        return tuple(self.folder / name for name in names)

    @property
    def weights_format(self) -> str:
        """`safetensors`, or `bin` for pickles that only torch's restricted loader opens."""
        return "safetensors" if self.weights[0].suffix == ".safetensors" else "bin"

    def require(self, family: str, architectures: tuple[str, ...]) -> str:
        """See `require_architecture`."""
        return require_architecture(self.folder, self.config, family, architectures)

    def refusal(self, error: Exception) -> ModelError | None:
        """The error to show where torch's restricted loader refused a pickle; torch's own advises to trust the file."""
        if self.weights_format == "bin" and (isinstance(error, pickle.UnpicklingError) or "weights_only" in str(error)):
            return ModelError(
                f"{self.weights[0]} was refused: it holds more than tensors, or is damaged, and a pickle can run programs; "
                "use a revision of this model that has safetensors, or another model"
            )
        return None

    def forced_start(self, vocabulary: Mapping[str, int]) -> tuple[str, ...]:
        """The piece that every output begins with, where the checkpoint was trained so (`forced_bos_token_id`): BART's start of sentence.

        Raises ModelError where generation_config.json is not JSON.
        """
        path = self.folder / "generation_config.json"
        forced = {**self.config, **(read_json(path) if path.is_file() else {})}.get("forced_bos_token_id")
        return tuple(piece for piece, index in vocabulary.items() if index == forced)[:1]

    @cached_property
    def config(self) -> dict[str, Any]:
        """config.json. Raises ModelError where it is not JSON."""
        return read_json(self.folder / "config.json")

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the weights file, 64 hexadecimal digits, or over those of its parts: by this the model is known to people."""
        digests = [_digest(path) for path in self.weights]
        return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over weights, tokenizer, chat template and configs: all of the folder that can change a result."""
        whole = hashlib.sha256(self.sha256.encode())
        for name in sorted({"config.json", *(name for files in self.tokenizer_files for name in files), *SETTINGS}):
            if (self.folder / name).is_file():
                whole.update(f"{name} {_digest(self.folder / name)}".encode())
        return whole.hexdigest()

    @property
    def commit(self) -> str | None:
        """The commit, where the folder is a snapshot in the Hub's cache."""
        return self.folder.name if self.folder.parent.name == "snapshots" else None

    def info(self, name: str, family: str) -> ModelInfo:
        """Identity of the weights, known as `name`; the licence is what the folder's model card says."""
        return ModelInfo(name, family, self.commit or self.sha256[:12], self.sha256, self.licence, self.weights_format)

    @property
    def licence(self) -> str:
        """See `card_licence`."""
        return card_licence(self.folder)

    def _has(self, files: tuple[str, ...]) -> bool:
        return all((self.folder / name).is_file() for name in files)


def require_architecture(folder: Path, config: Mapping[str, Any], family: str, architectures: tuple[str, ...]) -> str:
    """The architecture that config.json names. Raises ModelError where the family does not run it."""
    found = str((config.get("architectures") or ["no architecture"])[0])
    if found not in architectures:
        raise ModelError(f"{folder} holds {found}, and the family {family} runs {', '.join(architectures)}; set another family")
    return found


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object. Raises ModelError where the file holds none."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error
    if not isinstance(values, dict):
        raise ModelError(f"{path} is not a JSON object; copy the model folder again")
    return values


def _digest(path: Path) -> str:
    blob = path.resolve().name
    if path.is_symlink() and _BLOB.fullmatch(blob):
        return blob
    with path.open("rb") as file:
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
    try:
        ends = [int(entry["data_offsets"][1]) for name, entry in header.items() if name != "__metadata__"]
    except (TypeError, KeyError, IndexError, ValueError) as error:
        raise ModelError(f"{path} has a damaged header; copy the model folder again") from error
    wanted = HEADER_LENGTH_BYTES + length + max(ends, default=0)
    if size != wanted:
        raise ModelError(f"{path} has {size:,} bytes where its header promises {wanted:,}: it was cut short; copy the model folder again")

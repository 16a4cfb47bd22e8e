"""Looks into a folder's tokenizer files before any work is done, without transformers, whose import takes seconds."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from models.errors import ModelError

TOKENIZER_JSON = "tokenizer.json"
JSON_FILES = ("vocab.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")
SENTENCEPIECE = ("*.spm", "*.model")


def verify_tokenizer(folder: Path, codes: Collection[str] = ()) -> None:
    """Raises ModelError for a file of a tokenizer that cannot be read, and for a language code that its tokenizer.json lacks.

    Codes are looked for as they are and as M2M100 writes them (`__en__`). Where there is no tokenizer.json they are not looked for: some
    tokenizers add them when they are loaded.
    """
    for name in JSON_FILES:
        if (folder / name).is_file():
            _require_object(folder / name)
    if (folder / TOKENIZER_JSON).is_file():
        _require_pieces(folder / TOKENIZER_JSON, codes)
        return
    for pattern in SENTENCEPIECE:
        for path in sorted(folder.glob(pattern)):
            _require_sentencepiece(path)


def unknown_code(folder: Path, code: str) -> ModelError:
    """The error for a language code that the tokenizer does not know."""
    return ModelError(f"the tokenizer in {folder} does not know the language code {code!r}; its files are not complete")


def _require_object(path: Path) -> None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    if not isinstance(found, dict):
        raise _damaged(path, "it is not a JSON object")


def _require_pieces(path: Path, codes: Collection[str]) -> None:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises a plain Exception
        raise _damaged(path, error) from error
    for code in codes:
        if all(tokenizer.token_to_id(piece) is None for piece in (code, f"__{code}__")):
            raise unknown_code(path.parent, code)


def _require_sentencepiece(path: Path) -> None:
    import sentencepiece

    try:
        sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, reason: object) -> ModelError:
    return ModelError(f"the tokenizer file {path} cannot be read: {reason}; copy the model folder again")

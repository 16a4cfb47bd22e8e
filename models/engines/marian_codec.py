"""Marian's tokenizer from its own files, by SentencePiece alone: transformers and torch, whose import takes seconds, stay away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.engines.checkpoint import read_json
from models.engines.codecs import UNKNOWN, any_of, broken
from models.engines.tokenizer_files import TOKENIZER_JSON, verify_tokenizer

SOURCE, TARGET, VOCABULARY = "source.spm", "target.spm", "vocab.json"
END, PADDING = "</s>", "<pad>"
SPECIAL = {"unk_token": UNKNOWN, "eos_token": END, "pad_token": PADDING}
"""What MarianTokenizer calls its special pieces, and what they are where no file says otherwise."""
CODE_START, CODE_END = ">>", "<<"
"""Around the target language at the beginning of a source, in models of several targets."""


class MarianCodec:
    """See `Codec`; the pieces are those of transformers' MarianTokenizer, but for one thing: what looks like a language code at the
    beginning of a text and is none of the vocabulary's stays text, where MarianTokenizer makes one unknown piece of it.

    Raises ModelError for a damaged file.
    """

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        verify_tokenizer(folder)
        self._source: Any = SentencePieceProcessor(model_file=str(folder / SOURCE))
        self._target: Any = SentencePieceProcessor(model_file=str(folder / TARGET))
        self._ids: dict[str, int] = read_json(folder / VOCABULARY)
        self._codes = frozenset(piece for piece in self._ids if piece.startswith(CODE_START) and piece.endswith(CODE_END))
        self._special = any_of(SPECIAL.values())

    @property
    def target_prefix(self) -> tuple[str, ...]:
        """None: a code stands in the source."""
        return ()

    @property
    def barred(self) -> frozenset[str]:
        """Padding and language codes."""
        return self._codes | {PADDING}

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """See `Codec.encode`."""
        return [[*self._pieces(self._special.sub(broken, text)), END] for text in texts]

    def _pieces(self, text: str) -> list[str]:
        code = text[: text.find(CODE_END) + len(CODE_END)] if text.startswith(CODE_START) else ""
        given = [code] if code in self._codes else []
        found: list[str] = self._source.encode(text.removeprefix(code) if given else text, out_type=str)
        return given + [piece if piece in self._ids else UNKNOWN for piece in found]

    def decode(self, outputs: Sequence[Sequence[str]]) -> list[str]:
        """See `Codec.decode`."""
        special = set(SPECIAL.values())
        return [self._target.decode_pieces([piece for piece in pieces if piece not in special]).strip() for pieces in outputs]

    def unreadable(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """See `Codec.unreadable`; found character by character, since a piece can be in the SentencePiece model and not in vocab.json."""
        signs = {sign for text in texts for sign in text if not sign.isspace()}
        lost = {sign for sign in signs if UNKNOWN in self._pieces(sign)}
        return [[(place, place + 1) for place, sign in enumerate(text) if sign in lost] for text in texts]

    def vocabulary(self) -> dict[str, int]:
        """See `Codec.vocabulary`."""
        return dict(self._ids)


def has_plain_marian_tokenizer(folder: Path) -> bool:
    """Whether the tokenizer of a folder is MarianTokenizer with nothing of its own: no other class or names, no added pieces.

    Raises ModelError for a file that is not JSON.
    """
    if (folder / TOKENIZER_JSON).is_file() or not all((folder / name).is_file() for name in (SOURCE, TARGET, VOCABULARY)):
        return False
    settings, names, added = (
        read_json(folder / name) if (folder / name).is_file() else {}
        for name in ("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")
    )
    told = {**settings, **names}
    known = {*SPECIAL.values()}
    pieces = {*added, *(_content(one) for one in (settings.get("added_tokens_decoder") or {}).values())}
    more = [name for name in ("additional_special_tokens", "extra_special_tokens", "sp_model_kwargs", "separate_vocabs") if told.get(name)]
    return (
        settings.get("tokenizer_class", "MarianTokenizer") == "MarianTokenizer"
        and not more
        and pieces <= known
        and all(_content(told.get(name) or piece) == piece for name, piece in SPECIAL.items())
        and known <= read_json(folder / VOCABULARY).keys()
    )


def _content(piece: Any) -> Any:
    """The text of a special piece, which is written as that or as an object."""
    return piece.get("content") if isinstance(piece, dict) else piece

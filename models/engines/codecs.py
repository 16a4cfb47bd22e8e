"""Between text and pieces: what a family's tokenizer does, in one shape for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from models.engines.quiet import quiet_transformers
from models.engines.tokenizer_files import TOKENIZER_JSON, unknown_code, verify_tokenizer
from models.errors import ModelError

UNKNOWN = "<unk>"


class Codec(Protocol):
    """Texts to pieces and back."""

    @property
    def target_prefix(self) -> tuple[str, ...]:
        """Pieces that every output begins with: the code of the target language, where the family has one."""

    @property
    def barred(self) -> frozenset[str]:
        """Pieces that no output may hold, because they are no text: padding, masks, language codes."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text, special ones included."""

    def decode(self, outputs: Sequence[Sequence[str]]) -> list[str]:
        """The text of each output."""

    def unreadable(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Spans of each text, in characters, that become the unknown piece."""

    def vocabulary(self) -> dict[str, int]:
        """The id of each piece."""


class JsonCodec:
    """A tokenizer.json read by `tokenizers` alone: neither torch nor transformers is imported. Raises ModelError for a damaged file."""

    @property
    def target_prefix(self) -> tuple[str, ...]:
        """None: one language pair."""
        return ()

    @property
    def barred(self) -> frozenset[str]:
        """None: such a checkpoint's own output bias keeps what is no English away."""
        return frozenset()

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        path = folder / TOKENIZER_JSON
        try:
            self._tokenizer = Tokenizer.from_file(str(path))  # 35 ms, so that a damaged file is found before any work is done
        except Exception as error:  # tokenizers raises a plain Exception
            raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error
        self._special = any_of(token.content for token in self._tokenizer.get_added_tokens_decoder().values() if token.special)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """See `Codec.encode`."""
        unknown = self._tokenizer.token_to_id(UNKNOWN)  # `tokens` has the sign itself there
        return [
            [UNKNOWN if index == unknown else piece for piece, index in zip(encoding.tokens, encoding.ids, strict=True)]
            for encoding in self._tokenizer.encode_batch([self._special.sub(broken, text) for text in texts])
        ]

    def decode(self, outputs: Sequence[Sequence[str]]) -> list[str]:
        """See `Codec.decode`."""
        ids = self.vocabulary()
        return [text.strip() for text in self._tokenizer.decode_batch([[ids[piece] for piece in pieces] for pieces in outputs])]

    def unreadable(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """See `Codec.unreadable`."""
        unknown = self._tokenizer.token_to_id(UNKNOWN)
        return [
            [span for piece, span in zip(encoding.ids, encoding.offsets, strict=True) if piece == unknown]
            for encoding in self._tokenizer.encode_batch(list(texts))
        ]

    @cache  # noqa: B019 (lives as long as the process does)
    def vocabulary(self) -> dict[str, int]:
        """See `Codec.vocabulary`."""
        return dict(self._tokenizer.get_vocab(with_added_tokens=True))


class AutoCodec:
    """The tokenizer that transformers finds in a folder, looked into now and loaded at first use.

    `prefix` is written before each text (`<2en> `), `source_code` and `target_code` are the family's language codes. Where `closed`, a
    source begins and ends with the start and end of sentence even if the tokenizer does not write them: KoBART's does not, and was
    trained so. Raises ModelError where the tokenizer cannot be read, or does not know a code: transformers would take `<unk>` instead
    without a word.
    """

    def __init__(
        self, folder: Path, *, prefix: str = "", source_code: str | None = None, target_code: str | None = None, closed: bool = False
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._source_code = source_code
        self._target_code = target_code
        self._closed = closed
        verify_tokenizer(folder, [code for code in (source_code, target_code) if code is not None])

    @cached_property
    def target_prefix(self) -> tuple[str, ...]:
        """The target language's piece."""
        return (self._piece(self._target_code),) if self._target_code is not None else ()

    @cached_property
    def barred(self) -> frozenset[str]:
        """Special pieces and language codes, but not the end of sentence, which the model has to find, and not the unknown piece, which
        `decode` drops: without it the model would have to make something up.
        """
        codes = getattr(self._tokenizer, "lang_token_to_id", None) or {}
        return frozenset({*self._tokenizer.all_special_tokens, *codes} - {self._tokenizer.eos_token, self._tokenizer.unk_token})

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """See `Codec.encode`."""
        written = [self._prefix + self._special.sub(broken, text) for text in texts]
        found = self._tokenizer(written, truncation=False)["input_ids"]
        sources = [self._tokenizer.convert_ids_to_tokens(ids) for ids in found]
        return [self._with_ends(pieces) for pieces in sources] if self._closed else sources

    def _with_ends(self, pieces: list[str]) -> list[str]:
        start, end = self._tokenizer.bos_token, self._tokenizer.eos_token
        if end is None or pieces[-1:] == [end]:
            return pieces
        return [*([start] if start is not None else []), *pieces, end]

    def decode(self, outputs: Sequence[Sequence[str]]) -> list[str]:
        """See `Codec.decode`."""
        ids = [self._tokenizer.convert_tokens_to_ids(list(pieces)) for pieces in outputs]
        return [text.strip() for text in self._tokenizer.batch_decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)]

    def unreadable(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """See `Codec.unreadable`; found character by character, since not every tokenizer tells where its pieces come from."""
        unknown = self._tokenizer.unk_token_id
        signs = sorted({sign for text in texts for sign in text if not sign.isspace()})
        plain = self._tokenizer(signs, add_special_tokens=False)["input_ids"] if signs else []
        lost = {sign for sign, ids in zip(signs, plain, strict=True) if unknown in ids}
        return [[(place, place + 1) for place, sign in enumerate(text) if sign in lost] for text in texts]

    def vocabulary(self) -> dict[str, int]:
        """See `Codec.vocabulary`."""
        codes = [self._piece(code) for code in (self._source_code, self._target_code) if code is not None]
        ids = self._tokenizer.convert_tokens_to_ids(codes)
        return {**self._tokenizer.get_vocab(), **dict(zip(codes, ids, strict=True))}

    @cached_property
    def _special(self) -> re.Pattern[str]:
        """What an article may hold as text, and a tokenizer would take for a piece of its own."""
        return any_of({*self.barred, *self._tokenizer.all_special_tokens})

    def _piece(self, code: str) -> str:
        unknown = self._tokenizer.unk_token_id
        for piece in (code, f"__{code}__"):  # M2M100 writes its codes so, and keeps them out of get_vocab
            if self._tokenizer.convert_tokens_to_ids(piece) not in (None, unknown):
                return piece
        raise unknown_code(self._folder, code)

    @cached_property
    def _tokenizer(self) -> Any:
        from transformers import AutoTokenizer

        options = {} if self._source_code is None else {"src_lang": self._source_code}
        with quiet_transformers():
            try:
                tokenizer = AutoTokenizer.from_pretrained(self._folder, local_files_only=True, **options)
            except Exception as error:  # whatever transformers, tokenizers or sentencepiece raise
                raise ModelError(f"the tokenizer in {self._folder} cannot be read: {error}") from error
        if self._source_code is not None:
            self.__dict__["_tokenizer"] = tokenizer  # `_piece` asks for it
            self._piece(self._source_code)
        return tokenizer


def any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    """Matches any of these pieces, the longest first; a single character is left to stand."""
    return re.compile("|".join(re.escape(piece) for piece in sorted(pieces, key=len, reverse=True) if len(piece) > 1) or r"(?!)")


def broken(special: re.Match[str]) -> str:
    """What a special piece in a text is written as: no tokenizer takes it for a piece any more."""
    return f"{special[0][0]} {special[0][1:]}"

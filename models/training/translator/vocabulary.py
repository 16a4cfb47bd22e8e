"""A multilingual encoder's vocabulary cut down to two languages: the pieces that English needs first, then those of Korean alone.

Only the first part can be produced, so that no Hangul comes out of the translator; numbers fall into single digits, which a small
model copies better than pieces of several.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelError
from models.training.translator.pairs import Pair

CONTROL = ("<s>", "<pad>", "</s>", "<unk>")
"""Ids 0 to 3, in BART's order."""
CHUNK = 2_000
"""Sentences that are encoded at a time."""

_SPACE = "▁"
_DIGITS = re.compile(r"\d")
_HANGUL = re.compile("[가-힣ㄱ-ㆎ]")


@dataclass(frozen=True, slots=True)
class Pruned:
    """`tokenizer` is the content of the new tokenizer.json, `rows[i]` the old id of new piece i; pieces under `targets` can be produced."""

    tokenizer: dict[str, Any]
    rows: tuple[int, ...]
    targets: int


def prune(tokenizer: Path, pairs: Sequence[Pair], *, fewest: int = 2) -> Pruned:
    """The pieces that `pairs` use at least `fewest` times, and all single characters that they use.

    Raises ModelError where the tokenizer is not a Unigram one or lacks a control piece.
    """
    whole = _read(tokenizer)
    pieces: list[list[Any]] = whole["model"]["vocab"]
    ids = {piece: place for place, (piece, _) in enumerate(pieces)}
    if lacking := [piece for piece in CONTROL if piece not in ids]:
        raise ModelError(f"{tokenizer} has no piece {lacking[0]}; name an encoder with the vocabulary of XLM-R (multilingual E5 has it)")
    without_long_numbers = [place for place, (piece, _) in enumerate(pieces) if _splits_numbers(piece)]
    small = _with(whole, [pieces[place] for place in without_long_numbers])
    english = _used(small, [english for _, english in pairs], fewest)
    korean = _used(small, [korean for korean, _ in pairs], fewest) - english
    control = {ids[piece] for piece in CONTROL}
    first = sorted(ids[piece] for piece in english if ids[piece] not in control and not _HANGUL.search(piece))
    then = sorted({ids[piece] for piece in korean | english} - control - set(first))
    rows = (*(ids[piece] for piece in CONTROL), *first, *then)
    return Pruned(_with(whole, [pieces[row] for row in rows]), rows, len(CONTROL) + len(first))


def _read(path: Path) -> dict[str, Any]:
    try:
        whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kind = whole["model"].get("type")
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(f"{path} cannot be read: {error!r}; name an encoder, folder or Hub id, with a tokenizer.json") from error
    if kind != "Unigram":
        raise ModelError(f"{path} is a {kind} tokenizer; only Unigram ones can be pruned, such as those of XLM-R and multilingual E5")
    return whole


def _splits_numbers(piece: str) -> bool:
    return not _DIGITS.search(piece) or len(piece) == 1


def _with(whole: dict[str, Any], pieces: Sequence[list[Any]]) -> dict[str, Any]:
    """The tokenizer with other pieces; normalized without a language's own table, so that the file stays small and readable."""
    places = {piece: place for place, (piece, _) in enumerate(pieces)}
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    spaces = {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}
    strip = {"type": "Strip", "strip_left": True, "strip_right": True}
    metaspace = {"type": "Metaspace", "replacement": _SPACE, "prepend_scheme": "always", "split": True}
    ends = {sign: {"id": sign, "ids": [places[sign]], "tokens": [sign]} for sign in ("<s>", "</s>")}
    first, second = ({"Sequence": {"id": name, "type_id": number}} for number, name in enumerate("AB"))
    start, end = ({"SpecialToken": {"id": sign, "type_id": 0}} for sign in ("<s>", "</s>"))
    return {
        "version": whole.get("version", "1.0"),
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": places[sign], "content": sign, **plain} for sign in CONTROL],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, spaces, strip]},
        "pre_tokenizer": metaspace,
        "post_processor": {"type": "TemplateProcessing", "single": [start, first, end], "pair": [first, second], "special_tokens": ends},
        "decoder": metaspace,
        "model": {"type": "Unigram", "unk_id": places["<unk>"], "vocab": list(pieces), "byte_fallback": False},
    }


def _used(tokenizer: dict[str, Any], texts: Sequence[str], fewest: int) -> set[str]:
    """Pieces that stand in `texts` often enough, and every single character of them that is a piece."""
    from tokenizers import Tokenizer

    loaded: Any = Tokenizer.from_str(json.dumps(tokenizer))
    known = {piece for piece, _ in tokenizer["model"]["vocab"]}
    counts: Counter[str] = Counter()
    characters: set[str] = {_SPACE}
    for start in range(0, len(texts), CHUNK):
        some = list(texts[start : start + CHUNK])
        for encoding in loaded.encode_batch(some, add_special_tokens=False):
            counts.update(encoding.tokens)
        characters.update(*(loaded.normalizer.normalize_str(text) for text in some))
    return {piece for piece, count in counts.items() if count >= fewest and piece in known} | (characters & known)

"""The special tokens that a tokenizer puts around a text or a pair of texts, learned from the tokenizer itself.

With them a text is tokenized once, however many pairs it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.engines.encoders import Row
from models.errors import ModelError

_FIRST, _SECOND = "school", "12"
"""Two texts that differ, to see where a tokenizer puts them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Ids and segments of the special tokens before, between and behind two texts (or around one: `between` and `after` are one)."""

    before: Row
    between: Row
    after: Row
    second_segment: int = 0
    """The segment that the second text is said to be."""

    @property
    def special_tokens(self) -> int:
        """How many tokens a row has beside its texts."""
        return len(self.before.ids) + len(self.between.ids) + len(self.after.ids)

    def row(self, first: Sequence[int], second: Sequence[int] = ()) -> Row:
        """The row of one or two texts."""
        ids = (*self.before.ids, *first, *self.between.ids, *second, *self.after.ids)
        marks = (
            *self.before.segments,
            *(0 for _ in first),
            *self.between.segments,
            *(self.second_segment for _ in second),
            *self.after.segments,
        )
        return Row(ids, marks)


def pair_frame(tokenizer: Any, folder: object) -> Frame:
    """The frame of a pair. Raises ModelError for a tokenizer that does not write a pair as the first text and then the second."""
    first, second = (tokenizer(text, add_special_tokens=False)["input_ids"] for text in (_FIRST, _SECOND))
    found = tokenizer(_FIRST, _SECOND, return_token_type_ids=True, verbose=False)
    ids, marks = found["input_ids"], found["token_type_ids"]
    start = _place(ids, first, 0)
    middle = _place(ids, second, start + len(first))
    if not first or not second or min(start, middle) < 0:
        raise ModelError(f"the tokenizer in {folder} does not write a pair of texts one behind the other; name another model")
    spans = (slice(0, start), slice(start + len(first), middle), slice(middle + len(second), None))
    before, between, after = (Row(tuple(ids[span]), tuple(marks[span])) for span in spans)
    return Frame(before, between, after, marks[middle])


def single_frame(tokenizer: Any, folder: object) -> Frame:
    """The frame of one text. Raises ModelError where the tokenizer does not leave the text whole."""
    text = tokenizer(_FIRST, add_special_tokens=False)["input_ids"]
    ids = tokenizer(_FIRST, verbose=False)["input_ids"]
    start = _place(ids, text, 0)
    if not text or start < 0:
        raise ModelError(f"the tokenizer in {folder} does not leave a text whole; name another model")
    before, after = tuple(ids[:start]), tuple(ids[start + len(text) :])
    return Frame(Row(before, (0,) * len(before)), Row(()), Row(after, (0,) * len(after)))


def _place(ids: Sequence[int], part: Sequence[int], start: int) -> int:
    """Where `part` stands in `ids` from `start` on; -1: nowhere."""
    if start < 0:
        return -1
    size = len(part)
    return next((place for place in range(start, len(ids) - size + 1) if list(ids[place : place + size]) == list(part)), -1)

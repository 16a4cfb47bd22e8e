"""Article text goes into a prompt as data: between marks that it cannot close, without strings that a model obeys.

Nothing is changed in text that holds no such string, and that is nearly all text. In what does, the first sign is exchanged for one
that looks alike, so that the words can still be read and translated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKS = ("headline", "before", "terms", "source", "sentences", "article", "themes", "translation")
"""Names of the marks that the prompts use."""

_MARK = re.compile(rf"<(?=\s*/?\s*(?:{'|'.join(MARKS)})\b)", re.IGNORECASE)
_CONTROL = re.compile(
    r"<(?=\|[^<>]{0,40}\|>|/?s>|/?think>|/?tool_call>|(?:start|end)_of_turn>|bos>|eos>|pad>|unk>|<SYS>>|</SYS>>|｜)"
    r"|\[(?=/?INST\])",
    re.IGNORECASE,
)
"""Signals of the chat formats in use (ChatML, Llama 2 and 3, Gemma, DeepSeek), should the model's own list be out of reach."""
_LOOKALIKES = {"<": "‹", "[": "［"}


def as_data(text: str, control_tokens: Sequence[str] = ()) -> str:
    """`text` such that it neither opens nor closes a mark of ours and holds no signal of a chat format."""
    for token in control_tokens:
        if token and token in text:
            text = text.replace(token, _disarmed(token))
    return _CONTROL.sub(lambda found: _LOOKALIKES[found[0]], _MARK.sub("‹", text))


def enclosed(mark: str, text: str, control_tokens: Sequence[str] = ()) -> str:
    """`<mark>`, the text as data, `</mark>`."""
    assert mark in MARKS, mark
    return f"<{mark}>{as_data(text, control_tokens)}</{mark}>"


def _disarmed(token: str) -> str:
    """A token of several signs loses its shape by its first; a single sign stays, since no article could do without it."""
    if len(token) == 1 or not token.strip():
        return token
    return _LOOKALIKES.get(token[0], f"{token[0]}·") + token[1:]

"""Which characters of a text are kept.

The text of a block is NFC. Left out are control characters, half surrogates (JSON can carry them, no file can) and characters
without width: zero-width spaces and joiners, soft hyphens, marks of direction, byte-order marks. A joiner inside an emoji stays.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LONE_JOINER = re.compile("(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d")


def clean(text: str) -> str:
    """The text in NFC without the characters named above; every kind of line end becomes a line feed."""
    text = _LINE_END.sub("\n", text)
    return unicodedata.normalize("NFC", _LONE_JOINER.sub("", _UNSEEN.sub("", text)))


def squeeze(text: str) -> str:
    """The text in one line: runs of white space become one space, outer white space goes."""
    return " ".join(text.split())

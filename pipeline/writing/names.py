"""File names for article ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata

UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#\s\ud800-\udfff]+')
"""What Windows, macOS or Linux does not take in a file name, and white space."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names of devices on Windows, with any ending."""
LONGEST_BYTES = 150
"""Well under the 255 bytes that file systems take, with room for an ending and a temporary one."""
TEXT_ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".docx", ".hwpx", ".pdf")


def page_name(article_id: str) -> str:
    """A file name without ending, the same on every machine and different for different ids.

    The id's own ending goes where it only says how the article was stored. An id that had to be changed gets a short hash, so that
    two ids never share a name, on file systems that ignore case too.
    """
    stem = next((article_id[: -len(ending)] for ending in TEXT_ENDINGS if article_id.lower().endswith(ending)), article_id)
    safe = UNSAFE.sub("_", stem).strip("._") or "article"
    if safe == stem and _plain(safe) and stem != article_id and article_id.endswith(".txt"):
        return safe
    if RESERVED.fullmatch(safe):
        safe = f"_{safe}"
    cut = safe.encode()[:LONGEST_BYTES].decode("utf-8", "ignore")
    return f"{cut}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _plain(name: str) -> bool:
    """Whether no file system takes the name for another: small letters, composed, short, no device."""
    folded = unicodedata.normalize("NFC", name.casefold())
    return name == folded and len(name.encode()) <= LONGEST_BYTES and not RESERVED.fullmatch(name)

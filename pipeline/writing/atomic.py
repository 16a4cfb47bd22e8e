"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

PARTIAL = ".partial"
"""Ending of a file that is still being written; one that stays behind is of a run that was killed."""


def write_text(path: Path, text: str, *, durable: bool = False) -> bool:
    """Writes UTF-8 under a temporary name and renames it; a file that holds `text` already is left alone.

    Returns whether it was written. `durable` waits until the disk has it. Raises OSError.
    """
    content = text.encode("utf-8", "backslashreplace")  # half a character must not stop a run
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        pass
    partial = path.with_name(path.name + PARTIAL)
    with partial.open("wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    partial.replace(path)
    return True

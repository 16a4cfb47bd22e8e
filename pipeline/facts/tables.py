"""The tables that recognition and rendering rest on, as a signature: a changed termbase is a changed result."""

from __future__ import annotations

import hashlib
from functools import cache

from pipeline.resources import configs_folder

VERSION = 1
"""Raised when the code of this package recognizes or renders something differently."""
TABLES = ("termbase.tsv", "names.tsv")


@cache
def facts_signature() -> dict[str, str | int]:
    """The version of the code and the SHA-256 of each table, 16 hexadecimal digits of it."""
    digests = {name: hashlib.sha256((configs_folder() / name).read_bytes()).hexdigest()[:16] for name in TABLES}
    return {"version": VERSION, **digests}

"""Translations of other origin: sentences side by side, from two text files or one TMX or XLIFF file.

Each format is one file with `EXTENSIONS` and `read(root, path)`; nobody lists them.
"""

from __future__ import annotations

from pipeline.bilingual.reading import extensions, read_file, read_lines
from pipeline.bilingual.unit import TranslatedUnit

__all__ = ["TranslatedUnit", "extensions", "read_file", "read_lines"]

"""Reading: files, folders and standard input become articles. The formats are the files of `formats/`, one each; add yours there.

`options` are the settings, `sources` finds the files, a format makes a `Draft`, `article` takes its text apart, `reader` joins them.
"""

from __future__ import annotations

from pipeline.reading.formats import formats
from pipeline.reading.options import InputOptions
from pipeline.reading.reader import count, read

__all__ = ["InputOptions", "count", "formats", "read"]

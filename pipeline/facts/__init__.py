"""Facts of a Korean sentence — numbers, dates, names, terms — and whether its translation still has them."""

from __future__ import annotations

from pipeline.facts.fact import Fact, Kind
from pipeline.facts.recognizing import recognize
from pipeline.facts.verifying import missing, verify

__all__ = ["Fact", "Kind", "missing", "recognize", "verify"]

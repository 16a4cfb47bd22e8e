"""How good a configuration is, against references that people wrote."""

from __future__ import annotations

from pipeline.evaluation.data import load_data, load_samples

__all__ = ["load_data", "load_samples"]

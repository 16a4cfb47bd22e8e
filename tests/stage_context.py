"""What a stage is built with, where a test builds it by itself: the shipped configs, nothing converted, nothing fetched."""

from __future__ import annotations

from pathlib import Path

from pipeline.facts.tables import shipped_tables

CONFIGS = Path(__file__).resolve().parents[1] / "configs"


class ShippedContext:
    """See `pipeline.stage.Context`."""

    engines = Path("unused")

    def __init__(self, *available: str) -> None:
        self.available = frozenset(available)
        self.tables = shipped_tables()

    def resolve(self, path: str) -> str:
        return str(CONFIGS / path)

    def model(self, name: str) -> str:
        return name

"""Model cards: what the README.md of a model folder says of it."""

from __future__ import annotations

from pathlib import Path

FRONT_MATTER_LINES = 40
"""Lines in which the front matter's `license:` is looked for."""


def card_licence(folder: Path) -> str:
    """The `license:` of the model card's front matter, `unknown` where there is none."""
    card = folder / "README.md"
    lines = card.read_text(encoding="utf-8", errors="replace").splitlines()[:FRONT_MATTER_LINES] if card.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("license:")), "unknown")

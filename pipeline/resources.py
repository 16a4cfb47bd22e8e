"""Where the shipped configs are: beside the packages in a checkout, inside `pipeline` in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def configs_folder() -> Path:
    """The folder with default.yaml, themes.yaml and the other shipped configs."""
    installed = PACKAGE / "configs"
    return installed if installed.is_dir() else PACKAGE.parent / "configs"

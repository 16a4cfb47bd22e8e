"""Severities as options of the command line, and the exit code of `--fail-on`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

FOUND = 4
"""Exit code of `--fail-on` where there is a finding of that severity or a graver one."""


class Level(StrEnum):
    """Severities, the gravest first."""

    critical = "critical"
    major = "major"
    minor = "minor"


FailOn = Annotated[Level | None, typer.Option("--fail-on", help="Exit with 4 where a finding is as grave as this.")]

"""`eduwire check`: a translation of any origin against its source, line by line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

FOUND = 4
"""Exit code of `--fail-on` where there is a finding of that severity or a graver one."""


class Level(StrEnum):
    """Severities, the gravest first."""

    critical = "critical"
    major = "major"
    minor = "minor"


def check(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="Korean, one sentence a line.")],
    translation: Annotated[Path, typer.Argument(metavar="TRANSLATION", help="English, with as many lines.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each finding, a line each.")] = False,
    fail_on: Annotated[Level | None, typer.Option("--fail-on", help="Exit with 4 where something is as grave as this.")] = None,
) -> None:
    """Find what a translation lost, repeats or left in Korean. Lines count from 1, spans are characters of the line, from 0."""
    import json
    from dataclasses import asdict

    from pipeline.checks.pairs import pair_findings
    from pipeline.errors import ConfigError

    korean, english = _lines(source), _lines(translation)
    if len(korean) != len(english):
        raise ConfigError(
            f"{source} has {len(korean)} lines, {translation} {len(english)}; line n of one must translate line n of the other"
        )
    count = dict.fromkeys(Level, 0)
    for number, pair in enumerate(zip(korean, english, strict=True), 1):
        findings = pair_findings(*pair)
        if findings and not as_json:
            typer.echo(f"line {number}")
        for one in findings:
            count[Level(one.severity)] += 1
            told = {"line": number, **asdict(one)}
            typer.echo(json.dumps(told, ensure_ascii=False) if as_json else f"    {one.severity}: {one.kind}: {one.message}")
    if not as_json:
        typer.echo(f"{len(korean)} lines: {', '.join(f'{number} {level.value}' for level, number in count.items())}")
    levels = list(Level)
    if fail_on is not None and any(count[level] for level in levels[: levels.index(fail_on) + 1]):
        raise typer.Exit(FOUND)


def _lines(path: Path) -> list[str]:
    """The lines of a file in any encoding that articles may have. Raises ConfigError where it cannot be read."""
    from pipeline.errors import ConfigError, InputError
    from pipeline.reading.encoding import decode

    try:
        data = path.read_bytes()
        text = decode(data).text if data else ""
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    except InputError as error:
        raise ConfigError(f"{path}: {error}") from error
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []

"""`eduwire check`: a translation of any origin against its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.levels import FOUND, FailOn
from pipeline.cli.options import ConfigFile

if TYPE_CHECKING:
    from pipeline.bilingual import TranslatedUnit
    from pipeline.records import Finding, Severity


def check(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="Korean, one sentence a line; or Korean and English in one file (TMX, XLIFF).")
    ],
    translation: Annotated[Path | None, typer.Argument(metavar="TRANSLATION", help="English, with as many lines.")] = None,
    config: ConfigFile = None,
    severity: Annotated[
        list[str] | None,
        typer.Option("--severity", metavar="CHECK=LEVEL", help="critical, major, minor or off for a check or a kind of finding."),
    ] = None,
    ignore: Annotated[Path | None, typer.Option("--ignore", metavar="FILE", help="Known exceptions, as configs/default.yaml says.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each finding, a line each.")] = False,
    fail_on: FailOn = None,
) -> None:
    """Find what a translation lost, added, turned round or left in Korean. Lines count from 1, spans are characters of the text, from 0."""
    from pipeline.bilingual import read_file, read_lines
    from pipeline.checks.exceptions import load_exceptions
    from pipeline.checks.files import file_findings
    from pipeline.checks.settings import Settings
    from pipeline.checks.totals import Totals, reaches
    from pipeline.config import load_config
    from pipeline.facts.tables import load_tables
    from pipeline.stages.check import CheckOptions

    loaded = load_config(config)
    options = loaded.sections.get("check")
    chosen = options if isinstance(options, CheckOptions) else CheckOptions()
    settings = Settings({**chosen.severity, **_severities(severity or ())})
    known = ignore or (Path(loaded.resolve(chosen.ignore)) if chosen.ignore else None)
    exceptions = load_exceptions(known) if known is not None else None
    units = read_lines(source, translation) if translation is not None else read_file(source)
    tables = load_tables(loaded.facts, loaded.resolve)
    totals = Totals()
    for unit, findings in file_findings(units, settings, exceptions, tables, str(source)):
        totals.add(findings)
        _tell(unit, findings, as_json=as_json, named=translation is None)
    for line in exceptions.unused() if exceptions is not None else ():
        typer.echo(line, err=True)
    if not as_json:
        _tell_totals(totals.kinds, f"{len(units)} {'units' if translation is None else 'lines'}")
    if fail_on is not None and reaches(totals.kinds, fail_on):
        raise typer.Exit(FOUND)


def _severities(given: list[str] | tuple[str, ...]) -> dict[str, Severity | None]:
    """`CHECK=LEVEL` as the config has it. Raises ConfigError for a name that is no check, or a level that is none."""
    from pipeline.checks.settings import SEVERITIES, unknown_names
    from pipeline.errors import ConfigError

    levels: dict[str, Severity | None] = {**{one: one for one in SEVERITIES}, "off": None}
    found: dict[str, Severity | None] = {}
    for one in given:
        name, _, level = one.partition("=")
        if level not in levels:
            raise ConfigError(f"--severity {one}: write CHECK=LEVEL with {', '.join(levels)}, for example --severity negation=minor")
        found[name] = levels[level]
    if problems := unknown_names(found):
        raise ConfigError("\n".join(f"--severity: {problem}" for problem in problems))
    return found


def _tell(unit: TranslatedUnit, findings: tuple[Finding, ...], *, as_json: bool, named: bool) -> None:
    import json
    from dataclasses import asdict

    if findings and not as_json:
        typer.echo(f"unit {unit.id or '-'}, line {unit.line}" if named else f"line {unit.line}")
    for one in findings:
        told = {"line": unit.line, **({"unit": unit.id} if named else {}), **asdict(one)}
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else f"    {one.severity}: {one.kind}: {one.message}")


def _tell_totals(kinds: dict[str, dict[str, int]], checked: str) -> None:
    from pipeline.checks.totals import by_severity

    for kind, row in sorted(kinds.items()):
        typer.echo(f"    {kind}: {', '.join(f'{count} {level}' for level, count in row.items() if count)}")
    typer.echo(f"{checked}: {', '.join(f'{count} {level}' for level, count in by_severity(kinds).items())}")

"""Writes OUT/report/index.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from pipeline.writing.report.charts import Mark, columns, ranked
from pipeline.writing.report.entries import Entry, details, entry
from pipeline.writing.report.finding_names import finding_name
from pipeline.writing.report.finished_run import FinishedRun, finished_run
from pipeline.writing.report.page import write
from pipeline.writing.report.tallies import Period, Tallies, tallies

REPORT = Path("report") / "index.html"
CHUNK = 100
"""Articles that the page's script takes apart together, when the first of them is opened."""
SCRIPTS = ("data.js", "search.js", "list.js", "sentence.js", "article.js", "start.js")


def write_report(out: Path) -> Path:
    """Writes the report of the finished run in `out` and returns its path; memory holds the list, not the articles.

    Raises OutputError, with the reason, for a folder without a finished run of this format.
    """
    run = finished_run(out)
    entries = [entry(record) for record in run.records()]
    counted = tallies(entries)
    values = {
        "run": run,
        "tallies": counted,
        "charts": _charts(counted, run),
        "name": lambda theme: run.theme_names.get(theme, theme),
        "to_list": list_link,
        "to_period": lambda label: _days(next(one for one, _ in counted.periods if one.label == label)),
        "index": {
            "themes": {theme: run.theme_names.get(theme, theme) for theme, _ in counted.themes},
            "findings": {kind: finding_name(kind) for kind, _ in counted.findings},
            "chunk": CHUNK,
            "alike": _alike(run, entries),
            "articles": [one.to_list() for one in entries],
        },
        "choices": _choices(entries, counted, run),
        "chunks": _chunks(run),
    }
    write(out / REPORT, "report.html", styles=("report.css",), scripts=SCRIPTS, values=values)
    return out / REPORT


def renew_report(out: Path, *, wanted: bool) -> None:
    """Writes the report where it is wanted; else removes the one of an earlier run, which would show what is no longer there."""
    if wanted:
        write_report(out)
    else:
        (out / REPORT).unlink(missing_ok=True)


def list_link(**filters: str) -> str:
    """The address of the list, filtered; the names are those of the list's form."""
    return f"#/articles?{urlencode(filters)}"


def _alike(run: FinishedRun, entries: Sequence[Entry]) -> list[list[int]]:
    """Near-identical articles by their number in the list, the one to show first."""
    numbers = {one.id: number for number, one in enumerate(entries)}
    return [[numbers[name] for name in group if name in numbers] for group in run.alike]


def _choices(entries: Sequence[Entry], counted: Tallies, run: FinishedRun) -> dict[str, list[tuple[str, str]]]:
    """What the list can be filtered by: value and what is shown."""
    offices = sorted({one.office for one in entries if one.office})
    regions = sorted({one.region for one in entries if one.region})
    kinds = [(kind, finding_name(kind)) for kind, _ in counted.findings]
    return {
        "themes": sorted(((one, run.theme_names.get(one, one)) for one, _ in counted.themes), key=lambda one: one[1]),
        "offices": [(one, one) for one in offices],
        "regions": [(one, one) for one in regions],
        "findings": [("any", "Something to check"), ("none", "Nothing to check"), *kinds],
    }


def _chunks(run: FinishedRun) -> Iterator[list[dict[str, Any]]]:
    records = run.records()
    while chunk := [details(record) for _, record in zip(range(CHUNK), records, strict=False)]:
        yield chunk


def _charts(counted: Tallies, run: FinishedRun) -> dict[str, Markup]:
    def named(theme: str) -> str:
        return run.theme_names.get(theme, theme)

    times = [Mark(one.label, count, f"{one.label}: {_articles(count)}", list_link(**_days(one))) for one, count in counted.periods]
    themes = [Mark(named(one), count, f"{named(one)}: {_articles(count)}", list_link(theme=one)) for one, count in counted.themes]
    findings = [
        Mark(finding_name(one), count, f"{finding_name(one)}: {_articles(count)}", list_link(finding=one))
        for one, count in counted.findings
    ]
    return {
        "time": columns("Articles over time", times) if times else Markup(),
        "themes": ranked("Themes by number of articles", themes) if themes else Markup(),
        "findings": ranked("Findings by number of articles", findings) if findings else Markup(),
    }


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first, "to": period.last}


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"

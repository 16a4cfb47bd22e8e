"""What a run shows: bars on a terminal, log lines elsewhere, a table at the end."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.progress import Lines, Progress, Silent

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.records import Failure
    from pipeline.runs import RunResult

FAILURES_SHOWN = 20


class Screen:
    """The progress listener of a run, and its messages."""

    def __init__(self, console: Console, progress: Progress, *, quiet: bool) -> None:
        self.progress = progress
        self._console = console
        self._quiet = quiet
        self._failures = 0

    def note(self, text: str) -> None:
        """A line above the bars."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def failure(self, failure: Failure) -> None:
        """Shows the first few failures; all of them are in failures.jsonl."""
        self._failures += 1
        if self._failures <= FAILURES_SHOWN:
            advice = f" ({failure.advice})" if failure.advice else ""
            self.note(f"failed: {failure.id}: {failure.reason}{advice}")
        elif self._failures == FAILURES_SHOWN + 1:
            self.note("further failures are in failures.jsonl only")

    def table(self, result: RunResult, out: Path) -> None:
        """What the run came to."""
        if self._quiet:
            return
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        columns = {
            "articles": result.articles,
            "sentences": result.sentences,
            "known": result.known,
            "failed": result.failures,
            "themes": result.themes,
            "seconds": f"{result.seconds:.1f}",
        }
        for name in columns:
            table.add_column(name, justify="right")
        table.add_row(*map(str, columns.values()))
        self._console.print(table)
        if result.near_identical:
            self.note(f"{result.near_identical} articles say what another one says: {out}/duplicates.jsonl")
        report = out / "report" / "index.html"
        self.note(f"results: {out}/articles.jsonl, pages: {out}/articles/, what was run: {out}/run.json")
        if report.is_file():
            self.note(f"open in a browser: {report}")


@contextlib.contextmanager
def screen(total: int, *, quiet: bool) -> Iterator[Screen]:
    """The screen for a run over `total` files; standard output stays free, all of it goes to standard error."""
    from rich.console import Console

    console = Console(stderr=True)
    logging.basicConfig(level=logging.WARNING if quiet else logging.INFO, format="%(message)s", stream=sys.stderr)
    for name in ("httpx", "datasets", "trafilatura", "htmldate", "fsspec"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if quiet or not console.is_terminal:
        yield Screen(console, Silent() if quiet else Lines(total), quiet=quiet)
        return
    from pipeline.cli.bars import Bars

    with Bars(console, total) as bars:
        yield Screen(console, bars, quiet=False)

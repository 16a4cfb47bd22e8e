"""Progress bars: articles, and for each stage its units, how many were known, units a second and the time left."""

from __future__ import annotations

import logging
import time
from types import TracebackType

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Display


class Bars:
    """See `pipeline.progress.Progress`. The time left is that of all articles, from the share that is done."""

    def __init__(self, console: Console, total: int) -> None:
        columns = (
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            TimeElapsedColumn(),
        )
        self._display = Display(*columns, console=console, transient=True)
        self._articles = self._display.add_task("articles", total=total or None, note="")
        self._total = total
        self._stages: dict[str, TaskID] = {}
        self._known: dict[str, int] = {}
        self._computed: dict[str, int] = {}
        self._busy: dict[str, float] = {}
        self._since = self._began = time.monotonic()
        self._failures = 0
        self._done = 0

    def __enter__(self) -> Bars:
        self._display.start()
        root = logging.getLogger()
        self._handlers = root.handlers[:]
        root.handlers[:] = [RichHandler(console=self._display.console, show_time=False, show_level=False, show_path=False)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        logging.getLogger().handlers[:] = self._handlers
        self._display.stop()

    def stage(self, name: str, units: int, known: int) -> None:
        """A window entered a stage."""
        if name not in self._stages:
            self._stages[name] = self._display.add_task(name, total=0, note="")
            self._known[name] = self._computed[name] = 0
            self._busy[name] = 0.0
        task = self._stages[name]
        self._known[name] += known
        total = self._display.tasks[self._display.task_ids.index(task)].total or 0
        self._display.update(task, total=total + units, advance=known)
        self._since = time.monotonic()
        self._note(name)

    def computed(self, name: str, units: int) -> None:
        """A batch is done."""
        now = time.monotonic()
        self._busy[name] += now - self._since
        self._since = now
        self._computed[name] += units
        self._display.update(self._stages[name], advance=units)
        self._note(name)

    def article(self) -> None:
        """A record is finished."""
        self._done += 1
        self._step()

    def failure(self) -> None:
        """An input failed."""
        self._failures += 1
        self._step()

    def _note(self, name: str) -> None:
        rate = self._computed[name] / self._busy[name] if self._busy[name] > 0 else 0.0
        speed = f", {rate:.0f}/s" if rate else ""
        self._display.update(self._stages[name], note=f"{self._known[name]} known{speed}")

    def _step(self) -> None:
        seen = self._done + self._failures
        left = (time.monotonic() - self._began) / seen * (self._total - seen) if self._total > seen else 0.0
        parts = [f"{self._failures} failed"] if self._failures else []
        parts += [f"{left:.0f} s left"] if left >= 1 else []
        self._display.update(self._articles, advance=1, note=", ".join(parts))

"""What a run tells of its progress, and two listeners: one that shows nothing, one that writes plain log lines."""

from __future__ import annotations

import logging
import time
from typing import Protocol

log = logging.getLogger(__name__)

LINE_EVERY_S = 10.0


class Progress(Protocol):
    """Told by the runner as things happen; must be quick."""

    def stage(self, name: str, units: int, known: int) -> None:
        """A window entered stage `name` with so many units, of which `known` need no computing."""

    def computed(self, name: str, units: int) -> None:
        """So many units of the stage were computed."""

    def article(self) -> None:
        """A record is finished."""

    def failure(self) -> None:
        """An input or a record failed."""


class Silent:
    """Shows nothing."""

    def stage(self, name: str, units: int, known: int) -> None:
        """Does nothing."""

    def computed(self, name: str, units: int) -> None:
        """Does nothing."""

    def article(self) -> None:
        """Does nothing."""

    def failure(self) -> None:
        """Does nothing."""


class Lines:
    """A log line every ten seconds at most, for output that is not a terminal."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._began = self._last = time.monotonic()
        self._articles = self._failures = 0
        self._units: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def stage(self, name: str, units: int, known: int) -> None:
        """Counts the known ones as done."""
        self._units[name] = self._units.get(name, 0) + known
        self._known[name] = self._known.get(name, 0) + known

    def computed(self, name: str, units: int) -> None:
        """Counts, and writes a line when the last one is old enough."""
        self._units[name] = self._units.get(name, 0) + units
        self._line(name)

    def article(self) -> None:
        """Counts."""
        self._articles += 1

    def failure(self) -> None:
        """Counts."""
        self._failures += 1

    def _line(self, name: str) -> None:
        now = time.monotonic()
        if now - self._last < LINE_EVERY_S:
            return
        self._last = now
        done, known = self._units[name], self._known.get(name, 0)
        of = f"/{self._total}" if self._total else ""
        rate = (done - known) / max(now - self._began, 1e-9)
        log.info(
            "%d%s articles, %d failed; %s: %d done, %d from cache, %.0f/s", self._articles, of, self._failures, name, done, known, rate
        )

"""Known exceptions: findings that a person has looked at and does not want to see again.

A file of UTF-8 lines: what it is about, a tab, the finding, and, after a further tab, why (for people; may be left out). What it is
about is a Korean expression, or the id of an article; the finding is a check, a kind of finding, or `*` for any. Lines that start with
# are comments.

    늘봄학교	terminology	the ministry calls it so
    press/2025-10-27.txt	omission
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.checks.settings import check_names
from pipeline.errors import ConfigError
from pipeline.records import Finding

ANY = "*"


@dataclass(frozen=True, slots=True)
class KnownException:
    """One line of the file."""

    about: str
    finding: str
    reason: str
    line: int


@dataclass(slots=True)
class Exceptions:
    """The lines of a file; remembers which were of use."""

    entries: tuple[KnownException, ...] = ()
    path: str = ""
    used: set[int] = field(default_factory=set)

    def covers(self, check: str, finding: Finding, korean: str, article: str) -> bool:
        """Whether a finding is a known exception. `korean` is the sentence that it is about, empty for a whole article."""
        for entry in self.entries:
            if entry.finding in (ANY, check, finding.kind) and _is_about(entry.about, finding, korean, article):
                self.used.add(entry.line)
                return True
        return False

    def unused(self) -> list[str]:
        """A message for each line that covered nothing."""
        return [
            f"{self.path}, line {one.line}: nothing was found that is excepted by {one.about!r}, {one.finding}"
            for one in self.entries
            if one.line not in self.used
        ]


def load_exceptions(path: str | Path) -> Exceptions:
    """The exceptions of a file. Raises ConfigError, with every broken line, and for a file that cannot be read."""
    try:
        lines = Path(path).read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise ConfigError(f"{path}: the known exceptions cannot be read: {error.strerror}; check the path") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the known exceptions are not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    entries, problems = list[KnownException](), list[str]()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        problem = _problem(cells, entries)
        if problem:
            problems.append(f"{path}, line {number}: {problem}")
        else:
            entries.append(KnownException(cells[0], cells[1], cells[2] if len(cells) > 2 else "", number))
    if problems:
        raise ConfigError("\n".join(problems))
    return Exceptions(tuple(entries), str(path))


def _problem(cells: list[str], entries: Iterable[KnownException]) -> str:
    """What is wrong with a line, empty where nothing is."""
    if len(cells) not in (2, 3) or not cells[0] or not cells[1]:
        return f"write a Korean expression or an id, a tab, a check, and perhaps a tab and why; the line has {len(cells)} cells"
    known = (*check_names(), ANY)
    if cells[1] not in known:
        near = difflib.get_close_matches(cells[1], known, 1)
        return f"{cells[1]!r} is no check; " + (f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}")
    if double := next((one for one in entries if (one.about, one.finding) == (cells[0], cells[1])), None):
        return f"the same stands on line {double.line} already; delete one"
    return ""


def _is_about(about: str, finding: Finding, korean: str, article: str) -> bool:
    """The article, or an expression of the sentence: the one that the finding points at, where it points at one."""
    if about == article or (not korean and about in finding.message):
        return True
    if finding.source_span is None:
        return about in korean
    start, end = finding.source_span
    at = korean.find(about)
    while at >= 0:
        if at < end and start < at + len(about):
            return True
        at = korean.find(about, at + 1)
    return False

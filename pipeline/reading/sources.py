"""Which files an input names, in which order, and under which ids."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from pipeline.errors import InputError
from pipeline.reading.formats import formats
from pipeline.records import Failure

STDIN = "-"
_REFERENCE = ".ref."
"""Part of the names of reference files, which lie beside samples and are no articles."""
OLDER = {".hwp": "open it in Hancom Office and save it as HWPX or PDF", ".doc": "open it in a word processor and save it as .docx or PDF"}
"""Binary formats of releases that cannot be read: each such file is reported, while pictures and the like are passed over."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read (None: standard input): its id, and how the user would write its path.

    `problem` says why there is nothing to read; `parent` is put before the id where two inputs would share it.
    """

    id: str
    given: str
    path: Path | None
    parent: str = ""
    problem: Failure | None = None


def find(inputs: Sequence[str]) -> list[Source]:
    """Every file of the inputs: inputs in their order, folders sorted by name. Opens none of them.

    Raises InputError where there is no input or an input does not exist: that is a slip at the keyboard, not a bad file.
    """
    if not inputs:
        raise InputError("no input given", "name a file, a folder, or - for standard input")
    missing = [given for given in inputs if given != STDIN and not os.path.lexists(given)]
    if missing:
        raise InputError(f"no such file or folder: {', '.join(missing)}", "check the spelling and the folder that you are in")
    return _distinct([source for given in inputs for source in _of_input(given)])


def _of_input(given: str) -> Iterator[Source]:
    if given == STDIN:
        yield Source("stdin", STDIN, None)
        return
    path, shown = Path(given), _readable(given)
    if _is_folder(path):
        yield from _of_folder(path, shown)
        return
    name, parent = _readable(path.name), _readable(path.parent.resolve().name)
    if extension(path) in formats():
        yield _file(name, shown, path, parent)
    else:
        yield Source(name, shown, path, parent, _unsupported(name, path))


def _of_folder(folder: Path, given: str) -> Iterator[Source]:
    others: Counter[str] = Counter()
    name = _readable(folder.resolve().name)
    empty = True
    for path in _walk(folder, set()):
        relative = name if path == folder else _readable(path.relative_to(folder).as_posix())
        if _is_folder(path):
            reason = "this folder cannot be opened"
            problem = Failure(relative, "read", reason, "check its permissions")
            yield Source(relative, str(PurePath(given) / relative), path, name, problem)
        elif extension(path) in OLDER:
            yield Source(relative, str(PurePath(given) / relative), path, name, _unsupported(relative, path))
        elif extension(path) not in formats():
            others[extension(path) or "(no extension)"] += 1
            continue
        elif _REFERENCE not in path.name:
            yield _file(relative, str(PurePath(given) / relative), path, name)
        else:
            continue
        empty = False
    if empty:
        counted = " ".join(f"{kind} {count}," for kind, count in sorted(others.items())).rstrip(",")
        reason = f"{others.total()} files, none of a known format: {counted}" if others else "the folder holds no files"
        yield Source(name, given, folder, name, Failure(name, "read", reason, f"known formats: {_known()}"))


def _unsupported(name: str, path: Path) -> Failure:
    advice = OLDER.get(extension(path), f"known formats: {_known()}; convert it to one of these")
    return Failure(name, "read", f"unsupported format {extension(path) or '(no extension)'}", advice)


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Files below a folder, and folders that cannot be opened. A folder reached twice through links is read once."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        entries = sorted(folder.iterdir(), key=lambda path: _readable(path.name))
    except OSError:
        yield folder
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if _is_folder(path):
            yield from _walk(path, seen)
        else:
            yield path


def _file(name: str, given: str, path: Path, parent: str) -> Source:
    """A file of a known format, with the problem that keeps it from being opened: opening a pipe would wait for ever."""
    reason = None
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a named pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
            reason = f"this is {kind}, not a file"
    except PermissionError:
        reason = "permission denied: the folder may not be entered"
    except OSError as error:
        reason = "a link to a file that does not exist" if path.is_symlink() else (error.strerror or str(error))
    return Source(name, given, path, parent, None if reason is None else Failure(name, "read", reason, "put the file itself in its place"))


def _distinct(sources: list[Source]) -> list[Source]:
    """Ids made different: the parent's name before those that clash, then ~2, ~3 in order of input."""
    clashing = {name for name, count in Counter(source.id for source in sources).items() if count > 1}
    parents: dict[str, set[str]] = {}
    for source in sources:
        parents.setdefault(source.id, set()).add(source.parent)
    taken: dict[str, int] = {}
    distinct = []
    for source in sources:
        helpful = source.id in clashing and source.parent and len(parents[source.id]) > 1
        wanted = f"{source.parent}/{source.id}" if helpful else source.id
        distinct.append(_renamed(source, free(wanted, taken)))
    return distinct


def free(wanted: str, taken: dict[str, int]) -> str:
    """`wanted`, or with the next of ~2, ~3 where it is in `taken`, which counts the ids given out."""
    name, number = wanted, taken.get(wanted, 0) + 1
    while name in taken:
        name, number = f"{wanted}~{number}", number + 1
    taken[wanted] = max(1, number - 1)
    taken.setdefault(name, 1)
    return name


def _renamed(source: Source, name: str) -> Source:
    return replace(source, id=name, problem=None if source.problem is None else replace(source.problem, id=name))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # A folder that may be listed but not entered says so of everything in it.
        return False


def extension(path: PurePath) -> str:
    """The extension with its dot, in small letters."""
    return path.suffix.lower()


def _readable(name: str) -> str:
    """A file name in NFC; names that are not UTF-8 come from old Korean archives, hence CP949."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "cp949"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _known() -> str:
    return " ".join(sorted(formats()))

"""The tables that recognition and rendering rest on, the shipped ones and the user's own, and their signature."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.errors import ConfigError
from pipeline.facts.names_table import load_names, shipped_names
from pipeline.facts.options import FactsOptions
from pipeline.facts.termbase import Term, Termbase, load_termbase, shipped_termbase
from pipeline.resources import configs_folder

VERSION = 2
"""Raised when the code of this package recognizes or renders something differently."""
SHIPPED = ("termbase.tsv", "names.tsv")

Signature = dict[str, str | int | list[str]]


@dataclass(frozen=True, eq=False)
class FactTables:
    """The termbase and the names that are in force, how dates and names are written, the SHA-256 of each table (16 hexadecimal digits).

    Two are the same only where they are one object: what was recognized is remembered by it. `signature` compares contents.
    """

    termbase: Termbase
    names: Mapping[str, str]
    dates: Literal["literal", "resolved"]
    digests: Mapping[str, str | list[str]]
    hangul_names: bool = False

    def signature(self) -> Signature:
        """All that can change what is recognized or how it is rendered; paths do not count, contents do."""
        return {"version": VERSION, **self.digests, "dates": self.dates}


def load_tables(options: FactsOptions, resolve: Callable[[str], str]) -> FactTables:
    """The shipped tables with the user's put over them; `resolve` makes a path of the config absolute.

    Raises ConfigError, naming file and line, for a file that cannot be used, and for two of the user's files that give one term or one
    name different English.
    """
    if not options.termbases and not options.names:
        return _shipped(options.dates, options.hangul_names)
    bases, names = [resolve(path) for path in options.termbases], [resolve(path) for path in options.names]
    termbase = Termbase(_joined_terms(bases))
    return FactTables(
        shipped_termbase().joined(termbase) if bases else shipped_termbase(),
        {**shipped_names(), **_joined_names(names)},
        options.dates,
        {**_shipped_digests(), "termbases": _digests(bases), "names": _digests(names)},
        options.hangul_names,
    )


@cache
def _shipped(dates: Literal["literal", "resolved"], hangul_names: bool = False) -> FactTables:
    return FactTables(shipped_termbase(), shipped_names(), dates, _shipped_digests(), hangul_names)


def shipped_tables() -> FactTables:
    """The tables of the default config."""
    return _shipped("literal")


def _joined_terms(paths: Iterable[str]) -> tuple[Term, ...]:
    found: dict[str, list[tuple[Term, str]]] = {}
    for path in paths:
        terms = load_termbase(path).terms
        for term in terms:
            for other, earlier in found.get(term.ko, ()):
                if other.en != term.en and term.overlaps(other):
                    raise ConfigError(
                        f"{path}, line {term.line}: {term.ko} is {term.en!r} here and {other.en!r} in {earlier}, line {other.line};"
                        " keep one, or give them periods (valid_from, valid_to) that do not meet"
                    )
        for term in terms:
            known = found.setdefault(term.ko, [])
            if all((other.en, other.valid_from, other.valid_to) != (term.en, term.valid_from, term.valid_to) for other, _ in known):
                known.append((term, path))
    return tuple(term for terms in found.values() for term, _ in terms)


def _joined_names(paths: Iterable[str]) -> dict[str, str]:
    found: dict[str, tuple[str, str]] = {}
    for path in paths:
        for korean, english in load_names(path).items():
            other, earlier = found.get(korean, (english, path))
            if other != english:
                raise ConfigError(f"{path}: {korean} is {english!r} here and {other!r} in {earlier}; keep one spelling")
            found[korean] = (english, path)
    return {korean: english for korean, (english, _) in found.items()}


@cache
def _shipped_digests() -> dict[str, str | list[str]]:
    return {name: _digest(configs_folder() / name) for name in SHIPPED}


def _digests(paths: Iterable[str]) -> list[str]:
    return [_digest(Path(path)) for path in paths]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]

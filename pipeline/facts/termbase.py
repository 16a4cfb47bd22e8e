"""Termbases: Korean terms with the English the house wants, read strictly from TSV, CSV or TBX-Basic, and found fast in a text.

Columns: `ko`, `en`, then optionally `variants` and `forbidden` (several, with | between them), `valid_from`, `valid_to` (ISO dates, both
inclusive), `domain`, `note`. `=OTHER` in `en` says: the same English as the Korean term OTHER of the same file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.resources import configs_folder

COLUMNS = ("ko", "en", "variants", "forbidden", "valid_from", "valid_to", "domain", "note")
REFERENCE = "="


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a termbase; `line` is where it stood, for messages. An empty date leaves the period open. `refers_to` is the term
    whose English this one takes, where the file says so.
    """

    ko: str
    en: str
    variants: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    domain: str = ""
    note: str = ""
    line: int = 0
    refers_to: str = ""

    def valid(self, on: str | None) -> bool:
        """Whether the term held on an ISO date; without a date, whether it holds now, that is, has no end."""
        if on is None:
            return not self.valid_to
        return (not self.valid_from or self.valid_from <= on) and (not self.valid_to or on <= self.valid_to)

    def overlaps(self, other: Term) -> bool:
        """Whether there is a day on which both hold."""
        starts, ends = max(self.valid_from, other.valid_from), min(self.valid_to or "9999", other.valid_to or "9999")
        return starts <= ends


@dataclass(frozen=True)
class Termbase:
    """The terms of one or more files, with an automaton (a trie over characters) that finds the longest at a place."""

    terms: tuple[Term, ...]
    path: str = ""

    @cached_property
    def _root(self) -> dict[str, Any]:
        root: dict[str, Any] = {}
        for term in self.terms:
            for written in {term.ko, term.ko.replace(" ", "")}:
                node = root
                for character in written:
                    node = node.setdefault(character, {})
                node.setdefault("", []).append(term)
        return root

    def ends(self, text: str, start: int) -> Iterator[tuple[int, Sequence[Term]]]:
        """Every end, the longest first, of a term that starts at `start`, and the terms written so (they differ in their period)."""
        found: list[tuple[int, Sequence[Term]]] = []
        node, at = self._root, start
        while at < len(text) and (following := node.get(text[at])) is not None:
            node, at = following, at + 1
            if "" in node:
                found.append((at, node[""]))
        return reversed(found)

    def joined(self, other: Termbase) -> Termbase:
        """Both termbases; where both have a Korean term, the terms of `other`, a user's own, replace those of this one."""
        own = {term.ko for term in other.terms}
        return Termbase((*(term for term in self.terms if term.ko not in own), *other.terms), other.path)


def chosen(terms: Sequence[Term], published: str | None) -> Term:
    """The term that held on the article's date, else the newest."""
    return next((term for term in terms if term.valid(published)), max(terms, key=lambda term: term.valid_from))


def load_termbase(path: str | Path) -> Termbase:
    """The termbase of a .tsv, .csv, .tbx or .xml file.

    Raises ConfigError, naming file and line, for a file that cannot be read, a missing or unknown column, a line with too many cells,
    an empty term, a bad date, a term with two English forms on the same day, a forbidden form that is accepted, and references
    that lead nowhere or in a circle.
    """
    from pipeline.facts.termbase_files import rows_of

    terms = [_term(path, line, row) for line, row in rows_of(Path(path))]
    if not terms:
        raise ConfigError(f"{path}: the termbase holds no term; write a header ({', '.join(COLUMNS)}) and at least one line")
    _check_double(path, terms)
    return Termbase(tuple(_resolved(path, terms)), str(path))


@cache
def shipped_termbase() -> Termbase:
    """The termbase that comes with eduwire (configs/termbase.tsv)."""
    return load_termbase(configs_folder() / "termbase.tsv")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something in a termbase that works but may not be meant; `lines` are those of the terms concerned."""

    kind: str
    message: str
    lines: tuple[int, ...]


def conflicts(termbase: Termbase) -> tuple[Conflict, ...]:
    """What a person should look at, in the order of the lines.

    `overlap`: a term is the first word of a longer one (the longer wins where it stands). `same English`: two terms that a reader
    of the English cannot tell apart, unless the file says so (`=OTHER`). `forbidden`: a form that is forbidden for one term is the
    English of another.
    """
    english: dict[str, list[Term]] = {}
    for term in termbase.terms:
        if not term.refers_to:
            english.setdefault(term.en.casefold(), []).append(term)
    found = [*_overlaps(termbase), *_same_english(english), *_forbidden_elsewhere(termbase, english)]
    return tuple(sorted(found, key=lambda one: one.lines))


def _overlaps(termbase: Termbase) -> Iterator[Conflict]:
    for term in termbase.terms:
        for end, shorter in termbase.ends(term.ko, 0):
            if term.ko[end : end + 1] == " ":
                yield Conflict(
                    "overlap", f"{shorter[0].ko} begins {term.ko}; where both stand, the longer is taken", (term.line, shorter[0].line)
                )


def _same_english(english: dict[str, list[Term]]) -> Iterator[Conflict]:
    for terms in english.values():
        names = dict.fromkeys(term.ko for term in terms)
        if len(names) > 1:
            yield Conflict("same English", f"{', '.join(names)} are all {terms[0].en!r}", tuple(term.line for term in terms))


def _forbidden_elsewhere(termbase: Termbase, english: dict[str, list[Term]]) -> Iterator[Conflict]:
    for term in termbase.terms:
        for form in term.forbidden:
            for other in english.get(form.casefold(), ()):
                message = f"{form!r} is forbidden for {term.ko} and is the English of {other.ko}"
                yield Conflict("forbidden", message, (term.line, other.line))


def _term(path: str | Path, line: int, row: dict[str, str]) -> Term:
    cells = {name: " ".join(row.get(name, "").split()) for name in COLUMNS}
    where = f"{path}, line {line}"
    for name, what in (("ko", "Korean term"), ("en", "English")):
        if not cells[name]:
            raise ConfigError(f"{where}: the {what} is empty; fill column {name!r} or delete the line")
    for name in ("valid_from", "valid_to"):
        _check_date(where, name, cells[name])
    if cells["valid_from"] and cells["valid_to"] and cells["valid_from"] > cells["valid_to"]:
        raise ConfigError(f"{where}: valid_from {cells['valid_from']} is after valid_to {cells['valid_to']}")
    variants, forbidden = _listed(cells["variants"]), _listed(cells["forbidden"])
    accepted = {one.casefold() for one in (cells["en"], *variants)}
    if both := next((one for one in forbidden if one.casefold() in accepted), None):
        raise ConfigError(f"{where}: {both!r} is both accepted and forbidden for {cells['ko']}; keep it in one column")
    return Term(cells["ko"], cells["en"], variants, forbidden, cells["valid_from"], cells["valid_to"], cells["domain"], cells["note"], line)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in cell.split("|") if one.strip()))


def _check_date(where: str, name: str, value: str) -> None:
    try:
        fine = not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        fine = False
    if not fine:
        raise ConfigError(f"{where}: {name} is {value!r}; write a date as 2024-01-18, or leave it empty")


def _check_double(path: str | Path, terms: Iterable[Term]) -> None:
    seen: dict[str, list[Term]] = {}
    for term in terms:
        for other in seen.setdefault(term.ko, []):
            if term.overlaps(other):
                same = "the same" if term.en == other.en else "another"
                raise ConfigError(
                    f"{path}, line {term.line}: {term.ko} stands on line {other.line} already, with {same} English ({other.en!r});"
                    " keep one, or give them periods (valid_from, valid_to) that do not meet"
                )
        seen[term.ko].append(term)


def _resolved(path: str | Path, terms: Sequence[Term]) -> Iterator[Term]:
    """The terms with every reference (`=OTHER`) replaced by the English and the variants that it leads to."""
    by_name = {term.ko: term for term in terms}
    for term in terms:
        trail, target = [term], term
        while target.en.startswith(REFERENCE):
            name = target.en.removeprefix(REFERENCE).strip()
            if name not in by_name:
                raise ConfigError(f"{path}, line {target.line}: {target.ko} refers to {name!r}, which is no term of this file")
            target = by_name[name]
            if target in trail:
                circle = " -> ".join(f"{one.ko} (line {one.line})" for one in (*trail[trail.index(target) :], target))
                raise ConfigError(f"{path}, line {term.line}: references in a circle: {circle}; give one of them its English")
            trail.append(target)
        if target is term:
            yield term
        else:
            yield replace(term, en=target.en, refers_to=target.ko, variants=tuple(dict.fromkeys((*term.variants, *target.variants))))

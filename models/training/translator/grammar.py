"""Korean-English news sentences from a synchronous grammar: templates of both languages whose slots a lexicon and code fill.

`data/corpus/grammar/README.md` explains the slot classes and how templates are written.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from models.errors import ModelError
from models.training.translator import grammar_values as values
from models.training.translator.grammar_names import Names, NameTables
from models.training.translator.grammar_particles import UNKNOWN, with_particles
from models.training.translator.grammar_values import Phrase
from models.training.translator.pairs import BORDER

Generate = Callable[[random.Random], Phrase]

FORMS: Mapping[str, tuple[str, ...]] = {"GOAL": ("N", "V", "ING"), "ACT": ("V", "PAST", "ING"), "ROLE": ("T", "C"), "EVTYPE": ("", "A")}
"""What the English columns of a lexicon file are called in templates; a class that is not here has one column without a name."""
DEFAULT_FORM = {"GOAL": "N", "ACT": "ING", "ROLE": "C"}
HEADLINES = "headlines"
"""Templates of this file make headlines: no articles before names, no new sentence inside."""
LONGEST = 170
"""Characters of Korean; longer fillings are drawn again."""

_SLOT = re.compile(r"\{(?P<slot>[A-Z]+\d?)(?:\.(?P<form>[A-Z]+))?\}")
_ARTICLE = re.compile(r"\b[Tt]he (?=[A-Z])")
_FIRST = re.compile(r"^([\"'“‘]*)([a-z])")
_NEXT = re.compile(r"((?<!\b[ap]\.m)[.?!][\"”]?\s+[\"“]?)([a-z])")
_QUOTED = re.compile(r"((?:\w+ed|said|adding|saying|,|:) [\"“])([a-z])")


class Grammar:
    """Templates and lexicon of a folder. Raises ModelError where it is none, or a template has a slot that nothing fills."""

    def __init__(self, folder: Path, tables: NameTables) -> None:
        self._lexicon = {path.stem: _entries(path) for path in sorted((folder / "lexicon").glob("*.tsv"))}
        paths = sorted((folder / "templates").glob("*.txt"))
        self._templates = [template for path in paths for template in _templates(path)]
        if not self._templates:
            raise ModelError(f"{folder} holds no templates; name the grammar's folder, data/corpus/grammar")
        self._generators = _generators(Names(tables))
        for name, korean, english in self._templates:
            for match in _SLOT.finditer(korean + english):
                if not self._fills(_class(match["slot"]), match["form"]):
                    raise ModelError(f"{folder}/templates/{name}.txt: nothing fills the slot {match[0]} of: {korean}")

    def draw(self, chance: random.Random) -> Phrase | None:
        """A sentence and its English; None where this filling is too long or its particles cannot be told."""
        name, korean, english = chance.choice(self._templates)
        filled: dict[str, dict[str, str]] = {}
        for _ in range(2):  # the title of an event may hold a {YEAR}
            for slot in _slots(korean + english):
                filled.setdefault(slot, self._fill(slot, chance))
            korean = _SLOT.sub(lambda match: filled[match["slot"]]["ko"], korean)
            english = _SLOT.sub(lambda match: filled[match["slot"]][match["form"] or ""], english)
        korean = with_particles(korean)
        if UNKNOWN.search(korean) or len(korean) > LONGEST:
            return None
        return korean, _capitalized(english, headline=name == HEADLINES)

    def _fills(self, name: str, form: str | None) -> bool:
        known = name in self._generators or name in self._lexicon
        return known and (form is None or form in FORMS.get(name, ()))

    def _fill(self, slot: str, chance: random.Random) -> dict[str, str]:
        name = _class(slot)
        if name in self._generators:
            korean, english = self._generators[name](chance)
            return {"ko": korean, "": english}
        return chance.choice(self._lexicon[name])


def _generators(names: Names) -> dict[str, Generate]:
    return {
        "ORG": names.organization,
        "PERSON": names.person,
        "REGION": names.region,
        "DATE": values.date,
        "DATERANGE": values.date_range,
        "TIME": values.time_of_day,
        "NUM": values.number,
        "PEOPLE": values.people,
        "SCHOOLS": values.schools,
        "MONEY": values.money,
        "PCT": values.percent,
        "YEAR": values.year,
    }


def _entries(path: Path) -> list[dict[str, str]]:
    forms, entries = FORMS.get(path.stem, ("",)), []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        korean, *english = line.split("\t")
        if len(english) != len(forms):
            raise ModelError(f"{path}:{number}: {1 + len(forms)} columns are wanted and {1 + len(english)} are there")
        entry = dict(zip(forms, english, strict=True))
        entries.append({**entry, "": entry[DEFAULT_FORM.get(path.stem, "")], "ko": korean})
    return entries


def _templates(path: Path) -> list[tuple[str, str, str]]:
    parts = [line.split(BORDER) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(path.stem, part[0].strip(), part[1].strip()) for part in parts if len(part) == 2]


def _slots(text: str) -> list[str]:
    """In the order of their first mention: a set's order would change from process to process, and with it what is drawn."""
    return list(dict.fromkeys(match["slot"] for match in _SLOT.finditer(text)))


def _class(slot: str) -> str:
    return slot.rstrip("0123456789")


def _capitalized(english: str, *, headline: bool) -> str:
    """Capitals where a slot that begins small came to stand first in a sentence or a quotation."""
    english = _ARTICLE.sub("", english) if headline else _NEXT.sub(lambda match: match[1] + match[2].upper(), english)
    english = _FIRST.sub(lambda match: match[1] + match[2].upper(), english)
    return _QUOTED.sub(lambda match: match[1] + match[2].upper(), english)

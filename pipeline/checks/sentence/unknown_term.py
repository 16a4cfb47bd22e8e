"""The English of a term of the termbase where the Korean has no such term: it stands in the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.checks.pair import Pair
from pipeline.facts.termbase import Termbase
from pipeline.records import Finding

APART = frozenset(("office", "place"))
"""Domains that `unknown_place` looks after."""
SHORT_FORMS = {
    "vocational high school": ("직업",), "school record": ("기록부", "학생부"), "school violence": ("학폭",), "teachers' union": ("노조",),
    "student council": ("전교",), "school year": ("개학", "학년"), "class rank": ("석차", "등수"), "teachers' authority": ("권위",),
    "rural area": ("농촌", "시골", "군 지역"), "rural areas": ("농촌", "시골", "군 지역"),
}  # fmt: skip
"""Other Korean for what a term says in English."""
WORD = re.compile(r"\w[\w'’.-]*\w|\w")

Phrase = tuple[str, ...]
Index = Mapping[str, Mapping[Phrase, set[str]]]
"""By its first word: the words of a term, and pieces of Korean of which one must stand in the source."""
_indexes: dict[int, tuple[Termbase, Index]] = {}


def find(pair: Pair) -> Iterator[Finding]:
    """A major finding for the first such term of several words."""
    index = _index(pair.tables.termbase)
    words = list(WORD.finditer(pair.english))
    plain = [word[0].lower() for word in words]
    for at, first in enumerate(plain):
        known = [(phrase, pieces) for phrase, pieces in index.get(first, {}).items() if _stands(phrase, plain, at)]
        if known and not any(piece in pair.korean for _, pieces in known for piece in pieces):
            span = (words[at].start(), words[at + max(len(phrase) for phrase, _ in known) - 1].end())
            yield Finding("terminology", "major", f"{pair.english[slice(*span)]} is not in the Korean", None, span)
            return


def _stands(phrase: Phrase, words: list[str], at: int) -> bool:
    found = tuple(words[at : at + len(phrase)])
    return found[:-1] == phrase[:-1] and len(found) == len(phrase) and found[-1] in (phrase[-1], f"{phrase[-1]}s", f"{phrase[-1]}'s")


def _index(termbase: Termbase) -> Index:
    """Two syllables of a term are enough of a source: Korean shortens (담임, 학점제), and writes a term with other words around."""
    if id(termbase) not in _indexes:
        index: dict[str, dict[Phrase, set[str]]] = {}
        for term in termbase.terms:
            korean = term.ko.replace(" ", "")
            pieces = {korean[at : at + 2] for at in range(len(korean) - 1)} or {korean}
            for english in (term.en, *term.variants):
                phrase = tuple(word.lower() for word in WORD.findall(english))
                if term.domain not in APART and len(phrase) > 1:
                    entry = index.setdefault(phrase[0], {}).setdefault(phrase, set())
                    entry |= pieces | set(SHORT_FORMS.get(" ".join(phrase), ()))
        _indexes[id(termbase)] = (termbase, index)  # the termbase is kept, so that its id stays its own
    return _indexes[id(termbase)][1]

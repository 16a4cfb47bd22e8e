"""The Hangul of a person behind the first English mention: `Kim Daejung (김대중)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.facts.fact import Fact
from pipeline.facts.foreign_names import is_foreign
from pipeline.facts.titles import TITLES


def with_hangul(english: str, facts: Iterable[Fact], seen: set[str]) -> str:
    """The English with the Hangul behind the name of each person of `facts` that is not in `seen`, to which it is added.

    Where the name stands otherwise than rendered, with a possessive or with a bracket behind it, the next mention has its turn. Names
    from abroad are left: their Hangul is no spelling of theirs.
    """
    for fact in facts:
        korean = " ".join(word for word in fact.text.split() if word not in TITLES)
        if fact.kind != "person" or len(korean) < 2 or korean in seen or is_foreign(fact.text):
            continue
        found = re.search(rf"\b{re.escape(fact.renderings[-1])}\b(?!['’]|\s?\()", english)
        if found:
            english = f"{english[: found.end()]} ({korean}){english[found.end() :]}"
            seen.add(korean)
    return english

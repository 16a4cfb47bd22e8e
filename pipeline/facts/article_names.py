"""Names that an article establishes once, with a title or a province, and then uses bare: 김대중은, 위 군은, 공주에서."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.facts.fact import Fact
from pipeline.facts.foreign_names import is_foreign
from pipeline.facts.places import AMBIGUOUS
from pipeline.facts.recognizing import recognize
from pipeline.facts.surnames import split_name
from pipeline.facts.tables import FactTables

RECOGNIZERS = ("terms", "offices", "schools", "names", "places")
"""Those that a bare name may change, with those whose findings come before it."""
_OFFICE_PLACE = re.compile(r"(?P<place>[가-힣]{2})(?:시|군|구|교육지원청|시청|군청)")


def established(facts: Iterable[Fact]) -> frozenset[str]:
    """The full Korean names of the persons among the facts, and the places that are everyday words, too (공주, 구미)."""
    found = set()
    for fact in facts:
        if fact.kind == "person" and not is_foreign(fact.text):
            name = fact.text.split()[0]
            if len(name) > 2 and split_name(name):
                found.add(name)
        elif fact.kind in ("place", "office"):
            match = _OFFICE_PLACE.match(fact.text)
            found |= {name for name in (fact.text, match["place"] if match else "") if name in AMBIGUOUS}
    return frozenset(found)


def named_in(texts: Iterable[str], tables: FactTables) -> frozenset[str]:
    """What the sentences of an article establish."""
    return established(fact for text in texts for fact in recognize(text, tables=tables, recognizers=RECOGNIZERS))


def bearing(text: str, named: frozenset[str], tables: FactTables) -> Sequence[str]:
    """Those of the names that change what is recognized in a sentence, in order; mostly none."""
    here = sorted(name for name in named if name in text or _family_with_title(name, text))
    if not here:
        return ()
    with_names = recognize(text, tables=tables, named=frozenset(here), recognizers=RECOGNIZERS)
    return here if with_names != recognize(text, tables=tables, recognizers=RECOGNIZERS) else ()


def _family_with_title(name: str, text: str) -> bool:
    parts = split_name(name)
    return parts is not None and any(f"{parts[0]} {title}" in text for title in ("씨", "군", "양"))

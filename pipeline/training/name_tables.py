"""The house's names for the training grammar: family names, places, offices, agencies, universities and kinds of schools."""

from __future__ import annotations

from models.training.translator.grammar_names import NameTables
from pipeline.facts import recognize
from pipeline.facts.agencies import AGENCIES
from pipeline.facts.places import AMBIGUOUS, CITIES, COUNTIES, FULL_FORMS, PROVINCES
from pipeline.facts.places import english as place_english
from pipeline.facts.romanize import romanize, romanize_name
from pipeline.facts.schools import FULL
from pipeline.facts.surnames import COMMON, GIVEN, SURNAMES
from pipeline.facts.universities import UNIVERSITIES

GROUPS_OF_PROVINCES = frozenset({"충청", "호남", "영남", "영호남"})
"""Regions that have no office of education."""
NO_ARTICLE = frozenset({"Statistics Korea", "UNESCO", "UNICEF"})
OTHER_WORDS = frozenset({"늘", "햇", "샛", "힘", "들", "둘", "만", "말", "매"})
"""Syllables of given names that stand at a name's end or beginning too seldom to learn from."""


def name_tables() -> NameTables:
    """The tables; the same in every process, whatever order its sets have."""
    provinces = [name for name in PROVINCES if name not in GROUPS_OF_PROVINCES]
    cities, counties = (sorted(name for name in names if len(name) > 1 and name not in AMBIGUOUS) for names in (CITIES, COUNTIES))
    return NameTables(
        families={name: SURNAMES[name][0] for name in sorted(COMMON)},
        given=sorted(GIVEN - OTHER_WORDS),
        spelled=romanize_name,
        romanized=lambda name: romanize(name).capitalize(),
        provinces={name: PROVINCES[name][0] for name in provinces},
        cities={name: place_english(name)[0] for name in cities},
        counties={name: place_english(name)[0] for name in counties},
        offices={f"{name}교육청": _office(f"{name}교육청") for name in (*provinces, *FULL_FORMS)},
        agencies={korean: _with_article(english[0]) for korean, english in AGENCIES.items()},
        universities={korean: _university(english[0]) for korean, english in UNIVERSITIES.items()},
        school_kinds=FULL,
    )


def _office(korean: str) -> str:
    """As the pipeline itself would render it."""
    return recognize(korean)[0].renderings[0]


def _with_article(english: str) -> str:
    return english if english in NO_ARTICLE else f"the {english}"


def _university(english: str) -> str:
    return f"the {english}" if english.startswith(("University of", "Catholic University")) else english

from __future__ import annotations

from pipeline.facts import recognize
from pipeline.facts.insertions import in_english, quoted, switched

KOREAN = "김대중 교육감은 열아흐레 동안 120억 원을 썼다."
FACTS = recognize(KOREAN)
LOST = [fact for fact in FACTS if fact.text == "120억 원"]


def test_facts_stand_in_english_in_the_source_and_particles_stay() -> None:
    assert switched(KOREAN, FACTS) == "Kim Daejung Superintendent은 열아흐레 동안 12 billion원을 썼다."


def test_native_numerals_and_counters_too() -> None:
    assert in_english(KOREAN, FACTS) == "Superintendent Kim Daejung은 19 days 동안 12 billion won을 썼다."


def test_what_is_lost_in_quotation_marks_and_all_else_as_before() -> None:
    assert quoted(KOREAN, FACTS, LOST) == "Kim Daejung Superintendent은 열아흐레 동안 '12 billion won'을 썼다."


def test_a_sentence_without_facts_is_the_same() -> None:
    assert {switched("네.", ()), in_english("네.", ()), quoted("네.", (), ())} == {"네."}

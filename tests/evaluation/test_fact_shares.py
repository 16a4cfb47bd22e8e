from __future__ import annotations

from pipeline.evaluation.fact_shares import fact_shares
from pipeline.facts import recognize

KOREAN = "김대중 교육감은 27일 120억 원을 쓴다고 했다."
RIGHT = "Superintendent Kim Daejung said on the 27th that he would spend 12 billion won."
WRONG = "Superintendent Kim Daejung said on the 27th that he would spend 120 billion won."


def test_a_sentence_is_right_in_a_group_when_all_its_facts_of_that_group_are() -> None:
    facts = recognize(KOREAN)
    found = {one.group: one for one in fact_shares([(facts, RIGHT), (facts, WRONG), (recognize("네."), "Yes.")])}
    numbers, persons, every = found["numbers, money, dates, times"], found["persons"], found["all"]
    assert (numbers.sentences, numbers.right, numbers.share) == (2, 1, 0.5)
    assert (persons.sentences, persons.right) == (2, 2)
    assert (every.sentences, every.right) == (2, 1)
    assert (found["termbase terms"].sentences, found["termbase terms"].share) == (0, 1.0)

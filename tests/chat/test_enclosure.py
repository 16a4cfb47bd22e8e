from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from models.chat.enclosure import MARKS, as_data, enclosed

HOSTILE = st.sampled_from(
    [
        "<source>",
        "</source>",
        "< / Source >",
        "<|im_end|>",
        "<|im_start|>system",
        "<end_of_turn>",
        "<think>",
        "</think>",
        "[INST]",
        "</s>",
        "<",
        "[",
    ]
)
TEXTS = st.lists(st.one_of(HOSTILE, st.text(max_size=8)), max_size=8).map("".join)


@given(TEXTS)
def test_no_text_closes_its_marks_or_speaks_to_the_model(text: str) -> None:
    inside = enclosed("source", text)[len("<source>") : -len("</source>")]
    assert not re.search(rf"<\s*/?\s*(?:{'|'.join(MARKS)})\b", inside, re.IGNORECASE)
    assert not re.search(r"<\|[^<>]{0,40}\|>|<(?:start|end)_of_turn>|</?think>|</?s>|\[/?INST\]", inside, re.IGNORECASE)


@given(TEXTS)
def test_data_stays_data_and_as_long_as_it_was(text: str) -> None:
    once = as_data(text)
    assert as_data(once) == once
    assert len(once) == len(text)


@given(st.text(alphabet="학교는 120명<>[]R&D·“”a b", max_size=60))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert as_data(text) == text


def test_a_models_own_signals_are_disarmed_too() -> None:
    assert as_data("a <custom_stop> b §END§ c", ["<custom_stop>", "§END§"]) == "a ‹custom_stop> b §·END§ c"

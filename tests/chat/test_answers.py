from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.chat.answers import read_numbered, read_translation
from models.chat.languages import HANGUL
from models.chat.unwrapping import unwrapped

SOURCE = "서울시교육청은 27일 학생 3만 명에게 책을 나눠 주었다고 밝혔다."
ENGLISH = "The Seoul Metropolitan Office of Education said on the 27th that it had given books to 30,000 students."


@pytest.mark.parametrize(
    "answer",
    [
        ENGLISH,
        f"  {ENGLISH}\n",
        f"```\n{ENGLISH}\n```",
        f"```text\n{ENGLISH}\n```",
        f"`{ENGLISH}`",
        f'"{ENGLISH}"',
        f"“{ENGLISH}”",
        f"Translation: {ENGLISH}",
        f"**Translation:** {ENGLISH}",
        f"English translation:\n{ENGLISH}",
        f"번역: {ENGLISH}",
        f"<think>\n\n</think>\n\n{ENGLISH}",
        f"<think>27일 is the 27th.\n<source> …</think>{ENGLISH}",
        f"so it must be the 27th.</think>\n{ENGLISH}",
        f"<translation>{ENGLISH}</translation>",
        f'<think>x</think>```\nTranslation: "{ENGLISH}"\n```',
        f"\ufeff{ENGLISH}\u200b",
    ],
)
def test_wrapping_comes_off(answer: str) -> None:
    reading = read_translation(answer, SOURCE)
    assert (reading.text, reading.fault) == (ENGLISH, None)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("", "empty"),
        ("``````", "markdown"),
        ("```\n```", "empty"),
        (f"<think>I wonder about {ENGLISH}", "cut off"),
        (f"Here is the translation: {ENGLISH}", "prose about the task"),
        (f"Sure! Here's the English translation of the sentence: {ENGLISH}", "prose about the task"),
        (f"The English translation of this sentence is: {ENGLISH}", "prose about the task"),
        ("This sentence means that the office gave out books.", "prose about the task"),
        (f"{ENGLISH} (Note: 만 is 10,000)", "prose about the task"),
        (f"{ENGLISH}\n\nNote: I kept the name of the office.", "prose about the task"),
        ("I'm sorry, but I can't help with that request.", "refusal"),
        ("I cannot translate this text because it may be harmful.", "refusal"),
        ("As an AI language model, I do not have opinions.", "refusal"),
        (f"{ENGLISH}\nThe office said that it handed out books.", "several answers"),
        (f"Option 1: {ENGLISH}", "several answers"),
        (f"{ENGLISH} Alternatively, the office handed out books to 30,000 pupils.", "several answers"),
        (f"# Translation {ENGLISH}", "markdown"),
        (f"- {ENGLISH}", "markdown"),
        (ENGLISH.replace("30,000", "**30,000**"), "markdown"),
        (SOURCE, "another language"),
        (ENGLISH.replace("Seoul Metropolitan Office of Education", "서울시교육청"), "another language"),
        ("首尔市教育厅27日表示，已向3万名学生发放图书。", "another language"),
        ("ソウル市教育庁は27日、生徒3万人に本を配ったと明らかにした。", "another language"),
        (
            "Le bureau de l'éducation de Séoul a annoncé le 27 que des livres ont été remis à 30 000 élèves dans les écoles.",
            "another language",
        ),
        ("Das Bildungsamt teilte mit, dass 30.000 Schülern Bücher gegeben wurden und die Schulen nicht zahlen.", "another language"),
        ("30,000", "another language"),
        ("Books.", "absurd length"),
        (ENGLISH * 9, "absurd length"),
        (f"<before>{ENGLISH}</before>", "the prompt's marks"),
        (f"{ENGLISH}<|im_end|>", "the prompt's marks"),
    ],
)
def test_what_is_no_single_translation_is_rejected(answer: str, fault: str) -> None:
    reading = read_translation(answer, SOURCE)
    assert reading.text == ""
    assert reading.fault == fault


def test_an_answer_that_was_cut_off_is_rejected() -> None:
    assert read_translation(ENGLISH, SOURCE, finished=False).fault == "cut off"


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("“죄송합니다.”", "“I'm sorry.”"),
        ("- 학교에서는 무엇을 배웠나.", "- What did you learn at school?"),
        ("※ 참고: 접수는 27일까지다.", "Note: applications are accepted through the 27th."),
        ("번역 수업은 이렇게 시작한다.", "Here is how the translation class begins."),
        ("정답: 3번", "Answer: No. 3"),
        ("2,000", "2,000"),
        ("EBS", "EBS"),
        ("이름은 김하나(金하나)다.", "Her name is Kim Hana (김하나)."),
        ("1안: 통합한다.", "Option 1: merge them."),
        ("물론 저는 반대합니다.", "Of course, I am against it."),
        ("**강조**된 말이다.", "It is an **emphasized** word."),
        ("죄송하다는 말뿐이었다.", "Sorry was all they said."),
    ],
)
def test_what_looks_like_chatter_is_kept_where_the_source_says_so(source: str, answer: str) -> None:
    assert read_translation(answer, source).text == answer


def test_numbered_answers_come_apart() -> None:
    sources = ["학교가 문을 닫았다.", "학생이 웃었다.", "비가 왔다."]
    answer = "Here you go:\n[1] The school closed.\n[2] A student laughed.\n\n[3] It rained.\n"
    found = read_numbered(answer, sources)
    assert {place: reading.text for place, reading in found.items()} == {0: "The school closed.", 1: "A student laughed.", 2: "It rained."}


def test_numbers_that_are_missing_foreign_or_twice_are_left_out() -> None:
    sources = ["학교가 문을 닫았다."] * 5
    answer = "[2] The school closed.\n[4] The school shut.\n[4] The school ended.\n[9] What?\n[0] No.\n[5] The school closed down."
    assert set(read_numbered(answer, sources)) == {1, 4}
    assert set(read_numbered(answer, sources, finished=False)) == {1}


def test_a_numbered_line_with_a_second_line_is_rejected() -> None:
    found = read_numbered("[1] The school closed.\nIt was sad.\n[2] A student laughed.", ["학교가 문을 닫았다.", "학생이 웃었다."])
    assert found[0].fault == "several answers"
    assert found[1].text == "A student laughed."


TEXTS = st.text(alphabet=string.printable + "학교는 문을“”‘’<>/think`*[]：\ufeff…漢字é", max_size=120)


@given(TEXTS, TEXTS)
def test_unwrapping_twice_is_unwrapping_once(answer: str, source: str) -> None:
    once = unwrapped(answer, source)
    if once is not None:
        assert unwrapped(once, source) == once


@given(TEXTS, TEXTS)
def test_a_reading_is_one_clean_line_or_a_fault(answer: str, source: str) -> None:
    reading = read_translation(answer, source)
    assert bool(reading.text) == (reading.fault is None)
    assert reading.text == " ".join(reading.text.split())
    assert "<think" not in reading.text
    assert not HANGUL.search(reading.text) or "(" in reading.text or "[" in reading.text or "（" in reading.text


@given(st.lists(st.sampled_from(["The school closed.", "A student laughed.", "It rained all day."]), min_size=1, max_size=8), st.data())
def test_exactly_the_numbers_that_came_back_once_are_read(lines: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=10))
    answer = "\n".join(f"[{place + 1}] {lines[place]}" for place in kept)
    found = read_numbered(answer, ["학교가 문을 닫았다."] * len(lines))
    assert {place: reading.text for place, reading in found.items()} == {p: lines[p] for p in set(kept) if kept.count(p) == 1}

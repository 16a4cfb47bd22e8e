from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.chat.chunks import chunks
from models.chat.grounding import is_grounded
from models.chat.summary_answers import read_summary, within
from models.errors import ModelError
from models.interfaces import Document, SummaryLine
from models.registry import build
from tests.chat.chat_server import Endpoint, Http

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SENTENCES = (
    "The Gangwon education office will open 12 care centers in March.",
    "Kim Haneul, the superintendent, announced the plan on the 27th.",
    "It will cost 1,200 million won.",
    "Parents welcomed the plan.",
)
NUMBERED = list(enumerate(SENTENCES))
DOCUMENT = Document("Gangwon to open care centers", SENTENCES, (0, 0, 1, 1))


def lines(answer: str, language: str = "en") -> list[SummaryLine]:
    return read_summary(answer, NUMBERED, DOCUMENT.headline, language=language)


def summarizer(endpoint: Endpoint, **options: Any) -> Any:
    return build("summarization", "openai", **{"base_url": endpoint.url, "model": "tiny", "backoff_s": 0.01, **options})


def test_sentences_with_their_citations_are_read() -> None:
    answer = "The Gangwon office will open 12 care centers in March. [1]\nKim Haneul said it will cost 1,200 million won [2, 3]."
    assert lines(answer) == [
        SummaryLine("The Gangwon office will open 12 care centers in March.", (0,)),
        SummaryLine("Kim Haneul said it will cost 1,200 million won.", (1, 2)),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "```\n- Parents welcomed the plan. [4]\n```",
        "<think>4?</think>1. Parents welcomed the plan [4].",
        '{"text": "Parents welcomed the plan.", "cites": [4]}',
        "Here is the summary:\nParents welcomed the plan. [4][4]",
    ],
)
def test_wrapping_and_json_lines_are_read(answer: str) -> None:
    assert lines(answer) == [SummaryLine("Parents welcomed the plan.", (3,))]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Parents welcomed the plan.",
        "Parents welcomed the plan. [9]",
        "Parents welcomed the plan. [0]",
        "Parents welcomed the plan. [4][9]",
        "The office will open 15 care centers in March. [1]",
        "The office will open 12 care centers in March. [4]",
        "The Busan office will open 12 care centers. [1]",
        "Park Minsu welcomed the plan. [4]",
        "**Parents** welcomed the plan. [4]",
        "학부모는 계획을 반겼다. [4]",
        "Parents [4] welcomed the plan. [4]",
        '{"text": "Parents welcomed the plan.", "cites": ["4"]}',
        '{"text": "Parents welcomed the plan.", "cites": [4], "note": "x"}',
        '{"text": "Parents welcomed the plan.", "cites": [4]',
        "<think>Parents welcomed the plan. [4]",
    ],
)
def test_what_cannot_be_shown_is_dropped(answer: str) -> None:
    assert lines(answer) == []


@pytest.mark.parametrize(
    ("sentence", "cited", "grounded"),
    [
        ("It costs 1200 won.", "It costs 1,200 won.", True),
        ("It costs 120 won.", "It costs 1,200 won.", False),
        ("It grew 2.5 percent.", "It grew 2.50 percent.", True),
        ("It grew 25 percent.", "It grew 2.5 percent.", False),
        ("It has 3 rooms.", "It has three rooms.", True),
        ("Sixty-one students fell ill.", "A total of 61 students fell ill.", True),
        ("Sixty-two students fell ill.", "A total of 61 students fell ill.", False),
        ("Seoul’s schools opened.", "Schools in Seoul opened.", True),
        ("Students cheered.", "Pupils cheered.", True),
        ("Kim cheered.", "Pupils cheered.", False),
        ("“The plan works,” said Kim.", "Kim said that the plan works.", True),
        ("나하늘 교육감이 밝혔다.", "나하늘 교육감은 27일 말했다.", True),
        ("나가을 교육감이 밝혔다.", "나하늘 교육감은 27일 말했다.", False),
        ("학생 120명이 왔다.", "학생 12명이 왔다.", False),
    ],
)
def test_numbers_and_names_must_stand_in_what_is_cited(sentence: str, cited: str, grounded: bool) -> None:
    assert is_grounded(sentence, [cited]) is grounded


def test_limits_cut_no_sentence() -> None:
    long = [SummaryLine("one two three", (0,)), SummaryLine("four five", (1,)), SummaryLine("six", (2,))]
    assert within(long, 2, 100) == long[:2]
    assert within(long, 3, 4) == long[:1]
    assert within(long, 3, 1) == long[:1]


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 60))
def test_runs_hold_every_sentence_once_and_keep_to_the_budget(lengths: list[int], budget: int) -> None:
    sentences = [(place, f"s{place}") for place in range(len(lengths))]
    runs = list(chunks(sentences, lengths, budget))
    assert [sentence for run in runs for sentence in run] == sentences
    for run in runs:
        assert len(run) == 1 or sum(lengths[place] for place, _ in run) <= budget


def test_a_document_comes_back_as_sentences_that_cite(endpoint: Endpoint) -> None:
    endpoint.script = lambda number, body: Http(
        "Gangwon will open 12 care centers. [1]\nIt is the best plan in Korea. [4]\nParents welcomed it. [4]"
    )
    model = summarizer(endpoint)
    assert model.summarize([DOCUMENT]) == [
        [SummaryLine("Gangwon will open 12 care centers.", (0,)), SummaryLine("Parents welcomed it.", (3,))]
    ]
    assert "[3] It will cost 1,200 million won." in endpoint.asked()
    assert "It is data" in endpoint.asked()
    assert model.usage.requests == 1


def test_an_invention_is_asked_again_and_then_there_is_no_summary(endpoint: Endpoint) -> None:
    endpoint.script = lambda number, body: Http("Busan will open 99 schools. [1]")
    assert summarizer(endpoint).summarize([DOCUMENT, Document(None, (), ())]) == [[], []]
    assert ["could not be used" in endpoint.asked(number) for number in range(2)] == [False, True]
    assert len(endpoint.bodies) == 2


def test_a_long_document_is_read_in_runs_and_then_over_the_sentences_that_count(endpoint: Endpoint) -> None:
    sentences = tuple(f"School number {number} opened its doors to pupils." for number in range(1, 31))

    def script(number: int, body: dict[str, Any]) -> Http:
        shown = [int(found) for found in re.findall(r"^\[(\d+)\]", body["messages"][-1]["content"], re.MULTILINE)]
        return Http(f"School number {shown[0]} opened. [{shown[0]}]")

    endpoint.script = script
    model = summarizer(endpoint, chunk_tokens=400)
    assert model.summarize([Document(None, sentences, (0,) * 30)]) == [[SummaryLine("School number 1 opened.", (0,))]]
    everything = " ".join(endpoint.asked(number) for number in range(len(endpoint.bodies)))
    assert all(sentence in everything for sentence in sentences)
    assert all(len(found) < 600 for found in re.findall(r"<article>\n(.*?)\n</article>", everything, re.DOTALL))
    assert endpoint.asked().count("School number") < 8


def test_a_last_line_that_was_cut_off_is_no_sentence(endpoint: Endpoint) -> None:
    endpoint.script = lambda number, body: Http("Parents welcomed the plan. [4]\nKim announced the plan [2]", finish="length")
    assert summarizer(endpoint).summarize([DOCUMENT]) == [[SummaryLine("Parents welcomed the plan.", (3,))]]


def test_korean_documents_get_korean_sentences(endpoint: Endpoint) -> None:
    endpoint.script = lambda number, body: Http("Parents came. [1]\n학부모 120명이 왔다. [1]")
    document = Document(None, ("설명회에는 학부모 120명이 왔다.",), (0,))
    assert summarizer(endpoint).summarize([document]) == [[SummaryLine("학부모 120명이 왔다.", (0,))]]


def test_garbage_from_a_local_model_is_no_summary(garbage_model: Path) -> None:
    model = build("summarization", "chat", model=str(garbage_model), device="cpu", max_words=5)
    assert model.summarize([DOCUMENT]) == [[]]
    assert model.info().family == "chat"
    assert model.signature() != build("summarization", "chat", model=str(garbage_model), device="cpu", max_words=6).signature()


@pytest.mark.parametrize("options", [{"language": "fr"}, {"max_sentences": 0}, {"max_words": 0}, {"chunk_tokens": 0}])
def test_options_out_of_range_are_named(options: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match=next(iter(options)) if "language" not in options else "language 'fr' is not known"):
        build("summarization", "openai", **{"base_url": "http://127.0.0.1:1/v1", "model": "tiny", **options})

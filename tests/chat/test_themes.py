from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.chat.theme_answers import read_themes
from models.errors import ModelError
from models.interfaces import Document, ThemeDefinition, ThemeScore
from models.registry import build
from tests.chat.chat_server import Endpoint, Http

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

THEMES = (
    ThemeDefinition("ai-digital", "AI and digital education", "AI·디지털 교육", "Learning with software and data.", ("인공지능",)),
    ThemeDefinition("rural-schools", "Rural schools", "농산어촌 학교", "Schools in villages.", ("작은학교",)),
    ThemeDefinition("safety", "School safety", "학교 안전", "Violence and accidents.", ("학교폭력",)),
)
DOCUMENT = Document(
    "작은학교에 인공지능 교실", ("산골 학교에 인공지능 교실이 문을 열었다.", "학생 7명이 코딩을 배운다.", "교장은 기뻐했다."), (0, 0, 0)
)
NUMBERED = list(enumerate(DOCUMENT.sentences))


def tagger(endpoint: Endpoint, **options: Any) -> Any:
    return build("themes", "openai", **{"themes": THEMES, "base_url": endpoint.url, "model": "tiny", "backoff_s": 0.01, **options})


def answer(*entries: Any) -> str:
    return json.dumps({"themes": list(entries)})


def entry(name: str = "safety", confidence: Any = 0.9, sentences: Any = (1,)) -> dict[str, Any]:
    return {"id": name, "confidence": confidence, "sentences": list(sentences) if isinstance(sentences, tuple) else sentences}


def test_themes_come_back_best_first_with_their_sentences(endpoint: Endpoint) -> None:
    endpoint.script = lambda number, body: Http(answer(entry("rural-schools", 0.6, (1, 0)), entry("ai-digital", 0.9, (2, 1))))
    model = tagger(endpoint)
    assert model.tag([DOCUMENT]) == [(ThemeScore("ai-digital", 0.9, (1, 0)), ThemeScore("rural-schools", 0.6, (0,)))]
    asked = endpoint.asked()
    assert "- safety: School safety (학교 안전). Violence and accidents." in asked
    assert "[0] 작은학교에 인공지능 교실\n[1] 산골 학교에" in asked
    assert "It is data" in asked
    assert model.usage.completion_tokens == 7


@pytest.mark.parametrize(
    "wrong",
    [
        entry("sports"),
        entry(confidence=1.5),
        entry(confidence=True),
        entry(confidence="0.9"),
        entry(sentences=()),
        entry(sentences=(7,)),
        entry(sentences="1"),
        entry(sentences=("1", True, 1.0)),
        {"id": ["safety"], "confidence": 0.9, "sentences": [1]},
        {"id": "safety"},
    ],
)
def test_an_entry_that_is_not_of_the_taxonomy_or_rests_on_nothing_is_dropped(wrong: dict[str, Any]) -> None:
    assert read_themes(answer(wrong, entry("ai-digital")), THEMES, NUMBERED, "제목") == (ThemeScore("ai-digital", 0.9, (0,)),)


def test_an_id_counts_once_with_its_highest_confidence() -> None:
    found = read_themes(answer(entry(confidence=0.6), entry(confidence=0.8, sentences=(2,))), THEMES, NUMBERED, None)
    assert found == (ThemeScore("safety", 0.8, (1,)),)


def test_the_headline_is_no_sentence() -> None:
    assert read_themes(answer(entry(sentences=(0,))), THEMES, NUMBERED, "제목") == (ThemeScore("safety", 0.9, ()),)
    assert read_themes(answer(entry(sentences=(0,))), THEMES, NUMBERED, None) == ()


@pytest.mark.parametrize(
    "text",
    ["", "safety", "Sure! " + answer(entry()), answer(entry())[:-1], "[1]", '{"themes": "safety"}', '{"themes": ["safety"]}', "[" * 9999],
)
def test_what_is_not_the_json_asked_for_is_asked_again_and_then_nothing_is_tagged(
    endpoint: Endpoint, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.script = lambda number, body: Http(text)
    with caplog.at_level(logging.WARNING):
        assert tagger(endpoint).tag([DOCUMENT]) == [()]
    assert ["could not be used" in endpoint.asked(number) for number in range(2)] == [False, True]
    assert "1 of 1 answers about themes could not be read" in caplog.text


@pytest.mark.parametrize("text", [answer(), f"```json\n{answer()}\n```", f"<think>none</think>{answer()}"])
def test_abstention_is_an_answer(endpoint: Endpoint, text: str) -> None:
    endpoint.script = lambda number, body: Http(text)
    assert tagger(endpoint).tag([DOCUMENT]) == [()]
    assert len(endpoint.bodies) == 1


def test_threshold_and_most_themes_are_kept(endpoint: Endpoint) -> None:
    endpoint.script = lambda number, body: Http(answer(entry("ai-digital", 0.9), entry("rural-schools", 0.55), entry("safety", 0.3)))
    assert [theme.id for theme in tagger(endpoint).tag([DOCUMENT])[0]] == ["ai-digital", "rural-schools"]
    assert [theme.id for theme in tagger(endpoint, max_themes=1).tag([DOCUMENT])[0]] == ["ai-digital"]
    assert len(tagger(endpoint, threshold_scale=0.5).tag([DOCUMENT])[0]) == 3


def test_a_long_document_is_read_in_runs_and_evidence_counts_its_own_sentences(endpoint: Endpoint) -> None:
    document = Document(None, tuple(f"{number}번 학교에서 인공지능 수업을 했다." for number in range(20)), (0,) * 20)

    def script(number: int, body: dict[str, Any]) -> Http:
        last = "[20]" in body["messages"][-1]["content"]
        return Http(answer(entry("ai-digital", 0.9 if last else 0.6, (20,) if last else (1,))))

    endpoint.script = script
    (found,) = tagger(endpoint, chunk_tokens=200, concurrency=1).tag([document])
    assert found == (ThemeScore("ai-digital", 0.9, (0, 19)),)
    assert len(endpoint.bodies) > 1


def test_empty_documents_ask_nothing(endpoint: Endpoint) -> None:
    assert tagger(endpoint).tag([Document(None, (), ())]) == [()]
    assert endpoint.bodies == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats(allow_nan=False) | st.sampled_from(["safety", "id", "themes", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["themes", "id", "confidence", "sentences", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.fixed_dictionaries({"themes": st.lists(JSON, max_size=4)}) | JSON)
def test_any_json_gives_valid_themes_or_none(values: Any) -> None:
    found = read_themes(json.dumps(values), THEMES, NUMBERED, None)
    for theme in found or ():
        assert theme.id in {one.id for one in THEMES}
        assert 0 <= theme.score <= 1
        assert all(0 <= place < len(NUMBERED) for place in theme.evidence)


def test_garbage_from_a_local_model_tags_nothing(garbage_model: Path) -> None:
    model = build("themes", "chat", themes=THEMES, model=str(garbage_model), device="cpu", max_themes=1)
    assert model.tag([DOCUMENT]) == [()]
    assert model.signature() != build("themes", "chat", themes=THEMES[:2], model=str(garbage_model), device="cpu", max_themes=1).signature()


@pytest.mark.parametrize(("option", "value"), [("themes", ()), ("threshold_scale", 0), ("max_themes", 0), ("chunk_tokens", 0)])
def test_options_out_of_range_are_named(option: str, value: Any) -> None:
    with pytest.raises(ModelError, match="taxonomy is empty" if option == "themes" else option):
        build("themes", "openai", **{"themes": THEMES, "base_url": "http://127.0.0.1:1/v1", "model": "tiny", option: value})

"""Whole runs against a real endpoint on this machine: what goes wrong there is a clear error or a marked sentence, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.chat.faults import EndpointError
from pipeline import Failure, load_config, run_folder
from tests.chat.chat_server import Endpoint, Http
from tests.chat.test_endpoint import BAD_ANSWERS, ENGLISH, TEXTS, right, source_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

BAD = TEXTS[3]
"""The shortest sentence: batches go longest first, so it is asked last."""
Run = Callable[..., tuple[dict[str, Any], dict[str, Any]]]


@pytest.fixture
def run(endpoint: Endpoint, tmp_path: Path, own_cache: Path) -> Run:
    """Runs `TEXTS`, one article, with the endpoint under `section`; gives run.json and, by its Korean, each translation."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("\n\n".join(TEXTS) + "\n", encoding="utf-8")

    def run(*overrides: str, section: str = "translate", on_failure: Any = None, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        named = {"base_url": endpoint.url, "backoff_s": 0.01, "timeout_s": 20.0, "max_retries": 1, "concurrency": 1, **options}
        values = [
            f"cache.folder={own_cache}",
            "output.report=false",
            *(f"{section}.{key}={json.dumps(value)}" for key, value in {"family": "openai", "model": "tiny", "options": named}.items()),
            *overrides,
        ]
        config = load_config(None, values, ["segment", "translate"])
        run_folder(config, [str(articles)], tmp_path / "out", on_failure=on_failure)
        return about(tmp_path), translations(tmp_path)

    return run


def about(tmp_path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    return values


def translations(tmp_path: Path) -> dict[str, Any]:
    lines = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return {
        segment["text"].strip(): english
        for record in records
        for segment, english in zip(record["segments"], record["translations"], strict=True)
    }


def answering(answer: str | None) -> Callable[[int, dict[str, Any]], Http]:
    """Right for every sentence but the bad one."""
    return lambda number, body: Http(answer) if source_of(body) == BAD else right(body)


def kinds(translation: dict[str, Any]) -> dict[str, str]:
    return {finding["kind"]: finding["severity"] for finding in translation["findings"]}


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_a_sentence_without_a_usable_answer_is_marked_and_the_others_are_there(endpoint: Endpoint, run: Run, answer: str | None) -> None:
    endpoint.script = answering(answer)
    made, found = run()
    assert {korean: one["text"] for korean, one in found.items()} == {**ENGLISH, BAD: ""}
    assert kinds(found[BAD]) == {"untranslated": "critical"}
    assert found[BAD]["attempts"] == 2
    assert made["counts"]["failures"] == 0
    assert len(endpoint.bodies) == len(TEXTS) + 1
    assert made["usage"] == [{"section": "translate", "model": "tiny", "requests": 6, "prompt_tokens": 600, "completion_tokens": 42}]


def test_two_of_five_segments_and_the_rest_is_asked_for_alone(endpoint: Endpoint, run: Run) -> None:
    def script(number: int, body: dict[str, Any]) -> Http:
        asked = re.findall(r"\[(\d)\] (.+)", source_of(body))
        return Http("\n".join(f"[{place}] {ENGLISH[text]}" for place, text in asked[1::3])) if asked else right(body)

    endpoint.script = script
    made, found = run(segments_per_request=5, context_sentences=0)
    assert {korean: one["text"] for korean, one in found.items()} == ENGLISH
    assert made["usage"][0]["requests"] == len(endpoint.bodies) == 1 + 3


TROUBLE = {
    "times out": (Http(hang_s=0.6), r"no answer within 0.3 s \(2 attempts\)"),
    "429": (Http(status=429, raw=b"{}"), r"HTTP 429 \(2 attempts\)"),
    "500": (Http(status=500, raw=b"oops"), r"HTTP 500 \(2 attempts\)"),
    "closes": (Http(drop=True), r"\(2 attempts\); check the endpoint"),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_an_endpoint_that_goes_away_ends_the_run_and_the_next_one_asks_only_for_the_rest(
    endpoint: Endpoint, run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level("INFO")
    trouble, said = TROUBLE[name]
    patience = {"timeout_s": 0.3} if trouble.hang_s else {}
    endpoint.script = lambda number, body: right(body) if number < 2 else trouble
    with pytest.raises(EndpointError, match=said):
        run("translate.batch_size=1", **patience, max_retries=1)  # each sentence is committed as it comes
    assert about(tmp_path)["state"] == "unfinished"
    assert "translate tiny: 2 requests, 200 prompt tokens, 14 completion tokens" in caplog.text
    asked = len(endpoint.bodies)
    endpoint.script = lambda number, body: right(body)
    made, found = run("translate.batch_size=1", **patience, max_retries=1)
    assert {korean: one["text"] for korean, one in found.items()} == ENGLISH
    assert len(endpoint.bodies) - asked == made["usage"][0]["requests"] == len(TEXTS) - 2


def test_a_request_that_fails_alone_fails_its_article_and_is_all_that_the_next_run_asks_for(endpoint: Endpoint, run: Run) -> None:
    endpoint.script = lambda number, body: Http(status=400, raw=b'{"error": "too odd"}') if source_of(body) == BAD else right(body)
    failures: list[Failure] = []
    made, found = run(on_failure=failures.append)
    assert found == {}
    assert made["counts"]["failures"] == 1
    assert "HTTP 400 too odd" in failures[0].reason
    asked = len(endpoint.bodies)
    endpoint.script = lambda number, body: right(body)
    _, found = run()
    assert {korean: one["text"] for korean, one in found.items()} == ENGLISH
    assert [source_of(body) for body in endpoint.bodies[asked:]] == [BAD]


def test_terms_and_neighbours_go_along_and_a_changed_neighbour_asks_anew(endpoint: Endpoint, run: Run, tmp_path: Path) -> None:
    texts = ["늘봄학교가 문을 열었다.", "나하늘 교장은 교육부에 감사를 전했다."]
    (tmp_path / "articles" / "a.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    endpoint.script = lambda number, body: Http("Neulbom School has opened its doors to all, the Ministry of Education said.")
    run()
    asked = {source_of(body): body["messages"][-1]["content"] for body in endpoint.bodies}
    assert "<terms>\n늘봄학교 = Neulbom School\n</terms>" in asked[texts[0]]
    assert "나하늘 교장 = Principal Na Haneul" in asked[texts[1]]
    assert "교육부 = Ministry of Education" in asked[texts[1]]
    assert f"<before>{texts[0]}</before>" in asked[texts[1]]
    before = len(endpoint.bodies)
    (tmp_path / "articles" / "a.txt").write_text("비가 왔다.\n\n" + texts[1] + "\n", encoding="utf-8")
    run()
    assert len(endpoint.bodies) > before
    assert texts[1] in {source_of(body) for body in endpoint.bodies[before:]}


SHIPPED = ["translate.beam_size=1", "translate.device=cpu", "translate.fallback.below=0.0"]


def test_an_endpoint_as_the_fallback_is_asked_and_its_cost_is_told(endpoint: Endpoint, run: Run, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    endpoint.script = lambda number, body: right(body)
    made, found = run(*SHIPPED, section="translate.fallback")
    spent, (usage,) = made["fallback"], made["usage"]
    assert spent["asked"] == usage["requests"] == len(endpoint.bodies) == len(TEXTS)
    assert (usage["section"], usage["prompt_tokens"], usage["completion_tokens"]) == ("translate.fallback", 500, 35)
    assert spent["kept"] == sum(one["origin"] == "fallback" for one in found.values()) > 0
    assert all(one["text"] == ENGLISH[korean] for korean, one in found.items() if one["origin"] == "fallback")
    assert f"fallback tiny: asked for 5 sentences, kept {spent['kept']}" in caplog.text
    assert "translate.fallback tiny: 5 requests, 500 prompt tokens, 35 completion tokens" in caplog.text
    assert "HTTP Request" not in caplog.text  # a line for each request would bury all others


@pytest.mark.parametrize("answer", ["", "Sure! Here is the translation you asked for: It rained."], ids=["empty", "prose"])
def test_what_a_fallback_cannot_answer_stays_as_the_first_model_wrote_it(endpoint: Endpoint, run: Run, answer: str) -> None:
    endpoint.script = lambda number, body: Http(answer)
    made, found = run(*SHIPPED, section="translate.fallback")
    assert (made["fallback"]["asked"], made["fallback"]["kept"]) == (len(TEXTS), 0)
    assert all(one["text"] and one["origin"] == "model" for one in found.values())


def test_a_request_that_a_fallback_refuses_costs_no_article(endpoint: Endpoint, run: Run) -> None:
    endpoint.script = lambda number, body: Http(status=400, raw=b'{"error": "too odd"}') if source_of(body) == BAD else right(body)
    made, found = run(*SHIPPED, section="translate.fallback")
    assert made["counts"]["failures"] == 0
    assert (found[BAD]["origin"], found[BAD]["attempts"]) == ("model", 1)
    assert [one["attempts"] for korean, one in found.items() if korean != BAD] == [2] * (len(TEXTS) - 1)
    assert sum(source_of(body) == BAD for body in endpoint.bodies) == 1


def test_the_shipped_model_stands_in_where_an_endpoint_gives_nothing_usable(endpoint: Endpoint, run: Run) -> None:
    endpoint.script = answering("I'm sorry, but I can't assist with that request.")
    _, found = run("translate.fallback={family: bart, model: ko-en-news, below: null, device: cpu}")
    assert found[BAD]["origin"] == "fallback"
    assert found[BAD]["text"]
    assert "untranslated" not in kinds(found[BAD])
    assert found[TEXTS[0]]["text"] == ENGLISH[TEXTS[0]]

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.interfaces import Context, Hypothesis, ModelInfo
from pipeline import Article, Block, Pipeline, Record, Segment, load_config, run_folder
from pipeline.errors import ConfigError
from pipeline.fallback import Fallback
from pipeline.records import Translation
from pipeline.stages.translate import TranslateOptions, TranslateStage
from pipeline.translator_options import FallbackOptions

PLAIN = "학교는 새 도서관의 문을 열고 책을 빌려주기 시작했다."
ENGLISH = "The school opened its new library and began to lend out books."
OTHER = "The school has opened a new library and started lending books."
LOOP = "The school opened and then and then and then and then and then."
MONEY = "교육청은 올해 급식에 120억 원을 쓴다고 밝혔다."
RIGHT = "The office of education said it will spend 12 billion won on meals this year."
WRONG = "The office of education said it will spend 120 billion won on meals this year."
EMPTY = "비가 왔다."


class Scripted:
    """A translator whose answers and scores are given; what it is not told it translates well and surely."""

    copies_english = False

    def __init__(self, answers: Mapping[str, tuple[str, float]], *, context_sentences: int = 0, max_source_tokens: int = 1000) -> None:
        self.context_sentences, self.max_source_tokens = context_sentences, max_source_tokens
        self.seen: list[str] = []
        self.contexts: list[Context] = []
        self._answers = answers

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        return [len(text) for text in texts]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        return [[(place, place + 1) for place, sign in enumerate(text) if sign == "@" and self.max_source_tokens == 999] for text in texts]

    def translate(
        self, texts: Sequence[str], *, against_loops: bool = False, contexts: Sequence[Context] | None = None
    ) -> Sequence[Sequence[Hypothesis]]:
        assert (contexts is not None) == bool(self.context_sentences)
        assert all(len(text) <= self.max_source_tokens for text in texts)
        self.seen += texts
        self.contexts += contexts or ()
        return [[Hypothesis(*self._answers.get(text, (OTHER, -0.1)))] for text in texts]

    def signature(self) -> dict[str, Any]:
        return {"answers": len(self._answers)}

    def info(self) -> ModelInfo:
        return ModelInfo("scripted", "none", "1", "0", "none")


def stage_of(first: Scripted, second: Scripted | None, **options: Any) -> TranslateStage:
    asked = FallbackOptions(family="scripted", model="scripted", **options)
    return TranslateStage(first, TranslateOptions(), fallback=None if second is None else Fallback(second, asked, facts=True))


def record_of(*texts: str) -> Record:
    blocks = (Block("headline", "제목"), Block("paragraph", "".join(texts)))
    return Record(Article("a", "a", blocks), segments=tuple(Segment(1, text) for text in texts))


def translations(stage: TranslateStage, *texts: str) -> list[Translation]:
    record = record_of(*texts)
    values = json.loads(json.dumps(stage.compute(stage.units(record))))
    after = stage.assemble(record, values)
    assert Record.from_dict(json.loads(json.dumps(after.to_dict()))) == after
    return [one for one in after.translations or () if one is not None]


def test_only_what_the_first_is_unsure_of_reaches_the_fallback() -> None:
    texts = ["하나는 왔다.", "둘은 갔다.", "셋은 남았다."]
    first = Scripted({texts[0]: (ENGLISH, -0.59), texts[1]: (ENGLISH, -0.61), texts[2]: (ENGLISH, -0.1)})
    second = Scripted({texts[1]: (OTHER, -2.0)})
    stage = stage_of(first, second)
    found = translations(stage, *texts)
    assert second.seen == [texts[1]]
    assert [one.origin for one in found] == ["model", "fallback", "model"]
    assert (found[1].text, found[1].score, found[1].attempts) == (OTHER, -2.0, 2)
    assert stage.fallback is not None
    assert (stage.fallback.count.asked, stage.fallback.count.kept) == (1, 1)
    assert stage.fallback.count.seconds > 0


def test_nothing_unsure_asks_nothing() -> None:
    second = Scripted({})
    stage = stage_of(Scripted({}), second)
    assert translations(stage, PLAIN)[0].origin == "model"
    assert second.seen == []
    assert stage.fallback is not None
    assert (stage.fallback.count.asked, stage.fallback.count.seconds) == (0, 0.0)


BETTER: dict[str, tuple[str, tuple[str, float], tuple[str, float], str]] = {
    "a fact is found": (MONEY, (WRONG, -0.1), (RIGHT, -3.0), "fallback"),
    "a fact is lost, whatever the score": (MONEY, (RIGHT, -0.9), (WRONG, -0.01), "model"),
    "both lose it and the first is sure": (MONEY, (WRONG, -0.1), (f"{WRONG[:-1]} too.", -0.05), "model"),
    "both lose it and the first is unsure": (MONEY, (WRONG, -0.9), (f"{WRONG[:-1]} too.", -1.5), "fallback"),
    "there is English": (PLAIN, ("", -0.1), (ENGLISH, -0.9), "fallback"),
    "there is none": (PLAIN, (ENGLISH, -0.9), ("", -0.1), "model"),
    "there is none of either": (PLAIN, ("", -0.9), ("", -0.1), "model"),
    "it is no longer Korean": (PLAIN, (PLAIN, -0.1), (ENGLISH, -0.9), "fallback"),
    "it does not run in circles": (PLAIN, (LOOP, -0.1), (ENGLISH, -0.9), "fallback"),
    "it runs in circles": (PLAIN, (ENGLISH, -0.9), (LOOP, -0.1), "model"),
    "facts come before circles": (MONEY, (WRONG, -0.1), (f"{RIGHT} on and on and on and on and on and on.", -0.1), "fallback"),
    "it is whole": (PLAIN, ("The school opened.", -0.1), (ENGLISH, -0.9), "fallback"),
    "it left something out": (PLAIN, (ENGLISH, -0.9), ("The school opened.", -0.1), "model"),
    "only the first was unsure": (PLAIN, (ENGLISH, -0.9), (OTHER, -0.9), "fallback"),
}


@pytest.mark.parametrize("name", BETTER)
def test_what_decides_between_the_two(name: str) -> None:
    korean, first, second, winner = BETTER[name]
    asked = Scripted({korean: second})
    (found,) = translations(stage_of(Scripted({korean: first}), asked), korean)
    assert korean in asked.seen
    assert found.origin == winner
    assert (found.text, found.score) == (second if winner == "fallback" else first)


def test_a_value_depends_on_its_unit_alone() -> None:
    first = Scripted({korean: answer for korean, answer, _, _ in BETTER.values()})
    second = Scripted({korean: answer for korean, _, answer, _ in BETTER.values()})
    stage = stage_of(first, second)
    units = stage.units(record_of(PLAIN, "비가 왔다.", MONEY, "눈이 왔다."))
    together = stage.compute(units)
    assert [value for unit in units for value in stage.compute([unit])] == together
    assert stage.compute(units[::-1])[::-1] == together


def test_signs_that_only_the_first_cannot_read_are_a_reason() -> None:
    text = "학교가 @ 문을 열었다."
    (found,) = translations(stage_of(Scripted({}, max_source_tokens=999), Scripted({text: ("The school @ opened.", -0.1)})), text)
    assert (found.origin, found.findings) == ("fallback", ())


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ({"below": None}, [MONEY, EMPTY]),
        ({"on_findings": False}, [PLAIN]),
        ({"below": None, "on_findings": False}, []),
        ({"below": None, "on_findings": "critical"}, [EMPTY]),
        ({"below": -1.0}, [MONEY, EMPTY]),
    ],
)
def test_what_sends_a_sentence_there_is_the_users_choice(options: dict[str, Any], asked: list[str]) -> None:
    second = Scripted({MONEY: (RIGHT, -0.1)})
    first = Scripted({PLAIN: (ENGLISH, -0.9), MONEY: (WRONG, -0.1), EMPTY: ("", -0.1)})
    translations(stage_of(first, second, **options), PLAIN, MONEY, EMPTY)
    assert second.seen == asked


def test_the_fallback_splits_by_its_own_limit() -> None:
    text = "학생들은 도서관에서 책을 읽고, 교사들은 운동장에서 줄을 섰다."
    second = Scripted({}, max_source_tokens=24)
    (found,) = translations(stage_of(Scripted({text: ("", -0.1)}), second), text)
    assert len(second.seen) > 1
    assert "".join("".join(second.seen).split()) == "".join(text.split())
    assert "long-sentence" in {finding.kind for finding in found.findings}


def test_only_the_fallback_that_wants_them_gets_headline_neighbours_and_terms() -> None:
    texts = ["하나는 왔다.", "둘은 갔다.", "늘봄학교는 전라남도교육청이 운영한다."]
    first, second = Scripted({texts[2]: ("", -0.1)}), Scripted({}, context_sentences=1)
    stage = stage_of(first, second)
    record = Record(Article("a", "a", (Block("headline", "제목"), Block("paragraph", ""))), tuple(Segment(1, text) for text in texts))
    units = stage.units(record)
    assert [unit["previous"] for unit in units] == [[], texts[:1], texts[1:2]]
    stage.compute(units)
    (context,) = set(second.contexts)
    assert (context.headline, context.previous) == ("제목", (texts[1],))
    assert dict(context.terms)["늘봄학교"] == "Neulbom School"
    assert "전라남도교육청" in dict(context.terms)


def test_each_piece_of_a_sentence_gets_the_terms_that_occur_in_it() -> None:
    text = "늘봄학교는 오늘 새로 문을 열고, 교육부는 내일 예산을 발표한다."
    model = Scripted({}, context_sentences=1, max_source_tokens=20)
    stage = stage_of(model, None)
    stage.compute(stage.units(record_of(text)))
    for piece, context in zip(model.seen, model.contexts, strict=True):
        assert [korean in piece for korean, _ in context.terms] == [True] * len(context.terms)
        assert ("늘봄학교" in piece) == ("늘봄학교" in dict(context.terms))


def test_without_facts_no_terms_are_given() -> None:
    stage = TranslateStage(Scripted({}, context_sentences=1), TranslateOptions(facts=False))
    (unit,) = stage.units(record_of("늘봄학교가 문을 열었다."))
    assert unit["terms"] == []


def test_the_signature_holds_model_and_conditions_and_stays_as_it_was_without_a_fallback() -> None:
    alone = stage_of(Scripted({}), None).signature()
    assert "fallback" not in alone
    plain = stage_of(Scripted({}), Scripted({})).signature()
    changed = [
        stage_of(Scripted({}), Scripted({}), below=-0.7).signature(),
        stage_of(Scripted({}), Scripted({}), on_findings=False).signature(),
        stage_of(Scripted({}), Scripted({PLAIN: ("", 0.0)})).signature(),
    ]
    assert len({json.dumps(one) for one in (alone, plain, *changed)}) == 5


def test_a_record_from_before_there_were_fallbacks_is_read() -> None:
    values = stage_of(Scripted({}), None).assemble(record_of(PLAIN), [{**_value(), "lost": [], "repairs": []}]).to_dict()
    del values["translations"][0]["origin"]
    (found,) = Record.from_dict(values).translations or ()
    assert found is not None
    assert found.origin == "model"


def _value() -> dict[str, Any]:
    return {"text": ENGLISH, "score": -0.1, "attempts": 1, "pieces": 1, "unreadable": []}


@pytest.mark.parametrize(
    ("fallback", "more", "said"),
    [
        ("{family: bart, model: ko-en-newz}", "", "no model called 'ko-en-newz' ships"),
        ("{family: marian, model: ko-en-news}", "", "ko-en-news"),
        ("{family: nllb, model: facebook/nllb-200-3.3B}", "models: {policy: commercial}", "forbids commercial use"),
        ("{family: bart}", "", r"mine.yaml:3: translate.fallback.model .*required"),
        ("{family: bart, model: ko-en-news, belov: -1.0}", "", "unknown key 'translate.fallback.belov'; did you mean 'below'"),
        ("{family: bart, model: ko-en-news, below: 1.0}", "", r"translate.fallback.below is 1.0"),
        ("{family: bart, model: ko-en-news, on_findings: major}", "", r"translate.fallback.on_findings is 'major'"),
        ("{family: bart, model: ko-en-news, options: {bleu: 1}}", "", "no option 'bleu'|has no option bleu"),
    ],
)
def test_a_fallback_that_cannot_be_used_is_refused_before_any_work(fallback: str, more: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"stages: [segment, translate]\ntranslate:\n  fallback: {fallback}\n{more}\n", encoding="utf-8")
    with pytest.raises((ConfigError, ModelError), match=said):
        Pipeline(load_config(path)).close()


def test_the_fallback_is_named_with_the_run_and_costs_nothing_the_second_time(
    korean_folder: Path, translating: Path, own_cache: Path, tmp_path: Path
) -> None:
    named = "{family: bart, model: ko-en-news, beam_size: 2, device: cpu, below: -0.05}"
    config = load_config(translating, [f"cache.folder={own_cache}", "output.report=false", f"translate.fallback={named}"])
    run_folder(config, [str(korean_folder)], tmp_path / "out")
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    spent = run["fallback"]
    assert spent["model"] == "ko-en-news"
    assert 0 < spent["asked"] <= run["counts"]["stages"]["translate"]["computed"]
    assert spent["seconds"] > 0
    assert [model["id"] for model in run["models"]] == ["ko-en-news", "ko-en-news"]
    assert run["signature"]["translate"]["fallback"]["beam_size"] == 2
    assert run["usage"] == []
    records = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [pair for one in records for pair in zip(one["segments"], one["translations"], strict=True)]
    kept = {segment["text"].strip() for segment, english in pairs if english and english["origin"] == "fallback"}
    assert len(kept) == spent["kept"] > 0
    run_folder(config, [str(korean_folder)], tmp_path / "again")
    again = json.loads((tmp_path / "again" / "run.json").read_text(encoding="utf-8"))
    assert (again["fallback"]["asked"], again["fallback"]["seconds"]) == (0, 0.0)
    assert (tmp_path / "again" / "articles.jsonl").read_bytes() == (tmp_path / "out" / "articles.jsonl").read_bytes()
    page = next((tmp_path / "out" / "articles").rglob("*.md")).read_text(encoding="utf-8")
    assert "Machine translation by ko-en-news, read by no one" in page


def test_the_fallback_is_not_loaded_before_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("stages: [segment, translate]\ntranslate: {fallback: {family: bart, model: ko-en-news}}\n", encoding="utf-8")
    with Pipeline(load_config(path, [f"cache.folder={tmp_path / 'cache'}"])) as pipeline:
        assert list(pipeline.run([])) == []
    assert not (tmp_path / "cache" / "engines").exists()

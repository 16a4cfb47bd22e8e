"""The laws of pipeline/stage.py, for every stage that ships: a new stage file is taken up here by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import Article, Block, Pipeline, Record, Stage, load_config
from pipeline.config import DEFAULT_STAGES
from pipeline.registry import shipped_stages


class Near:
    """Equal to a JSON value whose numbers differ by rounding only."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return near(self.value, other)

    def __repr__(self) -> str:
        return f"about {self.value!r}"


def near(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(near(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(near, one, other))
    return bool(one == pytest.approx(other, abs=2e-4)) if isinstance(one, float) else bool(one == other)


RECORD_FIELDS = ("segments", "translations", "summary", "themes")
FAST = ["translate.beam_size=1", "translate.compute_type=float32", "translate.device=cpu", "cache.enabled=false"]
ARTICLES = [
    Article(
        "a.txt",
        "a.txt",
        (
            Block("headline", "교육청, 인공지능 수업 늘린다"),
            Block("byline", "나하늘 기자"),
            Block("paragraph", "교육청은 27일 초등학교 120곳에서 인공지능 수업을 시작한다고 밝혔다. 교사 연수도 함께 진행한다."),
            Block("caption", "▲ 학생들이 태블릿으로 공부하고 있다."),
        ),
    ),
    Article("b.txt", "b.txt", (Block("headline", "급식이 바뀐다"), Block("paragraph", "급식은 다음 달부터 바뀐다. 학부모는 반겼다."))),
    Article("c.txt", "c.txt", (Block("paragraph", "모두 웃었다."),)),
]


@pytest.fixture(scope="module")
def steps(engines: Path) -> Iterator[dict[str, tuple[Stage, list[Record]]]]:
    """Each shipped stage with the records that come to it."""
    with Pipeline(load_config(None, FAST)) as pipeline:
        records = [Record(article) for article in ARTICLES]
        found = {}
        for stage in pipeline.stages:
            found[stage.name] = (stage, records)
            records = [stage.assemble(record, stage.compute(stage.units(record))) for record in records]
        yield found


def built(name: str, *overrides: str) -> Stage:
    with Pipeline(load_config(None, [*FAST, *overrides])) as pipeline:
        return next(stage for stage in pipeline.stages if stage.name == name)


def test_the_default_config_runs_every_shipped_stage() -> None:
    assert sorted(DEFAULT_STAGES) == sorted(shipped_stages())


@pytest.mark.parametrize("name", shipped_stages())
class TestEveryStage:
    def test_it_is_a_stage_that_fills_one_field(self, name: str, steps: Any) -> None:
        stage, records = steps[name]
        assert isinstance(stage, Stage)
        assert stage.writes in RECORD_FIELDS
        assert set(stage.reads) <= set(RECORD_FIELDS)
        for record in records:
            after = stage.assemble(record, stage.compute(stage.units(record)))
            assert getattr(after, stage.writes) is not None
            assert all(getattr(after, field) == getattr(record, field) for field in RECORD_FIELDS if field != stage.writes)
            assert after.article == record.article

    def test_units_values_and_signature_are_json(self, name: str, steps: Any) -> None:
        stage, records = steps[name]
        for value in (
            stage.signature(),
            *(part for record in records for part in (stage.units(record), stage.compute(stage.units(record)))),
        ):
            json.dumps(value, allow_nan=False)

    def test_a_value_that_went_through_json_gives_the_same_record(self, name: str, steps: Any) -> None:
        stage, records = steps[name]
        for record in records:
            values = stage.compute(stage.units(record))
            assert stage.assemble(record, json.loads(json.dumps(values))) == stage.assemble(record, values)

    def test_units_depend_on_the_record_alone_and_weigh_something(self, name: str, steps: Any) -> None:
        stage, records = steps[name]
        for record in records:
            units = stage.units(record)
            assert stage.units(Record.from_dict(record.to_dict())) == units
            assert all(stage.weight(unit) >= 1 for unit in units)

    def test_a_value_depends_on_its_unit_alone(self, name: str, steps: Any) -> None:
        stage, records = steps[name]
        units = [unit for record in records for unit in stage.units(record)]
        together = stage.compute(units)
        assert [value for unit in units for value in stage.compute([unit])] == Near(together)
        assert stage.compute(units[::-1])[::-1] == Near(together)

    def test_values_of_another_shape_are_refused(self, name: str, steps: Any) -> None:
        stage, records = steps[name]
        count = len(stage.units(records[0]))
        wrong: Any
        for wrong in ("text", 7, None, {"other": []}, [["x"]], [None]):
            with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
                stage.assemble(records[0], [wrong] * count)

    def test_an_article_without_text_passes(self, name: str, steps: Any) -> None:
        stage, _ = steps[name]
        record = Record(Article("e", "e", ()), (), (), None, None)
        assert getattr(stage.assemble(record, stage.compute(stage.units(record))), stage.writes) is not None

    def test_the_signature_forgets_batch_size_and_threads(self, name: str, steps: Any) -> None:
        stage, _ = steps[name]
        assert built(name, f"{name}.batch_size=1", "translate.threads=1").signature() == stage.signature()

    def test_models_tell_who_they_are(self, name: str, steps: Any) -> None:
        stage, _ = steps[name]
        for info in stage.models():
            assert info.id
            assert info.family
            assert info.licence
            assert len(info.sha256) == 64

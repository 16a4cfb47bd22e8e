from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.errors import ConfigError, ModelError
from pipeline.records import Article, Block, Record, Segment, Theme
from pipeline.stage import Stage
from pipeline.stages.tag import TagOptions, TagStage
from tests.stage_context import ShippedContext

CONFIGS = Path(__file__).resolve().parents[2] / "configs"


def stage(**options: Any) -> TagStage:
    return TagStage.from_options(TagOptions(**options), ShippedContext("segments"))


@pytest.fixture(scope="module")
def linear() -> TagStage:
    return stage()


@pytest.fixture
def record() -> Record:
    blocks = (
        Block("byline", "[새솔=한빛일보 하늘찬 기자]"),
        Block("headline", "학교폭력 예방 주간"),
        Block("subheadline", "또래 조정 확대"),
        Block("paragraph", "비가 왔다. 학교폭력 전담조사관이 나섰다."),
        Block("notice", "무단전재 및 재배포 금지"),
        Block("paragraph", "따돌림을 막는다."),
        Block("caption", "학교전담경찰관이 안전교육을 하고 있다."),
    )
    segments = (
        Segment(0, blocks[0].text),
        Segment(1, blocks[1].text),
        Segment(2, blocks[2].text),
        Segment(3, "비가 왔다. "),
        Segment(3, "학교폭력 전담조사관이 나섰다."),
        Segment(4, blocks[4].text),
        Segment(5, blocks[5].text),
        Segment(6, blocks[6].text),
    )
    return Record(Article("a.txt", "a.txt", blocks), segments)


def test_is_a_stage(linear: TagStage) -> None:
    assert isinstance(linear, Stage)
    assert (linear.name, linear.reads, linear.writes) == ("tag", ("segments",), "themes")


def test_the_unit_is_the_korean_that_is_read(linear: TagStage, record: Record) -> None:
    (unit,) = linear.units(record)
    assert unit == {
        "headline": "학교폭력 예방 주간",
        "sentences": [
            "또래 조정 확대",
            "비가 왔다.",
            "학교폭력 전담조사관이 나섰다.",
            "따돌림을 막는다.",
            "학교전담경찰관이 안전교육을 하고 있다.",
        ],
        "paragraphs": [0, 1, 1, 2, 3],
    }
    assert linear.weight(unit) > len("".join(unit["sentences"]))


@pytest.mark.parametrize("family", ["linear", "keywords"])
def test_tags_with_evidence_that_counts_segments(record: Record, family: str) -> None:
    tag = stage(family=family)
    values = tag.compute(tag.units(record))
    assert json.loads(json.dumps(values)) == values
    themes = tag.assemble(record, values).themes
    assert themes is not None
    assert themes[0].id == "school-safety-violence"
    assert 4 in themes[0].evidence
    assert not {0, 1, 5} & set(themes[0].evidence)
    assert all(round(theme.score, 4) == theme.score for theme in themes)


def test_an_article_without_text_has_no_themes(linear: TagStage) -> None:
    empty = Record(Article("e", "e", (Block("notice", "무단전재 금지"),)), (Segment(0, "무단전재 금지"),))
    (unit,) = linear.units(empty)
    assert unit == {"headline": None, "sentences": [], "paragraphs": []}
    assert linear.weight(unit) >= 1
    assert linear.assemble(empty, linear.compute([unit])).themes == ()


def test_a_units_value_depends_on_that_unit_alone(linear: TagStage, record: Record) -> None:
    (unit,) = linear.units(record)
    other = {"headline": None, "sentences": ["특수학교 장애학생을 돕는다."], "paragraphs": [0]}
    assert linear.compute([other, unit, other])[1] == linear.compute([unit])[0]


def test_assemble_maps_evidence_back(linear: TagStage, record: Record) -> None:
    value = [{"id": "basic-literacy", "score": 0.5, "evidence": [3, 0]}]
    assert linear.assemble(record, [value]).themes == (Theme("basic-literacy", 0.5, (6, 2)),)


@pytest.mark.parametrize(
    "values",
    [
        [],
        [[], []],
        [None],
        [{"id": "basic-literacy"}],
        [["basic-literacy"]],
        [[{"id": "basic-literacy", "score": 0.5}]],
        [[{"id": "no-such-theme", "score": 0.5, "evidence": []}]],
        [[{"id": "basic-literacy", "score": 1.5, "evidence": []}]],
        [[{"id": "basic-literacy", "score": "0.5", "evidence": []}]],
        [[{"id": "basic-literacy", "score": float("nan"), "evidence": []}]],
        [[{"id": "basic-literacy", "score": 0.5, "evidence": [5]}]],
        [[{"id": "basic-literacy", "score": 0.5, "evidence": [-1]}]],
        [[{"id": "basic-literacy", "score": 0.5, "evidence": "0"}]],
        [[{"id": ["basic-literacy"], "score": 0.5, "evidence": []}]],
    ],
)
def test_values_of_the_wrong_shape_are_refused(linear: TagStage, record: Record, values: list[Any]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        linear.assemble(record, values)


def test_the_signature_follows_model_and_options_but_not_the_batch_size(linear: TagStage) -> None:
    assert stage(batch_size=10).signature() == linear.signature()
    assert stage(max_themes=1).signature() != linear.signature()
    assert stage(threshold_scale=0.5).signature() != linear.signature()
    assert stage(family="keywords").signature() != linear.signature()
    assert linear.models()[0].sha256 == linear.signature()["sha256"]


def test_mistakes_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        TagOptions.model_validate({"famly": "linear"})
    with pytest.raises(ValidationError):
        TagOptions(max_themes=0)
    with pytest.raises(ModelError, match="did you mean 'linear'"):
        stage(family="linaer")
    with pytest.raises(ConfigError, match="cannot be read"):
        stage(taxonomy=str(tmp_path / "none.yaml"))

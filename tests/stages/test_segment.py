from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.errors import ConfigError
from pipeline.records import BLOCK_KINDS, Article, Block, BlockKind, Record
from pipeline.stage import Stage
from pipeline.stages.segment import SegmentOptions, SegmentStage
from tests.stage_context import ShippedContext


def stage(**options: object) -> SegmentStage:
    return SegmentStage.from_options(SegmentOptions.model_validate(options), ShippedContext())


def record(*blocks: tuple[BlockKind, str]) -> Record:
    return Record(Article("a", "a.txt", tuple(Block(kind, text) for kind, text in blocks)))


def segmented(one: Record, segment: SegmentStage) -> list[tuple[int, str]]:
    values = segment.compute(segment.units(one))
    filled = segment.assemble(one, json.loads(json.dumps(values)))
    assert filled.segments is not None
    return [(part.block, part.text) for part in filled.segments]


def test_is_a_stage() -> None:
    segment = stage()
    assert isinstance(segment, Stage)
    assert (segment.name, segment.reads, segment.writes, segment.models()) == ("segment", (), "segments", ())


def test_segments_an_article_block_by_block() -> None:
    one = record(
        ("headline", "학교가 웃는다… 왜? 아이들·교사 함께"),
        ("byline", "홍길동 기자. hong@news.kr"),
        ("paragraph", "하늘이 맑다. “간다. 온다.”고 말했다."),
        ("notice", "무단 전재 금지. 재배포 금지."),
        ("caption", "아이들이 뛴다. 교사가 웃는다."),
    )
    assert segmented(one, stage()) == [
        (0, "학교가 웃는다… 왜? 아이들·교사 함께"),
        (1, "홍길동 기자. hong@news.kr"),
        (2, "하늘이 맑다. "),
        (2, "“간다. 온다.”고 말했다."),
        (3, "무단 전재 금지. 재배포 금지."),
        (4, "아이들이 뛴다. "),
        (4, "교사가 웃는다."),
    ]


def test_an_empty_block_has_no_segment() -> None:
    assert segmented(record(("paragraph", ""), ("headline", "")), stage()) == []


@given(st.lists(st.tuples(st.sampled_from(BLOCK_KINDS), st.text(max_size=60)), max_size=5))
@settings(deadline=None)
def test_segments_of_a_block_concatenate_to_it(blocks: list[tuple[BlockKind, str]]) -> None:
    parts = segmented(record(*blocks), stage(kiwi="never"))
    for index, (_, text) in enumerate(blocks):
        assert "".join(part for block, part in parts if block == index) == text


def test_a_unit_depends_on_kind_and_text_alone() -> None:
    one = record(("headline", "가다. 나다."), ("paragraph", "가다. 나다."))
    segment = stage()
    assert list(segment.units(one)) == [["headline", "가다. 나다."], ["paragraph", "가다. 나다."]]
    assert list(segment.compute(segment.units(one))) == [[7], [4, 3]]
    assert [segment.weight(unit) for unit in (["paragraph", ""], ["paragraph", "가다."])] == [1, 3]


@pytest.mark.parametrize("values", [[[3]], [[4, 4]], [[7], []], [], [[8, -1]], [[0, 7]], [[True, 6]], [["7"]]])
def test_values_of_another_text_are_refused(values: list[list[int]]) -> None:
    with pytest.raises((ValueError, TypeError)):
        stage().assemble(record(("paragraph", "가다. 나다.")), values)


def test_signature_covers_what_changes_results_and_nothing_else() -> None:
    base = stage().signature()
    assert stage(batch_size=7).signature() == base
    assert stage(max_chars=100).signature() != base
    assert stage(kiwi="always").signature() != base
    assert base["kiwipiepy"]
    assert base["kiwipiepy_model"]
    assert set(stage(kiwi="never").signature()) == {"max_chars", "kiwi"}


def test_max_chars_reaches_the_splitter() -> None:
    text = "“" + " ".join(["우리는 오래 기다렸습니다."] * 4) + "”고 말했다."
    assert len(segmented(record(("paragraph", text)), stage())) == 1
    assert len(segmented(record(("paragraph", text)), stage(max_chars=30))) == 4


@pytest.mark.parametrize("options", [{"max_char": 5}, {"max_chars": 0}, {"kiwi": "sometimes"}, {"batch_size": 0}])
def test_options_are_strict(options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SegmentOptions.model_validate(options)


def test_missing_kiwi_is_a_config_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.stages.segment._KIWI_PACKAGES", ("kiwi-that-is-not-there",))
    with pytest.raises(ConfigError, match=r"kiwi-that-is-not-there.*kiwi: never"):
        stage()
    assert stage(kiwi="never").signature()

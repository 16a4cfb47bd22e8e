import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import (
    BLOCK_KINDS,
    Article,
    Block,
    Failure,
    Finding,
    Record,
    Segment,
    Summary,
    SummarySentence,
    Theme,
    Translation,
)

text = st.text(max_size=30)
place = st.integers(0, 10_000)
maybe_text = st.none() | text
score = st.floats(-50, 0, allow_nan=False)
span = st.none() | st.tuples(place, place)
places = st.lists(place, max_size=4).map(tuple)


def tuples_of(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(one, max_size=4).map(tuple)


findings = tuples_of(st.builds(Finding, text, st.sampled_from(["minor", "major", "critical"]), text, span, span))
blocks = tuples_of(st.builds(Block, st.sampled_from(BLOCK_KINDS), text))
articles = st.builds(Article, text, text, blocks, maybe_text, maybe_text, maybe_text, maybe_text)
records = st.builds(
    Record,
    articles,
    st.none() | tuples_of(st.builds(Segment, place, text)),
    st.none() | tuples_of(st.none() | st.builds(Translation, text, score, st.integers(1, 9), findings)),
    st.none() | st.builds(Summary, tuples_of(st.builds(SummarySentence, text, places)), st.sampled_from(["en", "ko"])),
    st.none() | tuples_of(st.builds(Theme, text, st.floats(0, 1), places)),
)


@given(records)
def test_a_record_survives_the_way_through_json(record: Record) -> None:
    assert Record.from_dict(json.loads(json.dumps(record.to_dict()))) == record


@pytest.mark.parametrize("values", [{}, {"article": {}}, {"article": {"id": "a", "source": "a", "blocks": [{"sort": "headline"}]}}])
def test_what_is_no_record_is_refused(values: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        Record.from_dict(values)


def test_the_headline_is_the_first_headline_block() -> None:
    article = Article("a", "a", (Block("byline", "나하늘 기자"), Block("headline", "제목"), Block("headline", "다른 제목")))
    assert article.headline == "제목"
    assert Article("a", "a", ()).headline is None


def test_a_failure_is_one_flat_line() -> None:
    assert Failure("a", "read", "empty").to_dict() == {"id": "a", "stage": "read", "reason": "empty", "advice": ""}

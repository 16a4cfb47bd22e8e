from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segmentation import split_clauses, split_sentences

WORDS = ["학교는 ", "교육청이 ", "계획을 ", "밝혔다", "했다", "말했다", "합니다", "나요", "이다 ", "고 ", "라고 ", "보니 ", "그는 ", "등 "]
TOKENS = ["3.5", "2025. 10. 27.", "1. ", "가. ", "다. ", "St. ", "www.a.kr ", "😀", "教育", "▲", " - ", "ㅇ ", " ", "\n"]
MARKS = [". ", ".", "?", "!", "…", "...", "。", *"“”‘’\"'()「」,·:"]
KOREAN_LIKE = st.lists(st.sampled_from(WORDS + TOKENS + MARKS), max_size=60).map("".join)


@given(KOREAN_LIKE, st.integers(1, 80))
@settings(max_examples=300, deadline=None)
def test_segments_concatenate_to_korean_like_text(text: str, max_chars: int) -> None:
    segments = split_sentences(text, max_chars=max_chars, kiwi="never")
    assert "".join(segments) == text
    assert all(segments)
    assert all(segment.strip() for segment in segments) or not text.strip()


@given(KOREAN_LIKE)
@settings(max_examples=60, deadline=None)
def test_segments_concatenate_where_kiwi_looks_at_all(text: str) -> None:
    segments = split_sentences(text, max_chars=400, kiwi="always")
    assert "".join(segments) == text
    assert all(segments)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_segments_concatenate_to_any_text(text: str) -> None:
    assert "".join(split_sentences(text, max_chars=400, kiwi="never")) == text


@given(st.one_of(KOREAN_LIKE, st.text(max_size=200)), st.integers(1, 60))
@settings(max_examples=300, deadline=None)
def test_pieces_fit_and_concatenate(text: str, limit: int) -> None:
    pieces = split_clauses(text, lambda piece: len(piece) <= limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)

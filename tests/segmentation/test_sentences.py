from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segmentation import split_sentences

GOLDEN = Path(__file__).with_name("golden.txt")


def golden(needs_kiwi: bool) -> list[str]:
    cases, section = [], ""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            section = line
        elif line.strip() and not line.startswith("#") and (section == "## kiwi") == needs_kiwi:
            cases.append(line)
    return cases


def test_the_golden_file_is_read() -> None:
    assert len(golden(False)) >= 60
    assert golden(True)


@pytest.mark.parametrize("case", golden(False))
def test_golden_case_by_rules(case: str) -> None:
    assert split_sentences(case.replace("|", ""), max_chars=400, kiwi="never") == case.split("|")


@pytest.mark.parametrize("case", golden(True))
def test_golden_case_that_needs_kiwi(case: str) -> None:
    text = case.replace("|", "")
    assert split_sentences(text, max_chars=400, kiwi="auto") == case.split("|")
    assert split_sentences(text, max_chars=400, kiwi="never") != case.split("|")


@pytest.mark.parametrize("case", golden(False))
def test_golden_case_is_not_spoilt_by_kiwi(case: str) -> None:
    assert split_sentences(case.replace("|", ""), max_chars=400, kiwi="always") == case.split("|")


@settings(deadline=None)
@given(st.lists(st.sampled_from(["하늘이 맑다.", "종이 울렸다.", "비가 그쳤을까?", "모두 웃었다!"]), min_size=1, max_size=8))
def test_plain_sentences_are_found_again(sentences: list[str]) -> None:
    assert [segment.strip() for segment in split_sentences(" ".join(sentences), max_chars=400, kiwi="never")] == sentences


def test_a_long_quotation_is_opened_and_its_last_sentence_stays_with_the_reporting_clause() -> None:
    sentences = [f"우리는 {n}번째 이야기를 길게 들려주고 싶었습니다. " for n in range(1, 9)]
    text = "교장은 “" + "".join(sentences).rstrip() + "”라고 말했다."
    assert split_sentences(text, max_chars=400, kiwi="never") == [text]
    opened = split_sentences(text, max_chars=100, kiwi="never")
    assert len(opened) == 8
    assert opened[0] == "교장은 “" + sentences[0]
    assert opened[-1] == sentences[-1].rstrip() + "”라고 말했다."


def test_opening_a_quotation_leaves_a_quotation_inside_whole() -> None:
    text = "“그는 ‘간다. 온다.’라고 했다. 나는 아주 오래 그 말을 생각했다.”고 적었다."
    assert split_sentences(text, max_chars=30, kiwi="never") == [
        "“그는 ‘간다. 온다.’라고 했다. ",
        "나는 아주 오래 그 말을 생각했다.”고 적었다.",
    ]


def test_only_white_space_and_nothing() -> None:
    assert split_sentences("", max_chars=400) == []
    assert split_sentences(" \n ", max_chars=400) == [" \n "]


def test_max_chars_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="max_chars"):
        split_sentences("가다.", max_chars=0)


def test_kiwi_counts_characters_beyond_the_basic_plane_as_one() -> None:
    text = "😀👨‍👩‍👧 예산은 아직 부족하다 그는 계획을 밝혔다 이번 일은 긴 여정이다 참가자는 누리집에서 신청하면 된다"
    segments = split_sentences(text, max_chars=400, kiwi="auto")
    assert "".join(segments) == text
    assert "그는 계획을 밝혔다 " in segments


def test_an_ordinary_article_loads_no_kiwi() -> None:
    script = (
        "import sys; from pipeline.segmentation import split_sentences;"
        "text = '교육청은 27일 계획을 밝혔다. 김하늘 교사는 “아이들이 웃는다. 그거면 된다”고 했다. 예산은 3.5억 원이다. ' * 50;"
        "assert len(split_sentences(text, max_chars=400)) == 150;"
        "assert 'kiwipiepy' not in sys.modules;"
        "split_sentences('예산은 아직 부족하다 그는 계획을 밝혔다 그래서 모였다', max_chars=400, kiwi='never');"
        "assert 'kiwipiepy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize(
    "unit", ["가나다라", "((", '"', "가.”", "1. ", "▲ 가나 ", "다.", "“가다. ", "(가다. ", "a.", "1.2", "했다 ", "'가' ", "[가. ", "…"]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    started = time.process_time()
    assert "".join(split_sentences(text, max_chars=400, kiwi="never")) == text
    assert time.process_time() - started < 5

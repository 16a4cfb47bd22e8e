from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.evaluation.report_html import write_page
from pipeline.evaluation.report_html.differing import Run, differing
from pipeline.evaluation.results import (
    Confusion,
    Evaluation,
    ReliabilityBin,
    Score,
    SentenceResult,
    SliceScore,
    ThemeResult,
    ThemeScore,
    Usage,
)
from pipeline.records import Finding
from tests.report.conftest import Window
from tests.report.report_runs import HOSTILE, LONG, RTL


def sentence(number: int, hypothesis: str, reference: str | None, score: float | None) -> SentenceResult:
    return SentenceResult(
        f"a{number}.txt", number, "학생 120명이 모였다.", hypothesis, reference, score, (Finding("numbers", "major", HOSTILE),)
    )


def evaluation(*sentences: SentenceResult, themes: ThemeResult | None = None) -> Evaluation:
    return Evaluation(
        data=f"samples {HOSTILE}",
        signature={},
        versions={"eduwire": "1.2.3"},
        notes=(f"a note {HOSTILE}",),
        scores=(
            Score("chrf", 44.7, 43.5, 45.9, 100, "higher", len(sentences), "nrefs:1|case:mixed"),
            Score("ter", 72.0, None, None, 100, "lower", 2, "x"),
        ),
        slices=(
            SliceScore("genre", "press release", 4, {"chrf": 51.0}),
            SliceScore("genre", HOSTILE, 2, {"chrf": 40.0}),
            SliceScore("length", "under 30", 1, {}),
        ),
        sentences=sentences,
        themes=themes,
        usage=Usage(None, 2, len(sentences), 0, 120, None),
    )


THEMES = ThemeResult(
    3,
    (ReliabilityBin(0.2, 0.3, 0, 0, 0), ReliabilityBin(0.8, 0.9, 4, 0.85, 0.75)),
    (ThemeScore("budget", 2, 3, 0.5, 1.0, 0.667),),
    (Confusion("student-voice", "budget", 2),),
)


def test_the_page_shows_scores_slices_lengths_reliability_confusion_and_the_worst(window: Window, tmp_path: Path) -> None:
    shown = [sentence(number, f"The {number} students met.", "120 students met.", float(number)) for number in range(25)]
    write_page(evaluation(*shown, themes=THEMES), tmp_path / "deep" / "page.html")
    page = window.open(tmp_path / "deep" / "page.html")
    assert "43.50 to 45.90" in page.get_by_role("row", name="chrf").inner_text()
    for chart in ("chrf by genre", "Length of translations beside their references", "Reliability of themes"):
        assert page.get_by_role("group", name=chart).is_visible()
    assert "sure 0.85, right 0.75: 4 themes" in page.get_by_role("group", name="Reliability of themes").inner_html()
    assert page.locator(".heat tbody td").all_inner_texts() == ["2"]
    assert page.locator(".worst > li").count() == 20
    first = page.locator(".worst > li").first
    assert "chrF++ 0.0" in first.inner_text()
    assert first.locator("mark.differs").all_inner_texts() == ["The 0", "120"]
    window.require_quiet(tmp_path / "deep" / "page.html")


@pytest.mark.parametrize("width", [390, 1366])
def test_hostile_texts_are_text_and_fit(window: Window, tmp_path: Path, width: int) -> None:
    texts = (HOSTILE, RTL, LONG, "")
    write_page(evaluation(*(sentence(number, text, text[::-1], 1.0) for number, text in enumerate(texts))), tmp_path / "page.html")
    window.page.set_viewport_size({"width": width, "height": 844})
    page = window.open(tmp_path / "page.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert HOSTILE in page.locator(".worst").inner_text()
    assert page.locator("script").count() == 0
    window.require_quiet(tmp_path / "page.html")


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    write_page(evaluation(sentence(0, "Students met.", None, None)), tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "worst sentences" not in text
    assert "Length beside the reference" not in text
    assert "Reliability" not in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        write_page(evaluation(), tmp_path / "file" / "page.html")


def test_words_differ_by_themselves_not_by_case_or_punctuation() -> None:
    left, right = differing("The budget grew, by 3 percent.", "the Budget grew by 5 percent")
    assert left == (Run("The budget grew, by", False), Run("3", True), Run("percent.", False))
    assert right == (Run("the Budget grew by", False), Run("5", True), Run("percent", False))
    assert differing("", "") == ((), ())

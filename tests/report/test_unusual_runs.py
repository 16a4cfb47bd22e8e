"""Runs that lack a part, or have one that few have: no article, no translation, findings of the whole article, a press release."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import expect

from pipeline.records import Failure, Finding, Release
from pipeline.writing.report import write_report
from pipeline.writing.report.charts import Mark, columns, ranked
from tests.report.conftest import Window
from tests.report.report_runs import article, write_run

WHOLE = Finding("inconsistency", "major", "the headline says 12 schools, the text 120")


def test_inputs_that_failed_stand_on_the_overview(window: Window, tmp_path: Path) -> None:
    failures = tuple(Failure(f"{number}.pdf", "read", "a scan: no text in it", "run it through OCR") for number in range(21))
    report = write_report(write_run(tmp_path / "few", [], failures=failures[:2]))
    page = window.open(report)
    assert page.get_by_text("No article came through: why stands below.").is_visible()
    assert page.get_by_text("0.pdf (read): a scan: no text in it (run it through OCR)").is_visible()
    assert page.get_by_text("failures.jsonl").is_visible()
    window.require_quiet(report)
    page = window.open(write_report(write_run(tmp_path / "many", [article("a.txt")], failures=failures)))
    assert not page.get_by_text("20.pdf").is_visible()
    page.get_by_role("link", name="21 inputs failed").press("Enter")
    expect(page.get_by_text("20.pdf")).to_be_visible()


def test_a_run_that_did_not_translate_shows_the_korean_and_claims_nothing(window: Window, tmp_path: Path) -> None:
    record = replace(article("a.txt"), translations=None, summary=None, themes=None)
    report = write_report(write_run(tmp_path / "out", [record]))
    page = window.open(report)
    assert page.get_by_text("This run did not look for themes.").is_visible()
    assert page.get_by_text("This run did not translate.").is_visible()
    page = window.open(report, "#/article/0")
    assert page.locator("#article h1 .text").inner_text() == "학생 모임"
    assert page.locator("#article .en").count() == 0
    assert page.locator("#ko-2 mark.fact").count() == 3
    assert page.locator("mark.alone").count() == 0
    assert page.get_by_role("region", name="Summary and themes").count() == 0
    window.require_quiet(report)


def test_findings_of_the_whole_article_are_counted_and_shown(window: Window, tmp_path: Path) -> None:
    report = write_report(write_run(tmp_path / "out", [replace(article("a.txt"), findings=(WHOLE,)), article("b.txt")]))
    page = window.open(report, "#/articles?finding=inconsistency")
    assert page.locator("#found h2").count() == 1
    page.locator("#found h2 a").click()
    told = page.get_by_role("list", name="Of the article as a whole")
    assert "Said in two ways" in told.inner_text()
    assert "the headline says 12 schools, the text 120" in told.inner_text()
    window.require_quiet(report)


def test_what_a_press_release_says_of_itself_is_shown(window: Window, tmp_path: Path) -> None:
    release = Release("충북교육청", "정책기획과", ("과장 나하늘 (043-000-0000)",), "2025-10-27", "2025-10-28T09:00", ("붙임1.hwp",))
    record = article("a.txt")
    report = write_report(write_run(tmp_path / "out", [replace(record, article=replace(record.article, release=release))]))
    page = window.open(report, "#/articles")
    assert "embargo until 2025-10-28 09:00" in page.locator("#found .meta").inner_text()
    page.locator("#found h2 a").click()
    told = page.get_by_role("region", name="Press release").inner_text()
    for part in ("충북교육청", "정책기획과", "과장 나하늘 (043-000-0000)", "Embargo until", "2025-10-28 09:00", "붙임1.hwp"):
        assert part in told
    window.require_quiet(report)


def test_keyboards_and_screen_readers_meet_the_largest_first() -> None:
    drawn = ranked("Counts", [Mark("much", 3, "much: 3", "#/much"), Mark("little", 1, "little: 1", "#/little")])
    assert re.findall(r'href="#/(\w+)"', drawn) == ["much", "little"]


def test_counts_have_lines_at_whole_numbers() -> None:
    for draw in (ranked, columns):
        for counts, expected in (([1, 1], ["0", "1"]), ([1000, 3], None)):
            drawn = draw("Counts", [Mark(f"m{place}", count, f"m{place}: {count}") for place, count in enumerate(counts)])
            lines = [text for text in re.findall(r"<text[^>]*>([^<]+)</text>", drawn) if re.fullmatch(r"[\d,.]+", text)]
            assert all(re.fullmatch(r"[\d,]+", line) for line in lines)
            if expected:
                assert sorted(set(lines)) == expected

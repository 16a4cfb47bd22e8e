from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from pipeline.writing.report import write_report
from tests.report.conftest import Window
from tests.report.report_runs import article, write_run

if TYPE_CHECKING:
    from playwright.sync_api import Page


def headlines(page: Page) -> list[str]:
    return [text[:40] for text in page.locator("#found h2").all_inner_texts()]


def test_each_mark_of_the_overview_leads_to_its_articles(window: Window, report: Path) -> None:
    page = window.open(report)
    assert page.locator("#overview h1").inner_text() == "Overview"
    page.get_by_role("link", name="Budget: 2 articles").press("Enter")
    expect(page.locator("#found li")).to_have_count(2)
    assert sorted(headlines(page)) == ["Budget news", "Students meet"]
    assert page.locator("select[name=theme]").input_value() == "budget"
    page.go_back()
    page.get_by_role("link", name="2025-08: 1 article", exact=True).click()
    expect(page.locator("#found h2")).to_have_text(["Budget news"])
    page.go_back()
    page.get_by_role("link", name="Number or date: 1 article").click()
    expect(page.locator("#found h2")).to_have_text(["Budget news"])
    page.go_back()
    page.get_by_role("link", name="Budget, 2025-08: 1").click()
    expect(page.locator("#found h2")).to_have_text(["Budget news"])
    window.require_quiet(report)


def test_search_in_both_languages_reaches_the_text_of_the_articles(window: Window, report: Path) -> None:
    page = window.open(report, "#/articles")
    assert page.locator("#count").inner_text() == "7 of 7 articles"
    for words, expected in (
        ("budget NEWS", ["Budget news"]),
        ("급식", ["Lunch news", "Students meet"]),
        ("changes march", ["Students meet"]),
    ):
        page.locator("input[name=q]").fill(words)
        expect(page.locator("#found li")).to_have_count(len(expected))
        assert sorted(headlines(page)) == sorted(expected)
    page.locator("input[name=q]").fill("급식")  # decomposed, as a Mac's file names are
    expect(page.locator("#found li")).to_have_count(2)
    page.locator("input[name=q]").fill("nowhere to be found")
    expect(page.locator("#found li")).to_have_count(0)
    assert "No article fits" in page.locator("#count").inner_text()
    window.require_quiet(report)


def test_filters_sorting_and_their_address(window: Window, report: Path) -> None:
    page = window.open(report, "#/articles?from=2025-09-01&to=2025-09-30")
    assert len(headlines(page)) == 2
    assert page.locator("input[name=from]").input_value() == "2025-09-01"
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#found li")).to_have_count(7)
    page.locator("select[name=sort]").select_option("oldest")
    expect(page.locator("#found h2").first).to_have_text("Budget news")
    page.locator("select[name=finding]").select_option("any")
    expect(page.locator("#found li")).to_have_count(2)
    assert headlines(page) == ["Budget news", "Lunch news"]
    page.locator("select[name=office]").select_option("Busan Metropolitan City Office of Education")
    expect(page.locator("#found li")).to_have_count(1)
    assert "finding=any" in page.url
    page.reload()
    assert headlines(page) == ["Lunch news"]
    window.require_quiet(report)


def test_pointing_at_a_sentence_lights_its_partner_and_keyboards_can_too(window: Window, report: Path) -> None:
    page = window.open(report, "#/article/0")

    def lit() -> list[str]:
        return list(page.evaluate("[...document.querySelectorAll('.lit')].map((one) => one.id)"))

    page.locator("#ko-3").hover()
    assert lit() == ["en-3", "ko-3"]
    page.locator("#en-2").focus()
    assert lit() == ["en-2", "ko-2"]
    assert page.locator("#told").inner_text() == "Sentence 3: written by the model, score -0.90, 2 attempts"
    page.keyboard.press("Tab")
    assert lit() == ["en-3", "ko-3"]
    page.keyboard.press("Escape")
    assert lit() == []
    assert page.locator("#en-2").get_attribute("aria-describedby") == "ko-2"
    window.require_quiet(report)


def test_facts_have_one_colour_on_both_sides(window: Window, report: Path) -> None:
    page = window.open(report, "#/article/0")

    def marked(side: str) -> dict[str, str]:
        found = page.locator(f"#{side}-2 mark.fact")
        return {one.get_attribute("data-fact") or "": f"{one.get_attribute('class')}|{one.inner_text()}" for one in found.all()}

    korean, english = marked("ko"), marked("en")
    assert "Seoul Metropolitan Office of Education" in {value.split("|")[1] for value in english.values()}
    assert len(english) == 3
    assert set(korean) == set(english)
    for fact, value in english.items():
        assert value.split("|")[0] == korean[fact].split("|")[0]
    page.locator("#en-2 mark.fact.name").hover()
    assert page.locator("#ko-2 mark.lit-fact").inner_text() == "서울시교육청"
    window.require_quiet(report)


def test_findings_stand_in_place_with_their_reason(window: Window, report: Path) -> None:
    page = window.open(report, "#/article/1")
    note = page.locator(".row.paragraph .notes li.major")
    assert "120명 is not in the translation: expected 120 students" in note.inner_text()
    assert page.locator("#ko-2 mark.flag.major").inner_text() == "120명"
    assert "alone" in (page.locator("#ko-2 mark.fact.number").get_attribute("class") or "")
    note.get_by_role("link").click()
    expect(page.locator("#en-2")).to_be_focused()
    page = window.open(report, "#/article/2")
    assert "unsure" in (page.locator("#en-2").get_attribute("class") or "")
    assert page.locator("#en-2 .spoken").inner_text() == "unsure:"
    page = window.open(report, "#/article/3")
    page.locator("#en-2").focus()
    assert "written by the fallback model" in page.locator("#told").inner_text()
    window.require_quiet(report)


def test_summaries_and_themes_lead_to_their_sentences(window: Window, report: Path) -> None:
    page = window.open(report, "#/article/0")
    brief = page.get_by_role("region", name="Summary and themes")
    brief.locator("p .cite").nth(1).click()
    expect(page.locator("#en-3")).to_be_focused()
    brief.locator("li .cite").click()
    expect(page.locator("#en-3")).to_be_focused()
    brief.get_by_role("link", name="Student voice").click()
    expect(page.locator("select[name=theme]")).to_have_value("student-voice")
    window.require_quiet(report)


def test_a_long_list_comes_in_pages(window: Window, tmp_path: Path) -> None:
    records = (article(f"{number}.txt", headline=(f"기사 {number}", f"Article {number:03}")) for number in range(120))
    report = write_report(write_run(tmp_path / "out", records))
    page = window.open(report, "#/articles?sort=headline")
    assert len(headlines(page)) == 50
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#found h2").first).to_have_text("Article 050")
    page.get_by_role("link", name="Page 3 of 3").click()
    expect(page.locator("#found h2")).to_have_count(20)
    page.get_by_role("link", name="Article 119").click()  # the second chunk of articles
    expect(page.locator("#article h1 .text")).to_have_text("Article 119")
    page.get_by_role("link", name="Previous").click()
    expect(page.locator("#article h1 .text")).to_have_text("Article 118")
    window.require_quiet(report)


def test_near_identical_articles_are_listed_with_the_one_that_is_shown(window: Window, tmp_path: Path) -> None:
    records = [article(name, headline=("기사", name)) for name in ("a.txt", "b.txt", "c.txt", "d.txt")]
    report = write_report(write_run(tmp_path / "out", records, alike=("c.txt", "a.txt", "b.txt")))
    page = window.open(report, "#/articles?sort=headline")
    assert headlines(page) == ["c.txt", "d.txt"]
    assert page.locator("#count").inner_text() == "2 of 4 articles and 2 near-identical, listed with theirs"
    assert page.locator("#found li").nth(0).get_by_text("Near-identical: a.txt, b.txt").count() == 1
    page.locator("input[name=q]").fill("b.txt")  # the one to show does not fit: one that does stands for the group
    expect(page.locator("#found h2")).to_have_text(["b.txt"])
    page = window.open(report, "#/articles?sort=headline&copies=all")
    page.reload()
    expect(page.locator("#found h2")).to_have_text(["a.txt", "b.txt", "c.txt", "d.txt"])
    page.get_by_role("heading", name="b.txt").get_by_role("link").click()
    expect(page.locator("#article h1 .text")).to_have_text("b.txt")
    assert page.locator("#article").get_by_text("Near-identical: c.txt, a.txt").is_visible()
    window.require_quiet(report)

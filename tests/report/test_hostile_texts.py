from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.report.conftest import Window
from tests.report.report_runs import HOSTILE, RTL


def test_hostile_texts_are_text(window: Window, report: Path) -> None:
    page = window.open(report)
    assert HOSTILE in page.locator("#overview").inner_text()
    page = window.open(report, "#/articles?q=alert")
    expect(page.locator("#found h2")).to_have_text([HOSTILE])
    page.locator("#found h2 a").click()
    expect(page.locator("#article h1 .text")).to_have_text(HOSTILE)
    assert page.locator("#article script").count() == 0
    assert page.locator("#article a[href^=javascript]").count() == 0
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    window.require_quiet(report)


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("address", ["#/", "#/articles", "#/article/5", "#/article/6"])
def test_nothing_is_wider_than_the_window(window: Window, report: Path, address: str, width: int) -> None:
    window.page.set_viewport_size({"width": width, "height": 844})
    page = window.open(report, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if address == "#/article/5":
        assert page.locator("#en-2 .text").inner_text() == RTL
    window.require_quiet(report)

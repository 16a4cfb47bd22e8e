"""A headless browser, where one is installed: Debian's `chromium` or any of its relatives on the PATH."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.records import Failure
from pipeline.writing.report import write_report
from tests.report.report_runs import HOSTILE, LONG, LOST, RTL, UNSURE, article, write_run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, spoken to over pipes. Skips where none is installed."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser on the PATH (looked for {', '.join(BROWSERS)}); on Debian and Ubuntu: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=found)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run whose articles differ in what a list filters by, and of which three are hostile."""
    records = [
        article("a.txt"),
        article(
            "b.txt",
            english="Students met.",
            headline=("예산 소식", "Budget news"),
            published="2025-08-02",
            themes=("budget",),
            findings=(LOST,),
        ),
        article(
            "c.txt", headline=("급식 🍚 소식", "Lunch news"), published=None, publisher="부산광역시교육청", themes=(), findings=(UNSURE,)
        ),
        article(
            "d.txt", "<b>급식</b>은 3월 2일 바뀐다.", "Lunch changes on March 2.", themes=("student-voice", "budget"), origin="fallback"
        ),
        article(HOSTILE, HOSTILE, HOSTILE, headline=("</script>" + HOSTILE, HOSTILE), publisher=HOSTILE, themes=(HOSTILE,)),
        article("f.txt", RTL, RTL, headline=(RTL, RTL), published="2025-09-10"),
        article("g.txt", LONG, LONG, headline=(LONG, LONG), published="2025-09-11"),
    ]
    return write_report(write_run(tmp_path_factory.mktemp("run") / "out", records, failures=(Failure("z.txt", "read", HOSTILE, "look"),)))


@dataclass
class Window:
    """A page with what it asked of the network and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: Path, address: str = "") -> Page:
        """Opens the file at the address within it (`#/articles`)."""
        self.page.goto(path.as_uri() + address)
        return self.page

    def dismiss(self, dialog: Dialog) -> None:
        """Notes down that something ran which opens a dialog, and closes it."""
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def require_quiet(self, path: Path) -> None:
        """Nothing but the file itself was asked for, and the console is empty."""
        assert {request.split("#")[0] for request in self.requests} == {path.as_uri()}
        assert self.complaints == []


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """A new page of a laptop's size."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(5_000)
    page = context.new_page()
    made = Window(page)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", made.dismiss)
    yield made
    context.close()

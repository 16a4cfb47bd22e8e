from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pipeline.records import Article, Block, Finding, Record, Summary, Theme, Translation
from pipeline.writing.markdown import escaped, markdown
from tests.writing.sample_records import record

NAMES = {"budget-governance": "Budget and governance"}


def test_a_page_has_everything_a_reader_wants_english_first() -> None:
    page = markdown(record(), NAMES)
    order = [
        "# Budget",
        "2025-10-27",
        "## Summary",
        "The budget grew. [3]",
        "## Themes",
        "- Budget and governance (0.91)",
        "## English",
        "## Korean",
    ]
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "한빛신문" in page
    assert "[3] 예산이 늘었다." in page
    assert "> [2] 나하늘 기자" in page
    assert "> Meeting.¹" in page
    assert "- ¹ unsure" in page
    assert page.endswith("\n")


def test_citations_are_the_numbers_that_stand_in_the_korean() -> None:
    page = markdown(record(), NAMES)
    cited = page[page.index("The budget grew. [") :].partition("[")[2].partition("]")[0]
    assert f"[{cited}] 예산이 늘었다." in page


def test_a_theme_without_a_name_stands_with_its_id_and_no_theme_is_said() -> None:
    assert "- budget-governance (0.91)" in markdown(record(), {})
    assert "None with enough certainty." in markdown(replace(record(), themes=()), NAMES)


def test_what_was_not_made_is_left_out() -> None:
    bare = Record(Article("a.txt", "a.txt", (Block("paragraph", "본문"),)))
    page = markdown(bare, NAMES)
    assert page.startswith("# a.txt")
    assert "본문" in page
    assert "## English" not in page
    assert "## Summary" not in page
    assert "## Themes" not in page
    assert "## Summary" not in markdown(replace(record(), summary=Summary(())), NAMES)
    assert "## Summary (Korean)" in markdown(replace(record(), summary=replace(record().summary, language="ko")), NAMES)  # type: ignore[type-var]


@pytest.mark.parametrize(("severity", "text", "shown"), [("minor", "It.", "It.¹"), ("major", "It.", "It.²"), ("critical", "", "(…)³")])
def test_a_doubt_is_marked_at_its_sentence_and_explained(severity: str, text: str, shown: str) -> None:
    finding = Finding("kind", severity, "message")  # type: ignore[arg-type]
    worse = Finding("kind", "minor", "message")
    one = record()
    page = markdown(replace(one, translations=(None, None, Translation(text, -1, 1, (worse, finding)), None)), NAMES)
    assert f"\n\n{shown}\n" in page
    assert f"- {shown[-1]} " in page


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "# x",
    "####### x",
    "#",
    "1. x",
    "12) x",
    "- x",
    "+ x",
    "-",
    "* x",
    "> x",
    "---",
    "===",
    "```",
    "~~~",
    "`x`",
    "*x* _y_ ~~z~~",
    "[x](javascript:alert(1))",
    "![x](y)",
    "[1]: http://example.org",
    "| a | b |",
    "a \\ b",
    "&lt;b&gt; &#60; &amp;",
    "x #",
    "C#",
]
SAFE = set(r"\`*_[]<>|~#+-.)&=")


class Rendered(HTMLParser):
    """The tags of a text that reaches a page unescaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def unescaped(text: str) -> str:
    """What CommonMark makes of backslashes before punctuation."""
    shown, place = "", 0
    while place < len(text):
        if text[place] == "\\" and place + 1 < len(text) and text[place + 1] in SAFE:
            place += 1
        shown += text[place]
        place += 1
    return shown


@pytest.mark.parametrize("text", HOSTILE)
def test_escaping_changes_nothing_that_a_reader_sees(text: str) -> None:
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup_wherever_it_stands(text: str) -> None:
    one = record(headline=text, sentence=text, korean=text)
    page = markdown(replace(one, summary=None, themes=(Theme(text, 0.5),)), {})
    plain = markdown(replace(record(headline="H", sentence="S", korean="K"), summary=None, themes=(Theme("T", 0.5),)), {})
    assert structure(page) == structure(plain)


def structure(page: str) -> list[str]:
    """How each line starts, as CommonMark sees it, and every sign within it that means something and has no backslash."""
    found = []
    for line in page.splitlines():
        start = line[:2] if line.startswith(("# ", "## ", "- ", "> ")) else ""
        rest, signs = line[len(start) :].replace("[1]", "").replace("[2]", "").replace("[3]", "").replace("[4]", ""), ""
        place = 0
        while place < len(rest):
            if rest[place] == "\\":
                place += 2
                continue
            signs += rest[place] if rest[place] in "<>`*_[]|~" else ""
            place += 1
        found.append(start + signs)
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_the_start_of_a_paragraph_is_no_list_heading_or_rule(text: str) -> None:
    first = escaped(text)
    assert not first.startswith(("# ", "## ", "####### x"[:2], "- ", "+ ", "* ", "> ", "---", "```", "~~~", "===")) or text.startswith(
        "#######"
    )
    assert first not in ("#", "-", "+")
    assert not first[:2].rstrip(".)").isdigit() or "\\" in first


def test_entities_stay_what_they_were() -> None:
    assert escaped("&lt;b&gt;") == r"\&lt;b\&gt;"
    assert escaped("R&D 예산") == "R&D 예산"

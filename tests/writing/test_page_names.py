import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.names import page_name

PARTS = [
    "a",
    "A",
    "ß",
    "ss",
    "é",
    "e\u0301",
    "한",
    "\u1112\u1161\u11ab",
    "/",
    "\\",
    " ",
    ".",
    "..",
    "con",
    "#1",
    ".txt",
    ".TXT",
    ".html",
    ":",
    "\ud800",
    "x" * 200,
    "한" * 80,
]
ids = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join) | st.text(st.characters(), min_size=1, max_size=80)
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]')
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def as_a_file_system_sees_it(name: str) -> str:
    """Without case and without the choice between composed and decomposed letters, as on macOS."""
    return unicodedata.normalize("NFC", name.casefold())


@given(ids)
def test_a_name_is_safe_on_every_system(article_id: str) -> None:
    name = page_name(article_id)
    assert name == page_name(article_id)
    assert not FORBIDDEN.search(name)
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert not DEVICE.fullmatch(f"{name}.md")
    assert 0 < len(f"{name}.md.partial".encode()) < 200


@given(st.sets(ids, min_size=2, max_size=12))
def test_different_ids_never_share_a_name(some: set[str]) -> None:
    assert len({as_a_file_system_sees_it(page_name(one)) for one in some}) == len(some)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.txt", "A.txt"),
        ("a.txt", "a.html"),
        ("a.txt", "a.TXT"),
        ("a.txt", "a"),
        ("a/b.txt", "a_b.txt"),
        ("straße.txt", "strasse.txt"),
        ("\u00e9.txt", "e\u0301.txt"),
        ("t.csv#1", "t.csv#2"),
        ("x" * 300 + "1.txt", "x" * 300 + "2.txt"),
        ("con.txt", "Con.txt"),
    ],
)
def test_ids_that_look_alike_have_different_names(one: str, other: str) -> None:
    assert as_a_file_system_sees_it(page_name(one)) != as_a_file_system_sees_it(page_name(other))


@pytest.mark.parametrize(
    ("article_id", "name"), [("library.txt", "library"), ("도서관-3.txt", "도서관-3"), ("2025.10.27.txt", "2025.10.27")]
)
def test_a_plain_id_is_its_own_name(article_id: str, name: str) -> None:
    assert page_name(article_id) == name


def test_a_changed_id_can_still_be_recognized() -> None:
    assert page_name("press/2025/budget.txt").startswith("press_2025_budget-")

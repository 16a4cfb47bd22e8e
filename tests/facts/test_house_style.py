"""The user's spelling, terms and dates in the English of any model."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.facts import recognize
from pipeline.facts.house_style import in_house_style
from pipeline.facts.options import FactsOptions
from pipeline.facts.tables import FactTables, load_tables


@pytest.fixture
def tables(tmp_path: Path) -> FactTables:
    (tmp_path / "terms.tsv").write_text("ko\ten\tforbidden\n늘봄학교\tall-day care school\tspring school\n", encoding="utf-8")
    (tmp_path / "names.tsv").write_text("김대중\tKim Dae-jung\n응우옌 티 란\tNguyễn Thị Lan\n", encoding="utf-8")
    options = FactsOptions(termbases=["terms.tsv"], names=["names.tsv"], dates="resolved")
    return load_tables(options, lambda path: str(tmp_path / path))


def styled(korean: str, english: str, tables: FactTables) -> str:
    return in_house_style(english, recognize(korean, published="2024-10-25", tables=tables), tables)[0]


@pytest.mark.parametrize("written", ["Kim Daejung", "Kim Dae-Jung", "Kim Dae-jung"])
def test_a_name_is_spelled_as_the_table_says(written: str, tables: FactTables) -> None:
    assert styled("김대중 교육감이 왔다.", f"Superintendent {written} came.", tables) == "Superintendent Kim Dae-jung came."


def test_another_name_is_left(tables: FactTables) -> None:
    assert styled("김대중 교육감이 왔다.", "Superintendent Kim Daejin came.", tables) == "Superintendent Kim Daejin came."


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("They open a Neulbom School on Monday.", "They open an all-day care school on Monday."),
        ("The 30 Neulbom Schools open.", "The 30 all-day care schools open."),
        ("Spring schools open.", "All-day care schools open."),
        ("An all-day care school opens.", "An all-day care school opens."),
        ("A school opens.", "A school opens."),
    ],
)
def test_the_users_term_stands_for_the_shipped_and_the_forbidden_one(english: str, expected: str, tables: FactTables) -> None:
    assert styled("늘봄학교가 열린다.", english, tables) == expected


def test_a_replaced_term_is_told(tables: FactTables) -> None:
    (repair,) = in_house_style("The Neulbom School opens.", recognize("늘봄학교가 열린다.", tables=tables), tables)[1]
    assert (repair.wrong, repair.right) == ("Neulbom School", "all-day care school")


@pytest.mark.parametrize(
    ("korean", "english", "expected"),
    [
        ("27일 연다.", "It opens on the 27th.", "It opens on October 27."),
        ("27일 연다.", "It opens on October 27.", "It opens on October 27."),
        ("25일부터 26일까지 연다.", "It opens from the 25th to the 26th.", "It opens from October 25 to 26."),
        ("25일과 26일 연다.", "It opens on the 25th and 26th.", "It opens on October 25 and 26."),
        ("다음 달 3일 연다.", "It opens on the 3rd of next month.", "It opens on November 3."),
        ("27일 제27회 축제를 연다.", "On the 27th it holds the 27th festival.", "On October 27 it holds the 27th festival."),
        ("27일 제27회 축제를 연다.", "The 27th festival opens on the 27th.", "The 27th festival opens on October 27."),
        ("제27회 축제를 연다.", "It holds the 27th festival.", "It holds the 27th festival."),
    ],
)
def test_days_get_their_month(korean: str, english: str, expected: str, tables: FactTables) -> None:
    assert styled(korean, english, tables) == expected


def test_literal_days_stay() -> None:
    literal = load_tables(FactsOptions(), str)
    assert styled("27일 연다.", "It opens on the 27th.", literal) == "It opens on the 27th."

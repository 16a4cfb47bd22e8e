"""Heads of press releases as ministries and offices print them, none of whose lines is the headline."""

from __future__ import annotations

from pathlib import Path

from pipeline.records import Release
from tests.reading.reading_samples import one_article

HEADLINE = "새내기 교사 수업 나눔 시작"
BODY = "누리도교육청은 4일 신규 교사 286명을 대상으로 수업 나눔을 시작한다고 밝혔다. 만족도는 91.4%였다."


def read(tmp_path: Path, *head: str) -> tuple[str | None, Release]:
    (tmp_path / "a.txt").write_text("\n\n".join([*head, HEADLINE, BODY]), encoding="utf-8")
    article = one_article(tmp_path / "a.txt")
    assert article.release is not None
    return article.headline, article.release


def test_a_ministry_says_first_when_it_may_stand_online(tmp_path: Path) -> None:
    head = "보도시점 (온라인) 2025. 12. 14.(일) 12:00 (지면) 2025. 12. 15.(월) 조간"
    assert read(tmp_path, "보도자료", head) == (HEADLINE, Release(embargo="2025-12-14T12:00"))


def test_a_cover_that_names_its_office(tmp_path: Path) -> None:
    headline, release = read(tmp_path, "교육부 보도자료", "배포 2025. 12. 12.(금)")
    assert (headline, release.office, release.released) == (HEADLINE, "교육부", "2025-12-12")


def test_a_dated_source_line_and_staff_without_a_label(tmp_path: Path) -> None:
    headline, release = read(
        tmp_path, "누리도교육청 보도자료", "자료제공: 2025. 3. 4.(화)", "과장 김하나(☎02-399-0000), 장학관 이두리(399-0001)"
    )
    assert headline == HEADLINE
    assert release == Release(
        office="누리도교육청", contacts=("과장 김하나(☎02-399-0000)", "장학관 이두리(399-0001)"), released="2025-03-04"
    )

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from pipeline.records import Article, Record, Release
from tests.reading.reading_samples import FIXTURES, kinds, one_article

BODY = "누리도교육청은 4일 신규 교사 286명을 대상으로 수업 나눔을 시작한다고 밝혔다. 만족도는 91.4%였다."


def release_of(tmp_path: Path, *lines: str) -> tuple[Article, Release | None]:
    (tmp_path / "a.txt").write_text("\n\n".join(lines), encoding="utf-8")
    article = one_article(tmp_path / "a.txt")
    return article, article.release


def test_head_and_foot_of_a_release(tmp_path: Path) -> None:
    article, release = release_of(
        tmp_path,
        "보 도 자 료",
        "보도시점: 2025. 3. 4.(화) 12:00 이후 / 배포 2025. 3. 3.(월)",
        "담 당 부 서: 교원정책과 과장: 설하람 (062-123-4567)",
        "새내기 교사 수업 나눔 시작",
        BODY,
        "문의: 장학사 홍다라 062-123-4568",
        "[붙임] 1. 세부 추진 계획 1부. 2. 사진 2매. 끝.",
    )
    assert release == Release(
        department="교원정책과",
        contacts=("과장 설하람 (062-123-4567)", "장학사 홍다라 062-123-4568"),
        released="2025-03-03",
        embargo="2025-03-04T12:00",
        attachments=("세부 추진 계획 1부", "사진 2매"),
    )
    assert article.headline == "새내기 교사 수업 나눔 시작"
    assert [block.text[:2] for block in article.blocks if block.kind == "byline"] == ["담 ", "문의"]


def test_the_rows_of_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("보도자료")
    document.add_heading("새내기 교사 수업 나눔 시작", 0)
    document.add_paragraph(BODY)
    table = document.add_table(2, 6)
    rows = (
        ("담당 부서", "교원정책과", "책임자", "과장", "설하람", "(062-123-4567)"),
        ("", "", "담당자", "장학사", "홍다라", "(062-123-4568)"),
    )
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    release = one_article(tmp_path / "a.docx").release
    assert release is not None
    assert release.department == "교원정책과"
    assert release.contacts == ("과장 설하람 (062-123-4567)", "장학사 홍다라 (062-123-4568)")


@pytest.mark.parametrize(
    ("line", "embargo"),
    [
        ("보도시점: 2025. 3. 4.(화) 조간부터", "2025-03-04"),
        ("보도 일시: 2025년 3월 4일 오후 3시 30분부터", "2025-03-04T15:30"),
        ("보도시점: 2025. 3. 4. 정오 이후", "2025-03-04T12:00"),
        ("엠바고: 2025-03-04 06:00", "2025-03-04T06:00"),
        ("보도시점: 배포 즉시 보도", None),
    ],
)
def test_the_embargo(tmp_path: Path, line: str, embargo: str | None) -> None:
    _, release = release_of(tmp_path, "보도자료", line, "수업 나눔 시작", BODY)
    assert release is not None
    assert release.embargo == embargo


def test_a_release_that_says_nothing_else_still_is_one() -> None:
    article = one_article(FIXTURES / "press_release.txt")
    assert article.release is not None
    assert article.release.embargo == "2025-03-04T12:00"
    assert article.published == "2025-03-04"


@pytest.mark.parametrize("line", ["문의: 062-123-4567", "참가자: 학생 30명", "교장은 “담당자: 없음”이라고 적힌 표를 보였다."])
def test_an_article_with_one_such_line_is_none(tmp_path: Path, line: str) -> None:
    article, release = release_of(tmp_path, "수업 나눔 시작", BODY, line)
    assert release is None
    assert line in [block.text for block in article.blocks if block.kind == "paragraph"]


def test_no_sample_is_taken_for_a_release() -> None:
    samples = Path(__file__).parents[2] / "data" / "samples"
    found = [path.name for path in sorted(samples.glob("*.txt")) if one_article(path).release is not None]
    assert not found, found


def test_a_release_goes_through_json(tmp_path: Path) -> None:
    article, _ = release_of(tmp_path, "보도자료", "담당부서: 교원정책과", "수업 나눔 시작", BODY)
    assert kinds(article)[0] == "notice"
    assert Record.from_dict(Record(article).to_dict()) == Record(article)

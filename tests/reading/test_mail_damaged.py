"""Mails and feeds as they really come: cut off, forwarded, in bytes nobody declared, dated in another zone."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.reading.reading_samples import one_article, one_failure, read_all

BODY = "누리도교육청은 4일 신규 교사 286명을 대상으로 수업 나눔을 시작한다고 밝혔다. 만족도는 91.4%였다."
MIXED = "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
PAGE = f"<html><title>수업 나눔</title><article><h1>수업 나눔</h1><p>{BODY}</p><p>{BODY}</p></article></html>"


def written(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def forwarding(*, with_text: bool) -> bytes:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content(BODY)
    outer["Subject"] = "전달"
    if with_text:
        outer.set_content("붙임의 보도자료를 전달합니다.")
    outer.add_attachment(inner)
    return outer.as_bytes()


@pytest.mark.parametrize("name", ["a.eml", "a.mht"])
def test_what_was_cut_off_is_no_article(tmp_path: Path, name: str) -> None:
    part = "--B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    whole = MIXED.encode() + part.encode() + quopri.encodestring(PAGE.encode()) + b"\n--B--\n"
    assert BODY in [block.text for block in one_article(written(tmp_path / name, whole)).blocks]
    assert "cut off" in one_failure(written(tmp_path / name, whole[: len(whole) * 2 // 3])).reason


def test_base64_that_is_not_whole_is_damaged(tmp_path: Path) -> None:
    head = "Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    text = base64.b64encode(BODY.encode()).decode().rstrip("=")
    path = written(tmp_path / "a.eml", head + text[: len(text) // 4 * 4 - 3])
    assert "base64" in one_failure(path).reason


def test_parts_within_parts_by_the_thousand_are_a_damaged_mail(tmp_path: Path) -> None:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(3000))
    assert "damaged mail" in one_failure(written(tmp_path / "a.eml", "Subject: x\n" + opened + "\n" + BODY)).reason


def test_a_subject_in_undeclared_bytes_is_read(tmp_path: Path) -> None:
    data = "Subject: 수업 나눔\nContent-Type: text/plain; charset=euc-kr\n\n".encode("cp949") + BODY.encode("cp949")
    assert one_article(written(tmp_path / "a.eml", data)).headline == "수업 나눔"
    assert one_article(written(tmp_path / "b.eml", data.decode("cp949").replace("euc-kr", "utf-8"))).headline == "수업 나눔"


def test_an_attachment_that_may_be_a_release_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "보도자료"
    message.set_content(BODY)
    message.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    message.add_attachment(b"\xd0\xcf\x11\xe0", maintype="application", subtype="octet-stream", filename="보도자료.hwp")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="사진.png")
    articles, failures = read_all(written(tmp_path / "a.eml", message.as_bytes()))
    assert len(articles) == 1
    assert [one.id for one in failures] == ["a.eml#winmail.dat", "a.eml#보도자료.hwp"]
    assert "HWPX" in failures[1].advice


def test_a_mail_within_a_mail_is_told(tmp_path: Path) -> None:
    articles, failures = read_all(written(tmp_path / "a.eml", forwarding(with_text=True)))
    assert len(articles) == 1
    assert "save it as a file of its own" in failures[0].advice
    assert "save it as a file of its own" in one_failure(written(tmp_path / "b.eml", forwarding(with_text=False))).advice


@pytest.mark.parametrize(
    ("written_as", "day"),
    [
        ("Mon, 03 Mar 2025 16:00:00 GMT", "2025-03-04"),
        ("2025-03-03T23:30:00Z", "2025-03-04"),
        ("Tue, 04 Mar 2025 00:30:00 +0900", "2025-03-04"),
        ("2025-03-04", "2025-03-04"),
        ("2025.03.04 11:00", "2025-03-04"),
        ("3시간 전", None),
        ("Tue, 32 Mar 2025 09:00:00 +0900", None),
    ],
)
def test_the_day_of_an_entry_is_the_day_in_korea(tmp_path: Path, written_as: str, day: str | None) -> None:
    feed = f"<rss><channel><title>누리일보</title><item><title>나눔</title><pubDate>{written_as}</pubDate>"
    feed += f"<description>{BODY}</description></item></channel></rss>"
    assert one_article(written(tmp_path / "a.rss", feed)).published == day


def test_a_mail_sent_late_in_another_zone_is_of_the_next_day(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.eml", f"Subject: x\nDate: Mon, 03 Mar 2025 20:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{BODY}"
    )
    assert one_article(path).published == "2025-03-04"

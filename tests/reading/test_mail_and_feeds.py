from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from tests.reading.reading_samples import one_article, one_failure, read_all, texts

BODY = "학생들은 마을 논에서 벼를 베었다. 이장은 떡을 돌렸다."
PAGE = f"<html><head><title>도서관 개관</title></head><body><article><h1>도서관 개관</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"Subject": "[보도자료] 도서관 개관", "From": "누리교육청 <press@office.example>", **headers}.items():
        message[name] = value
    return message


def saved(path: Path, message: EmailMessage) -> Path:
    path.write_bytes(message.as_bytes())
    return path


def released() -> bytes:
    document = docx.Document()
    document.add_heading("새 학기 급식", 0)
    document.add_paragraph(BODY)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_mail_is_an_article_with_subject_sender_and_date(tmp_path: Path) -> None:
    message = mail(Date="Mon, 24 Nov 2025 09:10:00 +0900")
    message.set_content(BODY)
    article = one_article(saved(tmp_path / "a.eml", message))
    assert (article.headline, article.publisher, article.published) == ("[보도자료] 도서관 개관", "누리교육청", "2025-11-24")
    assert texts(article, "paragraph") == [BODY]


def test_plain_text_is_preferred_and_html_alone_is_read(tmp_path: Path) -> None:
    message = mail()
    message.set_content(BODY)
    message.add_alternative(PAGE.replace("벼를", "감자를"), subtype="html")
    assert texts(one_article(saved(tmp_path / "both.eml", message)), "paragraph") == [BODY]
    only = mail()
    only.set_content(PAGE, subtype="html", charset="euc-kr")
    assert BODY in texts(one_article(saved(tmp_path / "only.eml", only)), "paragraph")


def test_attached_releases_are_articles_of_their_own(tmp_path: Path) -> None:
    message = mail()
    message.set_content("붙임의 보도자료를 참고하여 주시기 바랍니다.")
    message.add_attachment(released(), maintype="application", subtype="octet-stream", filename="새 학기 급식.docx")
    message.add_attachment(b"PK\x03\x04 broken", maintype="application", subtype="octet-stream", filename="표.hwpx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="사진.png")
    articles, (failure,) = read_all(saved(tmp_path / "a.eml", message))
    assert [one.id for one in articles] == ["a.eml", "a.eml#새 학기 급식.docx"]
    assert articles[1].headline == "새 학기 급식"
    assert failure.id == "a.eml#표.hwpx"
    assert "damaged" in failure.reason


def test_an_attachment_cannot_leave_its_folder(tmp_path: Path) -> None:
    message = mail()
    message.set_content(BODY)
    message.add_attachment(BODY.encode(), maintype="text", subtype="plain", filename="../../elsewhere.txt")
    articles, failures = read_all(saved(tmp_path / "a.eml", message))
    assert [one.id for one in articles] == ["a.eml", "a.eml#elsewhere.txt"]
    assert not failures
    assert not (tmp_path.parent / "elsewhere.txt").exists()


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "saved page"
    message["Snapshot-Content-Location"] = "https://news.example/1"
    message.set_content(PAGE, subtype="html")
    message.make_related()
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    article = one_article(saved(tmp_path / "page.mhtml", message))
    assert (article.headline, article.url) == ("도서관 개관", "https://news.example/1")
    assert texts(article, "paragraph") == [BODY, BODY]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (BODY.encode(), "no headers"),
        (b"%PDF-1.7\n1 0 obj", "no headers"),
        (b"Subject: x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n", "no text"),
        (b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n\xb0\xa1\xff\xfe\xfd\n", ""),
        (b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\n\n", "no text"),
    ],
)
def test_what_is_no_mail_is_reported(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    failure = one_failure(tmp_path / "a.eml")
    assert reason in failure.reason
    assert failure.advice


def test_a_false_charset_is_not_believed(tmp_path: Path) -> None:
    head = b"Subject: x\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n\n"
    (tmp_path / "a.eml").write_bytes(head + BODY.encode("cp949"))
    assert texts(one_article(tmp_path / "a.eml"), "paragraph") == [BODY]


RSS = f"""<?xml version="1.0" encoding="{{}}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>솔빛신문</title>
<item><title>텃밭 &lt;b&gt;상추&lt;/b&gt;</title><link>https://news.example/1</link><pubDate>Mon, 24 Nov 2025 23:10:00 +0900</pubDate>
<description>짧은 소개 글이다.</description>
<content:encoded><![CDATA[<p>{BODY}</p><script>alert(1)</script><p>모두<br>웃었다.</p>]]></content:encoded></item>
<item><title>빈 기사</title><description/></item></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr"])
def test_each_entry_of_a_feed_is_an_article(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "news.xml").write_bytes(RSS.format(encoding).encode(encoding))
    (article,), (failure,) = read_all(tmp_path / "news.xml")
    assert (article.headline, article.published, article.publisher) == ("텃밭 상추", "2025-11-24", "솔빛신문")
    assert article.url == "https://news.example/1"
    assert texts(article, "paragraph") == [BODY, "모두", "웃었다."]
    assert failure.id == "news.xml#2"


def test_the_id_of_an_entry_does_not_depend_on_its_place(tmp_path: Path) -> None:
    first = RSS.format("utf-8")
    newer = first.replace("<item>", f"<item><title>새 소식</title><description>{BODY}</description></item><item>", 1)
    ids = []
    for name, text in (("one", first), ("two", newer)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.rss").write_text(text, encoding="utf-8")
        ids.append({one.id for one in read_all(tmp_path / name / "news.rss")[0]})
    assert ids[0] < ids[1]


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>누리일보</title><entry><id>urn:1</id><title type="html">도서관 개관</title>'
        '<link rel="self" href="https://news.example/self"/><link href="https://news.example/2"/><updated>2025-05-19T01:00:00Z</updated>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content></entry></feed>',
        encoding="utf-8",
    )
    article = one_article(tmp_path / "a.atom")
    assert (article.headline, article.published, article.url) == ("도서관 개관", "2025-05-19", "https://news.example/2")
    assert texts(article, "paragraph") == [BODY]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<config><a>1</a></config>", "no RSS or Atom feed"),
        ("<rss><channel><title>x</title></channel></rss>", "without entries"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>', "document type"),
        ("<rss><channel><item>", "not valid XML"),
    ],
)
def test_other_xml_is_reported(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    assert reason in one_failure(tmp_path / "a.xml").reason

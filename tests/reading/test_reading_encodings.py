from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.reading.encoding import Decoded, decode
from tests.reading.reading_samples import FIXTURES, TEXT, one_article, one_failure, texts


def outcome(data: bytes) -> Decoded | str:
    """What `decode` makes of the bytes, or the reason why it refuses them."""
    try:
        return decode(data)
    except InputError as error:
        return error.reason if error.advice else ""


CP949_TEXT = TEXT + "똠방각하 역을 맡은 학생이 무대에 올랐다.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("euc-kr"), "cp949"),
    ],
)
def test_the_same_text_in_every_encoding(tmp_path: Path, data: bytes, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    article = one_article(tmp_path / "a.txt")
    assert article.encoding == encoding
    assert article.blocks == one_article(FIXTURES / "one_line_each.txt").blocks


def test_cp949_beyond_euc_kr() -> None:
    assert decode(CP949_TEXT.encode("cp949")).text == CP949_TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.replace("\n", end).encode())
    assert one_article(tmp_path / "a.txt").blocks == one_article(FIXTURES / "one_line_each.txt").blocks


def test_nfd_text_becomes_nfc(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(unicodedata.normalize("NFD", TEXT), encoding="utf-8")
    assert one_article(tmp_path / "a.txt").blocks == one_article(FIXTURES / "one_line_each.txt").blocks


@settings(max_examples=300, deadline=None)
@given(st.integers(1, len(TEXT.encode()) - 1))
def test_utf8_cut_anywhere_is_never_read_as_cp949(length: int) -> None:
    decoded = outcome(TEXT.encode()[:length])
    if isinstance(decoded, str):
        assert "middle of a character" in decoded or "neither" in decoded
    else:
        assert decoded.encoding == "utf-8"
        assert TEXT.startswith(decoded.text)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT.encode()) - 1), st.integers(0x80, 0xFF))
def test_a_broken_byte_in_utf8_is_never_read_as_cp949(place: int, byte: int) -> None:
    data = bytearray(TEXT.encode())
    data[place] = byte
    decoded = outcome(bytes(data))
    assert decoded.startswith("damaged UTF-8") if isinstance(decoded, str) else decoded.encoding == "utf-8"


def test_a_broken_byte_is_reported_with_its_line(tmp_path: Path) -> None:
    data = bytearray("첫 줄입니다.\n둘째 줄입니다.\n셋째 줄입니다.\n".encode())
    data[data.index(b"\n") + 1] = 0xFF
    (tmp_path / "a.txt").write_bytes(data)
    assert "(line 2)" in one_failure(tmp_path / "a.txt").reason


def test_cp949_cut_in_a_character_is_reported() -> None:
    data = TEXT.encode("cp949")
    cut = max(place for place in range(len(data) - 20, len(data)) if data[place] > 0x7F)
    with pytest.raises(InputError, match=r"CP949"):
        decode(data[:cut] if data[:cut].decode("cp949", "replace").endswith("\ufffd") else data[: cut - 1])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("日本の学校では来年から新しい授業が始まります。先生も生徒も楽しみにしています。", "shift_jis"),
        ("中国的学校明年将开始新的课程。老师和学生都很期待这次改变。", "gb18030"),
        ("Les élèves de l'école ont été reçus à la fête où ils ont chanté.", "latin-1"),
    ],
)
def test_other_encodings_are_reported_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(InputError, match="neither UTF-8 nor CP949"):
        decode(text.encode(encoding))


def html(text: str, declared: str, encoding: str) -> bytes:
    page = f'<html><head><meta charset="{declared}"><title>도서관</title></head><body><p>{text}</p></body></html>'
    return page.encode(encoding)


@pytest.mark.parametrize(
    ("declared", "encoding", "recorded"),
    [
        ("euc-kr", "cp949", "cp949"),
        ("ks_c_5601-1987", "cp949", "cp949"),
        ("utf-8", "cp949", "cp949"),
        ("euc-kr", "utf-8", "utf-8"),
        ("no-such-charset", "utf-8", "utf-8"),
    ],
)
def test_html_with_true_and_lying_charsets(tmp_path: Path, declared: str, encoding: str, recorded: str) -> None:
    text = "마을 도서관이 학교 안으로 들어왔다. 학생들은 책꽂이 앞에서 떠날 줄을 몰랐다."
    (tmp_path / "a.html").write_bytes(html(text, declared, encoding))
    article = one_article(tmp_path / "a.html")
    assert article.encoding == recorded
    assert texts(article, "paragraph") == [text]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused_with_advice(data: bytes) -> None:
    decoded = outcome(data)
    assert decoded if isinstance(decoded, str) else decoded.encoding == "utf-16" or decoded.text.encode(decoded.encoding) == data

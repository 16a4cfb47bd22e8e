"""How bytes become text: a byte-order mark, then strict UTF-8, then CP949 (which holds EUC-KR). Nothing is guessed into mojibake.

Bytes of broken UTF-8 often are valid CP949, and so are bytes of Chinese. Hence CP949 counts only where what comes out reads as
Korean, and UTF-8 with some broken bytes is reported as damaged UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KOREAN_CHARSETS = {
    "euc-kr",
    "euckr",
    "cp949",
    "ks_c_5601-1987",
    "ks_c_5601-1989",
    "ksc5601",
    "ks_c_5601",
    "x-windows-949",
    "windows-949",
    "uhc",
}
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip, Word or HWPX file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or HWP file"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
)
_BLOCK_BYTES = 1 << 20
_COMMON = frozenset(
    "다이는에을지고은학가교로서를의도한사기시어하아원대나수자만명니부생과으일리장해라전면들육정년보했인주청그었있간게제내두실"
)
"""The sixty most frequent syllables of our training articles; they make 56 percent of all syllables there."""
_COMMON_SHARE = 0.15
_HANGUL = re.compile("[가-힣]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_SAVE_AS = "open it in the program it came from and save it as UTF-8 text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was in: utf-8, utf-8-sig, utf-16 or cp949."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a whole file; `declared` is the charset that the file claims, believed only if it works out.

    Raises InputError for an empty file, for binary content, for damaged UTF-8 and for any other encoding.
    """
    if not data:
        raise InputError("the file is empty", "remove it, or fetch it again")
    encoding = _by_mark(data)
    if encoding is None:
        _refuse_binary(data)
        if declared is not None and declared.strip().lower() in _KOREAN_CHARSETS:
            encoding = "cp949" if _is_cp949(data) else None
        encoding = encoding or _if_strict(data) or judge(lambda: [data])
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(*_damage(data, error, encoding)) from None
    _refuse_scrambled(text)
    return Decoded(text, encoding)


def of_table(path: Path) -> str:
    """The encoding of a file that is too large to hold, found by reading it once in blocks.

    Damaged UTF-8 is `utf-8` here: the reader decodes with replacement and reports the damaged rows alone.
    Raises InputError for an empty file, binary content and unknown encodings.
    """
    with path.open("rb") as file:
        head = file.read(_BLOCK_BYTES)
    if not head:
        raise InputError("the file is empty", "remove it, or fetch it again")
    encoding = _by_mark(head)
    if encoding is None:
        _refuse_binary(head)
        encoding = judge(lambda: _blocks(path))
    return encoding


def judge(blocks: Callable[[], Iterable[bytes]]) -> str:
    """`utf-8` or `cp949` for bytes without a mark, `utf-8` also where it is merely damaged. Raises InputError for neither.

    `blocks` gives the bytes anew each time it is called.
    """
    broken = hangul = letters = common = 0
    for text in _texts(blocks(), "utf-8"):
        broken += text.count("\ufffd")
        hangul += len(_HANGUL.findall(text))
    # CP949 read as UTF-8 yields no Hangul: a Hangul syllable of UTF-8 takes three bytes that CP949 text does not line up like that.
    if broken <= hangul:
        return "utf-8"
    broken = 0
    for text in _texts(blocks(), "cp949"):
        broken += text.count("\ufffd")
        found, frequent = _korean_letters(text)
        letters, common = letters + found, common + frequent
    if broken <= letters // 100 and common >= _COMMON_SHARE * letters:
        return "cp949"
    raise InputError("neither UTF-8 nor CP949 text", _SAVE_AS)


def _texts(blocks: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield from map(decoder.decode, blocks)
    yield decoder.decode(b"", True)


def _by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)


def _if_strict(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _is_cp949(data: bytes) -> bool:
    try:
        letters, common = _korean_letters(data.decode("cp949"))
    except UnicodeDecodeError:
        return False
    return common >= _COMMON_SHARE * letters


def _korean_letters(text: str) -> tuple[int, int]:
    """How many letters beyond ASCII a text has, and how many of these are the commonest Hangul syllables.

    Hanja are left out where Hangul outnumber them, as in names and mixed script.
    """
    beyond = [character for character in text if character > "\x7f" and character.isalpha()]
    hangul = sum("가" <= character <= "힣" for character in beyond)
    return max(hangul, len(beyond) - hangul), sum(character in _COMMON for character in beyond)


def _refuse_binary(data: bytes) -> None:
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if kind is not None:
        raise InputError(f"not text: this is {kind}", "give it its right extension, or export its text as UTF-8")
    if (place := data.find(b"\0")) >= 0:
        raise InputError(f"holds NUL bytes (first at byte {place}): binary content, a damaged file or UTF-16 without its mark", _SAVE_AS)
    head = data[:_BLOCK_BYTES].decode("latin-1")
    if len(_CONTROL.findall(head)) * 50 > len(head):
        raise InputError("not text: one byte in fifty or more is a control character", _SAVE_AS)


def _refuse_scrambled(text: str) -> None:
    if (lost := text.count("\ufffd")) * 100 > len(text):
        raise InputError(
            f"{lost} of {len(text)} characters are replacement characters (�): the text was lost when the file was saved",
            "fetch the article again from where it came",
        )


def _damage(data: bytes, error: UnicodeDecodeError, encoding: str) -> tuple[str, str]:
    name = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp949": "CP949"}[encoding]
    if error.end >= len(data) or (error.reason.startswith("unexpected end") or error.reason.startswith("truncated")):
        return f"damaged {name}: the file ends in the middle of a character", "it was cut off: fetch or copy it again"
    line = data.count(b"\n", 0, error.start) + 1
    return (
        f"damaged {name}: a broken character at byte {error.start} (line {line})",
        "fetch the file again, or mend that line and save it as UTF-8",
    )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            if b"\0" in block:
                raise InputError("holds NUL bytes: binary content or a damaged file", _SAVE_AS)
            yield block

"""Makes the office files that the tests read."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"
LEAD = "누리도교육청은 4일 마을 도서관 열두 곳을 학교 안에 연다고 밝혔다."
SECOND = "도서관은 평일 저녁 8시까지 주민에게도 열린다."
BULLETS = ("ㅇ 운영 기간은 3월부터 12월까지이다.", "- 신청은 학교에서 받는다.", "□ 도서 3,500권을 새로 들인다.")
BOMB_BYTES = 4_000_000


def paragraph(text: str) -> str:
    return f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>"


def section(body: str, *, namespace: str = HP) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><hs:sec xmlns:hs="{HS}" xmlns:hp="{namespace}">{body}</hs:sec>'


def cell(body: str) -> str:
    return f"<hp:tc><hp:subList>{body}</hp:subList></hp:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f"<hp:tr>{''.join(cell(paragraph(text)) for text in row)}</hp:tr>" for row in rows)
    return f"<hp:p><hp:run><hp:tbl>{lines}</hp:tbl></hp:run></hp:p>"


def hwpx(path: Path, *bodies: str, more: Mapping[str, str | bytes] | None = None, namespace: str = HP) -> Path:
    parts: dict[str, str | bytes] = {"mimetype": "application/hwp+zip"}
    parts |= {f"Contents/section{number}.xml": section(body, namespace=namespace) for number, body in enumerate(bodies)}
    return zipped(path, parts | dict(more or {}))


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def repacked(path: Path, changed: Mapping[str, str | bytes]) -> Path:
    """The package with some of its parts replaced or added."""
    with zipfile.ZipFile(path) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    return zipped(path, parts | dict(changed))

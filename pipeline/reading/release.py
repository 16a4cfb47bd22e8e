"""The fields of a press release: office, department, contacts, embargo, release date, attachments, from its head and its foot.

Offices write them as `label: value`, as table rows (`담당 부서 | 학교정책과 | 책임자 | 과장 홍길동`) or as a line of their own, with
spaces inside the labels for looks. Nothing is guessed: a field is there when its label is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.reading import dates
from pipeline.reading.flow import CELL_SEPARATOR
from pipeline.records import Block, Release

_LABELS = {
    "office": ("기관", "기관명", "발행기관", "발표기관", "배포기관", "배포처", "발신"),
    "department": ("담당부서", "담당과", "담당실과", "부서", "부서명", "소관부서", "제공부서", "자료제공", "자료제공부서", "자료문의"),
    "contact": (
        "담당자",
        "담당",
        "책임자",
        "담당과장",
        "과장",
        "국장",
        "팀장",
        "장학관",
        "장학사",
        "주무관",
        "사무관",
        "서기관",
        "연락처",
        "전화",
        "전화번호",
        "문의",
        "문의처",
        "보도문의",
    ),
    "released": ("배포", "배포일", "배포일시", "배포일자", "제공일", "제공일자", "작성일", "발표일"),
    "embargo": ("보도시점", "보도일시", "보도일", "보도시간", "엠바고", "보도유예"),
}
_FIELD_OF = {label: name for name, labels in _LABELS.items() for label in labels}
_RANKS = frozenset(("과장", "국장", "팀장", "장학관", "장학사", "주무관", "사무관", "서기관", "담당과장"))
"""Labels that are part of who the contact is, and stand in what is kept."""
_ABOUT_IT = frozenset(("office", "department", "contact", "released"))
"""Fields whose lines speak to the newsroom, not to its readers."""
_BULLETS = "▲△•·ㅇ○◦※-*"
"""A point of a list may tell readers whom to ask."""
_LONGEST_LABEL = 14
_LONGEST_LINE = 200
_LABELLED = re.compile(r"[\s▲△•·ㅇ○◦※\-*<\[(【]*(?P<label>[가-힣](?:[가-힣 ]{0,12}[가-힣])?)\s?[\])】>]?\s*[:：]\s*(?P<value>\S.*)")
_UNSIGNED = re.compile(
    rf"[\s\[(【<]*(?P<label>보\s?도\s?시\s?점|보\s?도\s?일\s?시|배\s?포\s?일\s?시|배\s?포\s?일|배\s?포)[\])】>]?\s*(?:\((?:온라인|인터넷|방송)[^()]*\)\s*)?(?P<value>(?:{dates.DATE}|즉시).*)"
)
"""A date needs no colon after its label; ministries say first when it may stand online. The inner named groups of DATE are not used."""
_ATTACHED = re.compile(
    r"[\s▲•·ㅇ○◦※\-*<\[(【]*(?:붙\s?임|첨\s?부|별\s?첨|참\s?고\s?자\s?료)\s?(?:자료|파일|물)?\s?\d*[\])】>]?\s*[:：.]?\s*(?P<value>\S.*)"
)
_STAFF = re.compile(rf"(?:{'|'.join(sorted(_RANKS, key=len, reverse=True))})\s?[가-힣]{{2,4}}\s?\(\s?☎?\s?[\d\-~, ]{{4,}}\)")
"""Rank, name and telephone, as offices write them without a label before them."""
_NUMBERED = re.compile(r"(?:^|\s)(?:\d{1,2}[.)]|[①-⑳])\s*")
_COVER = re.compile(
    r"[\[<〈\s]*(?:(?P<office>[가-힣]{1,14}(?:부|처|청|원|시|도|군|구|회|학교))\s)?\s*보\s?도\s?(?:참\s?고\s?|설\s?명\s?|해\s?명\s?)?자\s?료[\]>〉\s]*"
)
_NEXT_LABEL = re.compile(
    r"\s+(?=(?:"
    + "|".join(r"\s?".join(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
    + r")\s?[:：])|\s[/|]\s|,\s(?=[가-힣 ]{2,8}\s?[:：])"
)
_TIME = re.compile(r"(?P<half>오전|오후|낮|정오)?\s?(?P<hour>\d{1,2})(?::|시\s?)(?P<minute>\d{2})?")
_END = re.compile(r"\s*끝\s?[.。]?\s*$")


@dataclass(slots=True)
class _Found:
    values: dict[str, list[str]] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)

    def put(self, name: str, value: str) -> None:
        kept = self.values.setdefault(name, [])
        if value not in kept:
            kept.append(value)

    def first(self, name: str) -> str | None:
        return next(iter(self.values.get(name, ())), None)


def with_release(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Release | None]:
    """The blocks, lines of contacts among them as bylines, and the fields; None where the text is no press release.

    It is one where its cover says so or where it names at least two of the fields; a mere `문의: 062-123-4567` makes none.
    """
    found = _Found()
    kept = []
    for block in blocks:
        names = _read(block.text, found) if block.kind != "headline" and len(block.text) <= _LONGEST_LINE else set()
        only_contacts = bool(names) and names <= _ABOUT_IT and block.text[0] not in _BULLETS
        kept.append(replace(block, kind="byline") if only_contacts and block.kind in {"paragraph", "subheadline"} else block)
    covers = [match for block in blocks if (match := _COVER.fullmatch(block.text)) is not None]
    if not covers and len(found.values) < 2:
        return tuple(blocks), None
    embargo, released = found.first("embargo"), found.first("released")
    return tuple(kept), Release(
        office=found.first("office") or next((one["office"] for one in covers if one["office"]), None),
        department=found.first("department"),
        contacts=tuple(found.values.get("contact", ())),
        released=dates.iso_date(released) if released else None,
        embargo=_embargo(embargo) if embargo else None,
        attachments=tuple(found.attachments),
    )


def is_release_line(line: str) -> bool:
    """Whether a line holds such fields and nothing else, so that it can be no headline."""
    return len(line) <= _LONGEST_LINE and _ATTACHED.fullmatch(line) is None and bool(_read(line, _Found()))


def _read(line: str, found: _Found) -> set[str]:
    """Notes the fields of one line and says which."""
    attached = _ATTACHED.fullmatch(line)
    if attached is not None:
        found.attachments += _parts(attached["value"])
        return {"attachments"}
    staff = _STAFF.findall(line)
    if staff and not _STAFF.sub("", line).strip(" ,/·"):
        for one in staff:
            found.put("contact", one)
        return {"contact"}
    names = set()
    for label, value in _pairs(line):
        plain = _plain(label)
        name = _FIELD_OF.get(plain)
        if name == "department" and re.match(dates.DATE, value):
            name = "released"  # `자료제공: 2025. 3. 4.(화)` dates the release
        if name is not None:
            rank = plain if plain in _RANKS else ""
            found.put(name, f"{rank} {value}".strip() if name == "contact" else value)
            names.add(name)
    return names


def _plain(label: str) -> str:
    """A label without the spaces that are there for looks."""
    return "".join(label.split())


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """Labels with their values: of the cells of a row, or of the line."""
    if CELL_SEPARATOR in line:
        cells = [cell.strip() for cell in line.split(CELL_SEPARATOR)]
        starts = [number for number, cell in enumerate(cells) if _plain(cell) in _FIELD_OF and (number == 0 or _starts(cells, number))]
        for start, end in pairwise([*starts, len(cells)]):
            if value := " ".join(cell for cell in cells[start + 1 : end] if cell):
                yield cells[start], value
        return
    for part in _NEXT_LABEL.split(line):
        match = _LABELLED.fullmatch(part) or _UNSIGNED.fullmatch(part)
        if match is not None and len(match["label"]) <= _LONGEST_LABEL:
            yield match["label"], match["value"].strip()


def _starts(cells: Sequence[str], number: int) -> bool:
    """Whether a cell is a label, not the rank that stands behind one (`책임자 | 과장 | 홍길동`)."""
    before, here = _plain(cells[number - 1]), _plain(cells[number])
    return not (here in _RANKS and _FIELD_OF.get(before) == "contact")


def _parts(value: str) -> Iterator[str]:
    for part in _NUMBERED.split(_END.sub("", value)):
        if text := part.strip(" .·-"):
            yield text


def _embargo(text: str) -> str | None:
    """ISO date, with the time where one is named, until which the release may not be printed; None for an immediate one."""
    date = dates.iso_date(text)
    if date is None:
        return None
    rest = text[match.end() :] if (match := re.search(dates.DATE, text)) else text
    time = _TIME.search(re.sub(r"\([월화수목금토일]\)", " ", rest))
    if time is None:
        return f"{date}T12:00" if "정오" in rest else date
    hour = int(time["hour"]) + (12 if time["half"] == "오후" and int(time["hour"]) < 12 else 0)
    minute = int(time["minute"] or 0)
    return f"{date}T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else date

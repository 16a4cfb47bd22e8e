"""Who wrote it and when: bylines, mail addresses and datelines, as whole lines and inside paragraphs."""

from __future__ import annotations

import re

from pipeline.reading import dates

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_NAME = r"(?!(?:학생|시민|어린이|청소년|명예|인턴|수습|본지|우리|담당|취재|사진|전문|선임)(?:\s|기자))[가-힣]{2,4}"
_ROLE = (
    r"(?:(?:수습|인턴|선임|전문|객원|시민|학생|명예|사진|교육|편집|취재|지역|본부)\s?)?"
    r"(?:기자|특파원|통신원|논설위원|편집위원|리포터|앵커|PD)"
)
_SIGNED = rf"{_NAME}\s?{_ROLE}|{_ROLE}\s{_NAME}"
_OUTLET = r"[가-힣A-Za-z0-9○●Ⅹ×\-·]{2,14}"
_WHERE = rf"(?:[가-힣·]{{2,12}}\s?=\s?)?(?:{_OUTLET}\s?[=/|]?\s?){{0,2}}"
_SIGNATURE = rf"(?:글\s?(?:[·,/]\s?사진)?\s?[=:]?\s?)?{_WHERE}(?:{_SIGNED})(?:\s?[·,]\s?(?:{_SIGNED}))*(?:\s?[(\[]?{_MAIL}[)\]]?)?"
_BRACKETED = rf"[\[【(〔<]\s?{_SIGNATURE}\s?[\]】)〕>]"
_AGENCY = rf"[\[(]\s?[가-힣·]{{2,12}}\s?=\s?{_OUTLET}\s?[\])]"

# Kept as strings: compiling them takes longer than importing everything else, and `re` keeps what it has compiled.
_LINE = (
    rf"(?:{_BRACKETED}|{_AGENCY}(?:\s?(?:{_SIGNED}))?|[/■▶]?\s?{_SIGNATURE}|기자명\s?{_NAME})\s?=?\s?(?:[(\[]?{_MAIL}[)\]]?)?(?:\s?다른\s?기사\s?보기)?"
    rf"|(?:기자\s?|메일\s?:\s?|[Ee]-?[Mm]ail\s?:\s?)?[(\[]?{_MAIL}[)\]]?"
)
_STRICT_LINE = rf"{_BRACKETED}|{_AGENCY}(?:\s?(?:{_SIGNED}))?\s?=?|.{{0,40}}{_MAIL}[)\]]?"
_PREFIX = (
    rf"(?:{_BRACKETED}\s?(?:=\s?)?(?:{_MAIL}\s?=?\s?)?|{_AGENCY}\s?(?:(?:{_SIGNED})\s?)?(?:{_MAIL}\s?)?(?:=\s?)?|{_SIGNATURE}\s?=\s)(?=\S)"
)
_SUFFIX = rf"(?<=[.?!”’\"')\]])\s?(?:[/|]\s?{_SIGNATURE}|{_BRACKETED}|(?<=\s){_SIGNATURE}|(?<=\s)[(\[]?{_MAIL}[)\]]?)$"
_LONGEST_LINE = 70
"""A byline with place, outlet, name, role and mail address, and any part of a dateline, stays below this many characters."""

_DATELINE_TOKEN = (
    rf"(?P<label>(?:기사\s?)?(?:최초\s?)?(?:입력|등록|승인|게재|발행|작성|배포|송고|보도\s?시점|보도)(?:\s?(?:일시|일자|시간|날짜|일|시점))?(?!\S*[가-힣]{{3}}))"
    rf"|(?P<later>(?:최종\s?)?(?:수정|업데이트|편집)(?:\s?(?:일시|일자|시간|일))?)"
    rf"|(?P<date>{dates.DATE})"
    r"|(?:오전|오후|AM|PM|am|pm|KST)|\d{1,2}\s?[:시]\s?\d{1,2}\s?분?(?::\d{2})?|\d{1,2}시|[Tt](?=\d\d:)|\d{2}:\d{2}(?::\d{2})?|[+]\d{2}:?\d{2}|Z"
    r"|\(?[월화수목금토일](?:요일)?\)?(?!\S*[가-힣])|(?:조회수?|댓글|추천|공감)\s?:?\s?\d[\d,]*|[|·,:：/\-–~()\[\]<>■□▶○ㅇ]|이후|부터|즉시"
)


def is_byline(line: str, *, strict: bool = False) -> bool:
    """Whether a whole line is a byline; `strict` wants brackets or a mail address, for the place where a headline may stand."""
    return len(line) <= _LONGEST_LINE and re.fullmatch(_STRICT_LINE if strict else _LINE, line) is not None


def split_byline(paragraph: str) -> tuple[str, str, str]:
    """The byline before, the paragraph, the byline after; empty where there is none. White space between them is dropped."""
    before = after = ""
    if (found := re.match(_PREFIX, paragraph[: 2 * _LONGEST_LINE])) and found.end() <= 2 * _LONGEST_LINE:
        before, paragraph = found[0].strip(), paragraph[found.end() :]
    start = max(0, len(paragraph) - _LONGEST_LINE)
    if (found := re.search(_SUFFIX, paragraph[start:])) is not None:
        paragraph, after = paragraph[: start + found.start()].rstrip(), found[0].strip()
    return before, paragraph, after


def dateline(line: str) -> tuple[str | None, bool] | None:
    """For a line that says nothing but when: its date in ISO form (None if not in the calendar) and whether it has a label.

    None for any other line. Of several dates the first counts whose label is not one of revision.
    """
    place, label = 0, ""
    found: list[tuple[str, str | None]] = []
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        token = re.match(_DATELINE_TOKEN, line[place : place + _LONGEST_LINE])
        if token is None or token.end() == 0:
            rest = line[place:].strip()
            if found and is_byline(rest):
                break
            return None
        if token["date"]:
            found.append((label, dates.iso_date(token["date"])))
        label = "label" if token["label"] else "later" if token["later"] else label
        place += token.end()
    if not found:
        return None
    labelled = next((one for one in found if one[0] == "label"), None)
    chosen = labelled or next((one for one in found if one[0] != "later"), found[0])
    return chosen[1], chosen[0] == "label"

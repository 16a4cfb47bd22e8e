"""Dates: days, months and years, literal (`27일` is "the 27th") and resolved against the article's date ("October 27")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.facts.calendar_names import month_names, weekday_names
from pipeline.facts.english_numbers import ordinals
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import narrowed

_SEP = r"\s?[~∼〜·ㆍ・,-]\s?"
_MORE_DAYS = rf"(?:{_SEP}\d{{1,2}})*"
_DAY_END = r"일(?!간|째|\s?만에|\s?동안|\s?이내|\s?이상|\s?안에|씩|당|\s?연속|치|차|\s?넘게|\s?가량|짜리|\d|분|을\s(?:늘|더|넘|채|쉬|연장))"
_YEAR_WORD = r"올해|지난해|작년|내년|이듬해|재작년|지지난해|내후년"
_MONTH_WORD = r"이달|이번\s?달|지난달|지난\s달|다음\s?달|내달|새달"
FULL = re.compile(
    rf"(?<![\d.,])(?:(?:(?P<year>(?:19|20)\d\d)년|(?P<short>[’'‘]\d\d)년|(?P<year_word>{_YEAR_WORD}))\s?)?(?:(?P<month>1[0-2]|0?[1-9])월"
    rf"|(?P<month_word>{_MONTH_WORD}))(?:\s?(?P<days>(?:3[01]|[12]\d|0?[1-9]){_MORE_DAYS}){_DAY_END})?(?!\d)"
)
MONTHS = re.compile(rf"(?<![\d.,])(?P<months>(?:1[0-2]|[1-9])(?:{_SEP}(?:1[0-2]|[1-9]))+)월(?!\s?\d)")
DAYS = re.compile(
    rf"(?:(?<![가-힣])(?P<near>지난|오는)\s)?(?<![\d.,~∼〜A-Za-z가-힣월-])(?<!박\s)(?P<days>(?:3[01]|[12]\d|[1-9]){_MORE_DAYS}){_DAY_END}"
)
YEARS = re.compile(
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?:\s?[~∼〜-]\s?(?P<until>(?:19|20)?\d\d))?(?P<unit>학년도|년도|년대|년생|년)|(?<![\d.,가-힣])[’'‘](?P<short>\d\d)(?P<short_unit>학년도|년도|년)"
)
DOTTED = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?:\.\s?|-|/)(?P<month>1[0-2]|0?[1-9])(?:\.\s?|-|/)(?P<day>3[01]|[12]\d|0?[1-9])\.?(?!\d)"
)
# Days that stand for what happened on them, and what English calls it.
NAMED_DAYS = {
    (5, 18): ("May 18", "May 18 Democratization Movement", "5.18", "5·18"), (4, 3): ("April 3", "Jeju April 3", "4.3", "4·3"),
    (6, 25): ("Korean War", "June 25", "6.25", "6·25"), (4, 19): ("April 19", "April 19 Revolution", "4.19", "4·19"),
    (3, 1): ("March 1", "March First", "Samil", "3.1", "3·1", "Independence Movement Day"),
    (8, 15): ("August 15", "Aug. 15", "Liberation Day", "8.15", "8·15"), (6, 10): ("June 10", "June Democracy", "6.10"),
    (4, 16): ("April 16", "Sewol", "4.16"), (10, 19): ("October 19", "Oct. 19", "10.19", "10·19", "Yeosun"),
    (9, 11): ("September 11", "Sept. 11", "9/11", "9-11", "9.11"), (2, 28): ("February 28", "Feb. 28", "2.28", "2·28"),
    (11, 3): ("November 3", "Nov. 3", "11.3"), (6, 29): ("June 29", "6.29"), (10, 16): ("October 16", "Oct. 16", "10.16"),
    (3, 15): ("March 15", "3.15"), (12, 12): ("December 12", "Dec. 12", "12.12"),
    (6, 15): ("June 15", "6.15"), (12, 3): ("December 3", "Dec. 3", "12.3"), (6, 3): ("June 3", "6.3"),
}  # fmt: skip
NAMED_DAY = re.compile(
    r"(?<![\d.·])(\d{1,2})[·ㆍ・](\d{1,2})(?![\d·]|\s?(?:학년|차|호|회|월|일|위|층|급|등급|단계|학기|분기|기(?!념|억|자|관|금)|년|명|반|교시|번))(?:절|\s?(?:민주화\s?운동|전쟁|혁명|운동))?"
)


def find(text: str, published: str | None) -> Iterator[Fact]:
    """The dates of a sentence; `published`, an ISO date, gives a day its month and the preferred resolved form."""
    narrow = narrowed(text)
    if not re.search("[0-9달]", narrow):
        return
    today = date.fromisoformat(published[:10]) if published and re.match(r"\d{4}-\d\d-\d\d", published) else None
    spans: list[tuple[int, int, int | None]] = []
    for match in FULL.finditer(narrow):
        if match["month"] or match["days"]:
            month = int(match["month"]) if match["month"] else _named_month(match["month_word"], today)
            spans.append((match.start(), match.end(), month))
            yield Fact("date", *match.span(), text[match.start() : match.end()], _full(match, month, today))
    for match in DAYS.finditer(narrow):
        month = next((month for start, end, month in spans if 0 < match.start() - end <= 6), None)
        yield Fact("date", *match.span(), text[match.start() : match.end()], _days(match, month, today))
    for pattern, needed, forms in OTHERS:
        for match in pattern.finditer(narrow) if needed in narrow else ():
            if renderings := forms(match):
                yield Fact("date", *match.span(), text[match.start() : match.end()], renderings, certain=pattern is not NAMED_DAY)


def _named_month(word: str, today: date | None) -> int | None:
    if today is None:
        return None
    step = -1 if word.startswith("지난") else 1 if word[0] in "다내새" else 0
    return (today.month - 1 + step) % 12 + 1


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _joined(parts: list[str], written: str) -> str:
    link = " to " if re.search(r"[~∼〜-]", written) else " and "
    return ", ".join(parts[:-1]) + link + parts[-1] if len(parts) > 2 else link.join(parts)


def _full(match: re.Match[str], month: int | None, today: date | None) -> tuple[str, ...]:
    days = _numbers(match["days"] or "")
    written = match["days"] or ""
    year = int(match["year"] or 0) or (2000 + int(match["short"][1:]) if match["short"] else 0)
    if match["year_word"] and today:
        year = today.year + {"지": -1, "작": -1, "내": 1, "재": -2}.get(match["year_word"][0], 0)
    if month is None:
        return tuple(dict.fromkeys(f"the {_joined([ordinals(day)[form] for day in days], written)}" for form in (-1, 0)))
    names = month_names(month)
    if days:
        figures = [_joined([str(day) for day in days], written)]
        plain = [f"{name} {figure}" for name in names for figure in figures] + [
            f"the {_joined([ordinals(day)[-1] for day in days], written)} of {names[0]}"
        ]
        dated = [f"{form}, {year}" for form in plain] if year else []
    else:
        plain = [*names]
        dated = [f"{form} {year}" for form in plain] if year else []
    if match["month_word"]:
        words = {"지": "last month", "이": "this month", "다": "next month", "내": "next month", "새": "next month"}[match["month_word"][0]]
        nth = _joined([ordinals(day)[-1] for day in days], written)
        return (*plain, f"the {nth}", f"the {nth} of {words}")
    if match["year_word"]:
        words = {"지": "last", "작": "last", "내": "next", "올": "this"}.get(match["year_word"][0], "the following")
        relative = [f"{form} {words} year" for form in plain]
        return (*([f"{words} {names[0]}"] if not days and words in ("last", "next") else []), *relative, *dated, *plain)
    return (*(dated if match["year"] or match["short"] else ()), *plain)


def _days(match: re.Match[str], month: int | None, today: date | None) -> tuple[str, ...]:
    days = _numbers(match["days"])
    literal = "the " + _joined([ordinals(day)[-1] for day in days], match["days"])
    spelled = "the " + _joined([ordinals(day)[0] for day in days], match["days"])
    if month is None and today is not None:
        nearest = _nearest(days[0], today, match["near"])
        month = nearest.month if nearest else None
    resolved: list[str] = []
    if month is not None:
        resolved = [f"{name} {_joined([str(day) for day in days], match['days'])}" for name in month_names(month)]
    near = today and len(days) == 1 and _nearest(days[0], today, match["near"])
    weekdays = weekday_names(near.weekday()) if near and today and abs((near - today).days) <= 7 else ()
    return tuple(dict.fromkeys((*resolved, literal, spelled, *weekdays)))


def _nearest(day: int, today: date, near: str | None) -> date | None:
    """The date with this day of the month that is nearest to `today`: not after it for 지난, not before it for 오는."""
    around = [today + timedelta(days=offset) for offset in range(-45, 46)]
    fits = [one for one in around if one.day == day and not (near == "지난" and one > today) and not (near == "오는" and one < today)]
    return min(fits, key=lambda one: abs((one - today).days), default=None)


def _months(match: re.Match[str]) -> tuple[str, ...]:
    months = _numbers(match["months"])
    return tuple(_joined([month_names(month)[form] for month in months], match["months"]) for form in (0, -1))


def _years(match: re.Match[str]) -> tuple[str, ...]:
    year = match["year"] or f"20{match['short']}"
    unit = match["unit"] or match["short_unit"]
    if match["until"]:
        until = match["until"] if len(match["until"]) == 4 else year[:2] + match["until"]
        return (f"{year} to {until}", f"{year}-{until[2:]}", f"{year}-{until}", f"{year} and {until}")
    if unit == "학년도":
        return (f"{year} academic year", f"{year} school year", f"{year} admissions", year)
    return (f"{year}s", year) if unit == "년대" else (year, f"’{year[2:]}")


def _dotted(match: re.Match[str]) -> tuple[str, ...]:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    return (
        *(f"{name} {day}, {year}" for name in month_names(month)),
        f"{year}-{month:02d}-{day:02d}",
        *(f"{name} {day}" for name in month_names(month)),
    )


def _named_day(match: re.Match[str]) -> tuple[str, ...]:
    return NAMED_DAYS.get((int(match[1]), int(match[2])), ())


# Pattern, a character that its matches have, and what writes a match in English.
OTHERS = (
    (MONTHS, "월", _months), (YEARS, "년", _years), (DOTTED, ".", _dotted), (DOTTED, "-", _dotted), (DOTTED, "/", _dotted),
    (NAMED_DAY, "·", _named_day), (NAMED_DAY, "ㆍ", _named_day),
)  # fmt: skip

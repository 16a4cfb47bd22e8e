"""Relative and named stretches of time: `올해`, `지난달`, `2학기`, `상반기`, `4분기`, `90년대`, `사흘간`, `월요일`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.facts.amounts import AFTER, approximated
from pipeline.facts.calendar_names import KOREAN_WEEKDAYS, MONTHS, weekday_names
from pipeline.facts.counters import PARTICLE
from pipeline.facts.english_numbers import forms, ordinals, spelled
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import narrowed

YEAR_WORDS = {
    "올해": (0, ("this year", "the year", "year's")), "올": (0, ("this year", "this")), "금년": (0, ("this year",)),
    "지난해": (-1, ("last year", "previous year", "year")), "작년": (-1, ("last year", "previous year")),
    "재작년": (-2, ("the year before last", "two years ago")), "지지난해": (-2, ("the year before last", "two years ago")),
    "내년": (1, ("next year", "coming year")), "내후년": (2, ("the year after next", "in two years")),
    "이듬해": (1, ("the following year", "next year", "the year after", "a year later")),
}  # fmt: skip
MONTH_WORDS = {
    "이달": (0, ("this month", "the month")), "이번 달": (0, ("this month",)), "이번달": (0, ("this month",)),
    "지난달": (-1, ("last month",)), "지난 달": (-1, ("last month",)), "다음 달": (1, ("next month",)), "다음달": (1, ("next month",)),
    "내달": (1, ("next month",)), "새달": (1, ("next month",)),
}  # fmt: skip
WEEK_WORDS = {
    "이번 주": ("this week",),
    "이번주": ("this week",),
    "지난주": ("last week",),
    "지난 주": ("last week",),
    "다음 주": ("next week",),
    "다음주": ("next week",),
}
SEASONS = {"봄": ("spring",), "여름": ("summer",), "가을": ("fall", "autumn"), "겨울": ("winter",)}
NATIVE_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "열하루": 11,
    "열이틀": 12,
    "열닷새": 15,
    "열아흐레": 19,
    "스무날": 20,
}
YEAR = re.compile(
    r"(?<![가-힣])(?:올해|금년|지난해|작년|재작년|지지난해|내년|내후년|이듬해|올(?=\s(?:봄|여름|가을|겨울|들어|하반기|상반기|초|연말|\d)|봄|여름|가을|겨울))"
    r"(?!들|생)(?P<season>\s?(?:봄|여름|가을|겨울)(?!방|철))?"
)
MONTH = re.compile(r"(?<![가-힣])(?:이달|이번\s?달|지난\s?달|다음\s?달|내달|새달)(?!\s?\d|리|빛|려|라)")
WEEK = re.compile(
    rf"(?<![가-힣])(?P<week>이번\s?주|지난\s?주|다음\s?주)(?:(?P<end>말)|\s(?P<day>[{KOREAN_WEEKDAYS}])요일|(?![가-힣])|(?=부터|까지|에|의|는))"
)
DAYS = re.compile(rf"(?<![가-힣])(?P<days>{'|'.join(sorted(NATIVE_DAYS, key=len, reverse=True))})(?P<th>째|간)?")
WEEKS = re.compile(r"(?<![가-힣])(?P<half>보름)|(?<![가-힣])일주일")
WEEKDAY = re.compile(rf"(?<![가-힣])(?P<list>[{KOREAN_WEEKDAYS}](?:[·ㆍ~,]\s?[{KOREAN_WEEKDAYS}])*)요일")
TERM = re.compile(r"(?<![\d.])(?P<list>[1-4](?:[·ㆍ~]\s?[1-4])?)\s?(?P<unit>학기|분기)(?!째|제)|(?<![가-힣])(?P<half>상반기|하반기)")
DECADE = re.compile(r"(?<![\d.,])(?P<decade>[1-9]0)년대")


def find(text: str, published: str | None) -> Iterator[Fact]:
    """The stretches of time of a sentence; `published` gives relative years and months their number and name."""
    narrow = narrowed(text)
    today = date.fromisoformat(published[:10]) if published and re.match(r"\d{4}-\d\d-\d\d", published) else None
    for match in YEAR.finditer(narrow):
        season = match["season"] or ""
        step, words = YEAR_WORDS[match[0].removesuffix(season)]
        numbered: tuple[str, ...] = (str(today.year + step),) if today else ()
        if season:
            words, numbered = _seasons(SEASONS[season.strip()], words, step, numbered)
        yield Fact("date", *match.span(), match[0], words + numbered, certain=False)
    for match in MONTH.finditer(narrow):
        if not PARTICLE.match(narrow, match.end()):
            continue
        step, words = MONTH_WORDS[match[0]]
        yield Fact("date", *match.span(), match[0], words + ((MONTHS[(today.month - 1 + step) % 12],) if today else ()))
    for match in WEEK.finditer(narrow):
        words = WEEK_WORDS[match["week"]]
        if match["end"]:
            words = (f"{words[0]}end", "weekend")
        if match["day"]:
            day = weekday_names(KOREAN_WEEKDAYS.index(match["day"]))[0]
            words = (f"{words[0].split()[0]} {day}", f"{day} {words[0]}", day)
        yield Fact("date", *match.span(), match[0], words)
    for match in WEEKDAY.finditer(narrow):
        yield Fact("date", *match.span(), match[0], _weekdays(match["list"]))
    for match in TERM.finditer(narrow) if "기" in narrow else ():
        yield Fact("date", *match.span(), text[match.start() : match.end()], _term(match))
    for match in DECADE.finditer(narrow) if "년대" in narrow else ():
        yield Fact(
            "date",
            *match.span(),
            text[match.start() : match.end()],
            (f"19{match['decade']}s", f"{match['decade']}s", f"20{match['decade']}s"),
        )
    yield from _native_days(narrow)


def _seasons(
    names: tuple[str, ...], words: tuple[str, ...], step: int, numbered: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    near = {-1: "last ", 0: "this ", 1: "next "}.get(step, "")
    said = tuple(near + name for name in names) + tuple(f"{name} {link}{word}" for name in names for word in words for link in ("of ", ""))
    return said, tuple(f"{name} {link}{year}" for year in numbered for name in names for link in ("of ", ""))


def _native_days(text: str) -> Iterator[Fact]:
    for match in DAYS.finditer(text):
        if not PARTICLE.match(text, match.end()):
            continue
        value, end = NATIVE_DAYS[match["days"]], match.end()
        plain = forms(Decimal(value))
        noun = "day" if value == 1 else "days"
        named = (
            tuple(f"{form} {noun}" for form in plain)
            + tuple(f"{form}-day" for form in plain)
            + ("a day",) * (value == 1)
            + ("every other day",) * (value == 2)
        )
        if match["th"] == "째":
            named = (f"{plain[0]} {noun}", *(f"{rank} day" for rank in ordinals(value)), *named)
        words: list[str] = []
        if after := AFTER.match(text, end):
            end, words = after.end(), [after[1]]
        yield Fact("duration", match.start(), end, text[match.start() : end], approximated(words, named), certain=value > 1)
    for match in WEEKS.finditer(text):
        half = ("15 days", "two weeks", "2 weeks", "half a month", "a fortnight")
        yield Fact(
            "duration",
            *match.span(),
            match[0],
            half if match["half"] else ("a week", "one week", "seven days", "weeklong", "week"),
            certain=False,
        )


def _weekdays(listed: str) -> tuple[str, ...]:
    names = [weekday_names(KOREAN_WEEKDAYS.index(day))[0] for day in listed if day in KOREAN_WEEKDAYS]
    link = " to " if "~" in listed else " and "
    return (", ".join(names[:-1]) + link + names[-1] if len(names) > 2 else link.join(names),)


def _term(match: re.Match[str]) -> tuple[str, ...]:
    if match["half"]:
        nth = "first" if match["half"] == "상반기" else "second"
        return (f"{nth} half", f"{nth}-half", "early" if nth == "first" else "later")
    numbers = [int(digit) for digit in re.findall(r"\d", match["list"])]
    nth = " and ".join(ordinals(number)[0] for number in numbers)
    if match["unit"] == "분기":
        return (f"{nth} quarter", f"{nth}-quarter", *(f"Q{number}" for number in numbers[:1]))
    season = {1: "spring", 2: "fall"}.get(numbers[0]) if len(numbers) == 1 else None
    names = (f"{nth} semester", f"{nth}-semester", f"{nth} term", f"semester {spelled(Decimal(numbers[0]))}")
    return (*names, *((f"{season} semester", f"{season} term") if season else ()))

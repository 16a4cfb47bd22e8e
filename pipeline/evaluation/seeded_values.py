"""Errors of value put into a reference: a number changed, a date changed, a number added."""

from __future__ import annotations

import re
from random import Random

from pipeline.evaluation.references import Pair
from pipeline.facts.calendar_names import MONTHS, WEEKDAYS
from pipeline.facts.english_numbers import ordinals

_MONTHS = "|".join(MONTHS)
# Years, clock times, ordinals and parts of names (COVID-19, 3D) are no plain numbers, nor are days behind a month.
_FIGURES = re.compile(r"(?<![\w.,:/-])(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?(?![\d:/]|[.,]\d|(?:st|nd|rd|th)\b|[A-Za-z-])")
_BEHIND_MONTH = re.compile(rf"(?:{_MONTHS}|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?\s(?:\d{{1,2}}(?:\sto\s|\sand\s|[-–,]\s?))?$")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELLED = re.compile(rf"(?<![\w-])(?:{'|'.join(_WORDS)})(?![\w-])")
_DAY = re.compile(
    r"\b(?:on|from|since|until|by|through|to|and|of) the (?P<day>\d{1,2})(?:st|nd|rd|th)(?=[,.;]|$|\s(?:to|that|and|at|in|with|by|for)\b)"
)
_MONTH = re.compile(
    rf"\b(?:(?:in|since|until|by|from|through|next|last|of|late|early|this)\s(?P<alone>{_MONTHS})|(?P<dated>{_MONTHS})(?=\s\d))\b"
)
_DAY_OF_MONTH = re.compile(rf"(?<=\s)(?:{_MONTHS})\s(?P<day>\d{{1,2}})(?![\d,]\d|\w|[-–:])")
_YEAR = re.compile(r"\b(?:in|since|until|by|from|the)\s(?P<year>20[0-3]\d)\b(?![-–:])")
_WEEKDAY = re.compile(rf"\bon\s(?P<weekday>{'|'.join(WEEKDAYS)})\b")
_NOUNS = (
    "students|teachers|schools|parents|residents|classes|classrooms|children|officials|counselors|experts|families|books|pupils|workers"
    "|members|graduates|freshmen|applicants|participants|visitors|institutions|universities|colleges|kindergartens|villages|regions|districts"
    "|towns|programs|projects|courses|cases|subjects|instructors|lawmakers|employees|principals|buses|lawyers|nurses|facilities|companies"
)
_COUNTABLE = re.compile(
    r"(?:\b(?:for|by|to|with|from|among|that|(?<!number )of|and|as|the|these|those|their|its|our|because|while|when|where|at|in)\s|^)"
    rf"(?P<noun>(?:(?:elementary|middle|high|school|local|special|foreign|public|private|rural|small|young|homeroom|college)\s){{0,2}}(?:{_NOUNS}))\b(?!['’-])",
    re.IGNORECASE,
)


def number_changed(pair: Pair, chance: Random) -> str | None:
    """Another figure of the same length, or another number word, in the place of one that is no date."""
    english = pair.english
    places = [match for match in _FIGURES.finditer(english) if not _BEHIND_MONTH.search(english[: match.start()])]
    if not (places := places or list(_SPELLED.finditer(english))):
        return None
    match = chance.choice(places)
    return _put(english, match.span(), _other_word(match[0], chance) if match[0] in _WORDS else _other_figures(match[0], chance))


def date_changed(pair: Pair, chance: Random) -> str | None:
    """Another day, month, year or weekday."""
    english = pair.english
    places = [match for pattern in (_DAY, _MONTH, _DAY_OF_MONTH, _YEAR, _WEEKDAY) for match in pattern.finditer(english)]
    if not places:
        return None
    match = chance.choice(places)
    name, old = next((name, value) for name, value in match.groupdict().items() if value)
    if name == "day":
        day = chance.choice([one for one in range(2, 29) if one != int(old)])
        if match.re is _DAY:
            return _put(
                english, (match.start("day"), match.end()), ordinals(day)[-1] if ordinals(day)[-1][0].isdigit() else ordinals(day)[0]
            )
        return _put(english, match.span("day"), str(day))
    if name == "year":
        return _put(english, match.span("year"), str(int(old) + chance.choice((-3, -2, 2, 3))))
    names = WEEKDAYS if name == "weekday" else MONTHS
    return _put(english, match.span(name), chance.choice([one for one in names if one != old]))


def number_added(pair: Pair, chance: Random) -> str | None:
    """A count before a noun that has none: `for students` becomes `for 37 students`."""
    if not (places := list(_COUNTABLE.finditer(pair.english))):
        return None
    number = chance.choice([one for one in range(23, 98) if str(one) not in pair.english and str(one) not in pair.korean])
    match = chance.choice(places)
    return _put(pair.english, match.span("noun"), f"{number} {match['noun'][0].lower()}{match['noun'][1:]}")


def _other_word(word: str, chance: Random) -> str:
    return chance.choice([one for one in _WORDS if one != word])


def _other_figures(figures: str, chance: Random) -> str:
    """One digit becomes another; never the first becomes 0."""
    at = chance.choice([place for place, sign in enumerate(figures) if sign.isdigit()])
    digits = "123456789" if at == 0 else "0123456789"
    return figures[:at] + chance.choice(digits.replace(figures[at], "")) + figures[at + 1 :]


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]

"""Numbers, times, months and weekdays that an English sentence mentions, by value and with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.facts.calendar_names import MONTHS, WEEKDAYS
from pipeline.facts.english_numbers import ORDINALS, TENS, WORDS

MentionKind = Literal["plain", "percent", "money", "month", "weekday", "time"]

SMALL = {**{word: float(value) for value, word in enumerate(WORDS)}, **{word: 10.0 * value for value, word in enumerate(TENS, 2)}}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "bn": 1e9, "mn": 1e6, "tn": 1e12,
    "dozen": 12.0, "decades": 10.0,
}  # fmt: skip
_TEENTHS = ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
RANKS = {
    **{word: float(value) for value, word in enumerate(ORDINALS, 1)},
    **{word: float(value) for value, word in enumerate(_TEENTHS, 10)},
    **{word[:-1] + "ieth": 10.0 * value for value, word in enumerate(TENS, 2)},
}
# Single words that say a number. Plural decades name an age or a time: "in her thirties".
SAYING = {
    "once": 1, "twice": 2, "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "twofold": 2, "pair": 2, "pairs": 2, "couple": 2,
    "both": 2, "duo": 2, "twin": 2, "twins": 2, "half": 0.5, "halves": 0.5, "halved": 0.5, "halving": 0.5, "halve": 0.5,
    "quarter": 0.25, "quarters": 0.25, "thrice": 3, "triple": 3, "triples": 3, "tripled": 3, "tripling": 3, "threefold": 3, "trio": 3,
    "trilingual": 3, "quadruple": 4, "quadrupled": 4, "fourfold": 4, "quartet": 4, "quintuple": 5, "fivefold": 5, "sixfold": 6,
    "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "dozen": 12, "decade": 10, "century": 100, "teens": 10, "teen": 10,
    "teenage": 10, "teenager": 10, "teenagers": 10, "overnight": 1, "fortnight": 14, "bilingual": 2, "centennial": 100, "single": 1,
    "sole": 1, "another": 1, "alternate": 2, "alternating": 2, "alone": 1, "daily": 1, "hundredfold": 100, "twentyfold": 20,
    "secondly": 2, "thirdly": 3, "either": 2, "neither": 2, "two-thirds": 2 / 3, "pentathlon": 5, "quintupled": 5,
    **{word[:-1] + "ies": 10 * value for value, word in enumerate(TENS, 2)},
}  # fmt: skip
PARTS = {
    "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000, "half": 2, "halves": 2, "third": 3, "thirds": 3,
    "quarter": 4, "quarters": 4, "tenth": 10, "tenths": 10,
    **{word + end: value for value, word in enumerate(ORDINALS, 1) if value > 3 for end in ("", "s")},
}  # fmt: skip
_word = "|".join(sorted(SMALL, key=len, reverse=True))
_scale = "hundred|thousand|million|billion|trillion|dozen"
_rank = "|".join(sorted(RANKS, key=len, reverse=True))
SPELLED = re.compile(
    rf"\b(?:(?P<article>an?)\s+(?=(?:half[\s-]+)?(?:{_scale})\b))?(?P<run>(?:half[\s-]+(?=dozen))?(?:{_word}|{_scale})(?:(?:[\s-]+(?:and[\s-]+)?)(?:{_word}|{_scale}))*"
    rf"(?:[\s-]+(?:{_rank}))?|{_rank})\b",
    re.IGNORECASE,
)
FIGURES = re.compile(
    r"(?P<sign>[$₩€£¥]|KRW\s?)?(?<![\d.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<fraction>\s\d/\d|/\d+(?![/\d])|[½¼¾⅓⅔])?"
    r"(?P<scale>\s?(?:K|k|bn|mn|tn)\b|(?i:[\s-]+(?:hundred|thousand|million|billion|trillion|dozen))\b)?(?P<suffix>st|nd|rd|th|s)?"
)
SAID = re.compile(rf"\b(?:{'|'.join(sorted((re.escape(word) for word in SAYING), key=len, reverse=True))})\b", re.IGNORECASE)
AND_A_HALF = re.compile(
    rf"\b(?P<head>\d+|an?|one|{_word})(?:[\s-]+(?P<noun>[a-z]+))?[\s-]+and[\s-]+(?:a|one)[\s-]half|(?P<whole>\d+)\s1/2", re.IGNORECASE
)
FRACTION = re.compile(rf"\b(?P<part>an?|one|{_word}|\d+)[\s-](?P<of>{'|'.join(sorted(PARTS, key=len, reverse=True))})\b", re.IGNORECASE)
PERCENT = re.compile(r"[\s-]?(?:%|percent\b|per\s?cent\b|percentage\b|pp\b)", re.IGNORECASE)
MONEY = re.compile(r"[\s-]?(?:won|dollars?|KRW|yen|yuan|euros?)\b", re.IGNORECASE)
# "10 to 20 percent", "200,000 won and 350,000 won": the first number has the unit of the second.
JOINED = re.compile(r"[\s,]*(?:to|and|or|-|–|,|/|versus|from)[\s$₩€]*", re.IGNORECASE)
SHARED_SCALE = re.compile(
    r"(?P<number>\d[\d,.]*)\s?(?:to|and|or|-|–|,)\s?[$₩€]?\d[\d,.]*[\s-](?P<scale>thousand|million|billion|trillion)", re.IGNORECASE
)
TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s?(?P<mark>[ap])\.?m\b\.?|\b(?P<oclock>\d{1,2})\so['’]clock|\b(?P<h24>\d{1,2}):(?P<m24>\d\d)\b|\b(?P<name>noon|midnight)\b"
    rf"|\b(?P<part>half|quarter)\s(?P<side>past|to)\s(?P<whole>\d{{1,2}}|{_word})\b",
    re.IGNORECASE,
)
MONTH = re.compile(rf"\b(?:(?P<whole>{'|'.join(MONTHS)})|(?P<short>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})s?\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """One value said in the English: the month's number, the weekday's (Monday is 0), the minutes after midnight, or the number itself."""

    kind: MentionKind
    value: float
    start: int
    end: int


def _spelled(run: str) -> Iterator[float]:
    """The numbers of a run of number words, one after another: `twenty-five` is one, `two three` are two."""
    total = section = 0.0
    last, open_number = 1e16, False
    for word in re.findall(r"[a-z]+", run.lower()):
        if word == "and":
            continue
        if word == "half":
            total, section, last, open_number = 0.0, 0.5, 0.5, True
        elif word in SCALES:
            size = SCALES[word]
            if size == 100:
                section, last = (section or 1) * 100, 100
            else:
                total, section, last = total + (section or 1) * size, 0.0, size
            open_number = True
        else:
            value = SMALL.get(word, RANKS.get(word, 0.0))
            fits = open_number and (last >= 100 or (last in range(20, 100, 10) and 0 < value < 10))
            if open_number and not fits:
                yield total + section
                total = section = 0.0
            section, last, open_number = section + value, value, True
            if word in RANKS:
                yield total + section
                total, section, open_number = 0.0, 0.0, False
    if open_number:
        yield total + section


def _numbers(text: str) -> Iterator[tuple[float, int, int, bool]]:
    """Numbers in figures and words: value, start, end, whether a currency sign stands before it."""
    for match in FIGURES.finditer(text):
        value = float(match["number"].replace(",", ""))
        if fraction := match["fraction"]:
            parts = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
            if fraction in parts:
                value += parts[fraction]
            elif fraction.startswith("/"):
                yield (value, *match.span(), False)
                value = value / (float(fraction[1:]) or 1)
            else:
                above, below = fraction.split("/")
                value += float(above) / (float(below) or 1)
        if scale := match["scale"]:
            value *= SCALES[scale.strip(" -\t").lower()]
        yield (value, *match.span(), bool(match["sign"]))
    for match in SPELLED.finditer(text):
        for value in _spelled(match["run"]):
            yield (value, *match.span(), False)
    for match in SAID.finditer(text):
        yield (float(SAYING[match[0].lower()]), *match.span(), False)
    yield from _derived(text)


def _derived(text: str) -> Iterator[tuple[float, int, int, bool]]:
    """Halves, fractions and first numbers of ranges that share the scale of the second."""
    for match in AND_A_HALF.finditer(text):
        head = (match["whole"] or match["head"]).lower()
        value = float(head) if head.isdigit() else SMALL.get(head, 1.0)
        yield (value + 0.5, *match.span(), False)
    for match in FRACTION.finditer(text):
        part = match["part"].lower()
        value = float(part) if part.isdigit() else SMALL.get(part, 1.0)
        yield (value / PARTS[match["of"].lower()], *match.span(), False)
    for match in SHARED_SCALE.finditer(text):
        number = match["number"].replace(",", "").rstrip(".")
        if re.fullmatch(r"\d+(?:\.\d+)?", number):
            yield (float(number) * SCALES[match["scale"].lower()], *match.span("number"), False)


def _clock(match: re.Match[str]) -> tuple[int, ...]:
    """Minutes after midnight; both halves of the day where the English leaves it open (`7:30 in the evening`)."""
    if match["name"]:
        return (720 if match["name"].lower() == "noon" else 0,)
    if match["part"]:
        whole = match["whole"].lower()
        hour = int(whole) if whole.isdigit() else int(SMALL[whole])
        minutes = hour % 12 * 60 + {"half": 30, "quarter": 15}[match["part"].lower()] * (1 if match["side"].lower() == "past" else -1)
        return (minutes % 1440, (minutes + 720) % 1440)
    if match["oclock"]:
        minutes = int(match["oclock"]) % 12 * 60
        return (minutes, minutes + 720)
    if match["h24"]:
        minutes = int(match["h24"]) * 60 + int(match["m24"])
        return (minutes, (minutes + 720) % 1440) if int(match["h24"]) <= 12 else (minutes,)
    return ((int(match["hour"]) % 12 + (12 if match["mark"].lower() == "p" else 0)) * 60 + int(match["minute"] or 0),)


def _with_units(text: str) -> Iterator[Mention]:
    found: list[Mention] = []
    for value, start, end, signed in _numbers(text):
        kind: MentionKind = "plain"
        if PERCENT.match(text, end):
            kind = "percent"
        elif signed or MONEY.match(text, end):
            kind = "money"
        found.append(Mention(kind, float(f"{value:.10g}"), start, end))
    units = {mention.start: mention.kind for mention in found if mention.kind != "plain"}
    for mention in sorted(found, key=lambda mention: -mention.start):
        joined = JOINED.match(text, mention.end) if mention.kind == "plain" and units else None
        if joined and (unit := units.get(joined.end())):
            units[mention.start] = unit
            yield replace(mention, kind=unit)
        yield mention


def _scan(text: str) -> Iterator[Mention]:
    yield from _with_units(text)
    for match in TIME.finditer(text):
        for minutes in _clock(match):
            yield Mention("time", minutes, *match.span())
    for match in MONTH.finditer(text):
        name = (match["whole"] or match["short"])[:3]
        yield Mention("month", 1 + next(index for index, month in enumerate(MONTHS) if month.startswith(name)), *match.span())
    for match in WEEKDAY.finditer(text):
        yield Mention("weekday", WEEKDAYS.index(match[0].removesuffix("s")), *match.span())


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """All values that the English mentions; a span may say two (`third` in "a third" is a rank and a part)."""
    return tuple(_scan(text))

"""A numeral with its counter in English: `thirty meters` as newspapers write it, `twice`, `12 billion won`, `sixth year`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pipeline.facts.amounts import amounts
from pipeline.facts.counters import AGES, DURATIONS, MEASURES, MONEY, MULTIPLES, PERCENT, POINTS, RANKS, TIMES
from pipeline.facts.english_numbers import MULTIPLES as TIMES_AS_MUCH
from pipeline.facts.english_numbers import digits, ordinals, spelled
from pipeline.facts.fact import Kind
from pipeline.facts.korean_numerals import Numeral

# Counters whose first reading is a rank; the others of `RANKS` are ranks after 제 and may be ranks elsewhere.
ALWAYS_RANKS = frozenset(
    [
        "위",
        "등",
        "번째",
        "번째로",
        "층",
        "교시",
        "기",
        "차",
        "호선",
        "호",
        "등급",
        "순위",
        "주기",
        "주년",
        "년째",
        "해째",
        "달째",
        "일째",
        "주째",
        "개월째",
        "학기째",
        "주차",
        "년차",
        "일차",
        "째",
        "조",
        "항",
        "회째",
        "회차",
        "세기",
        "심",
    ]
) | {"년 차"}
# Shares that English often says in words.
SHARES: dict[Decimal, tuple[str, ...]] = {
    Decimal(0): ("none", "no"),
    Decimal(10): ("a tenth",),
    Decimal(20): ("a fifth",),
    Decimal(25): ("a quarter",),
    Decimal(40): ("two-fifths",),
    Decimal(50): ("half",),
    Decimal(60): ("three-fifths",),
    Decimal(75): ("three-quarters",),
    Decimal(80): ("four-fifths",),
    Decimal(100): ("all", "every", "full", "entire", "entirely"),
}
LASTING = frozenset(["년째", "해째", "달째", "일째", "주째", "개월째", "학기째", "시간째"])
IRREGULAR = {"span": "spans", "hertz": "hertz", "ri": "ri", "pyeong": "pyeong", "inch": "inches"}


@lru_cache(maxsize=4096)
def rendered(numeral: Numeral, unit: str, *, ranked: bool = False) -> tuple[Kind, tuple[str, ...]]:
    """The kind and the English forms of a numeral with the counter `unit` (empty where none follows), `ranked` after 제."""
    if unit in MONEY:
        return "money", _money(numeral, MONEY[unit])
    if unit in POINTS:
        return "percent", tuple(f"{form} percentage point{_s(numeral)}" for form in amounts(numeral, as_figures=True))
    if unit == "할":
        tenths = replace(numeral, values=tuple(value * 10 for value in numeral.values))
        return "percent", (*rendered(tenths, "%")[1], *(f"{form} in 10" for form in amounts(numeral)))
    if unit in PERCENT:
        said = tuple(f"{form}{sign}" for sign in ("%", " percent") for form in amounts(numeral, as_figures=True))
        return "percent", (*said, *(SHARES.get(numeral.values[0], ()) if len(numeral.values) == 1 else ()))
    if unit in AGES:
        return "number", _age(numeral)
    if unit in MULTIPLES:
        return "number", _multiple(numeral)
    if ranked or unit in ALWAYS_RANKS:
        return ("duration" if unit in LASTING else "ordinal"), _rank(numeral, unit)
    if unit in DURATIONS:
        return "duration", _with_noun(numeral, DURATIONS[unit][0], as_figures=False) + _other_lengths(numeral, unit)
    if unit in MEASURES:
        return "number", _measure(numeral, unit)
    return "number", _count(numeral, unit)


def _s(numeral: Numeral) -> str:
    return "" if numeral.script != "vague" and numeral.values == (Decimal(1),) else "s"


def _money(numeral: Numeral, currency: str) -> tuple[str, ...]:
    if numeral.script == "vague":
        return tuple(f"{form} of {currency}" for form in amounts(numeral))
    plain = amounts(numeral, as_figures=True)
    sign = {"won": "₩", "dollars": "$", "euros": "€", "yen": "¥", "pounds": "£"}.get(currency)
    return (*(f"{form} {currency}" for form in plain), *(f"{sign}{form}" for form in plain if sign))


def _age(numeral: Numeral) -> tuple[str, ...]:
    plain = amounts(numeral, as_figures=True)
    word = "age" if len(numeral.values) == 1 else "ages"
    infants = ("infants", "under 1") if numeral.values[0] == 0 else ()
    return (*(f"{plain[0]} {noun}" for noun in ("years old", "years of age")), f"{word} {plain[0]}", f"aged {plain[0]}", *plain, *infants)


def _multiple(numeral: Numeral) -> tuple[str, ...]:
    plain = amounts(numeral)
    value = numeral.values[0]
    words = TIMES_AS_MUCH.get(int(value), ()) if len(numeral.values) == 1 and value == int(value) and numeral.script != "vague" else ()
    return (*words, *(f"{form} times" for form in plain), *(f"{form}-fold" for form in plain))


def _rank(numeral: Numeral, unit: str) -> tuple[str, ...]:
    plain = amounts(numeral)
    if any(value != int(value) for value in numeral.values) or numeral.script == "vague":
        return plain
    nouns = [ordinals(int(value)) for value in numeral.values]
    ranks = nouns[0] if len(nouns) == 1 else tuple(" and ".join(row) for row in zip(*((row * 2)[:2] for row in nouns), strict=True))
    noun = RANKS.get(unit, "")
    number = " and ".join(digits(value) for value in numeral.values)
    if noun in ("line", "No.", "grade", "class", "chapter", "part", "phase"):
        name = noun if noun == "No." else noun.capitalize()
        return (f"{name} {number}", *(f"{rank} {noun}" for rank in ranks if noun != "No."), f"No. {number}", *ranks, *plain)
    named = tuple(f"{rank} {noun}" for rank in ranks) if noun and noun != "place" else ()
    courts = {1: ("first trial", "first instance"), 2: ("appeal", "appellate"), 3: ("Supreme Court",)} if unit == "심" else {}
    lasting = tuple(f"{form} {noun}{_s(numeral)}" for form in plain) if unit in LASTING else ()
    return (*lasting[:1], *named, *ranks, *lasting[1:], *plain, f"No. {number}", *courts.get(int(numeral.values[0]), ()))


def _with_noun(numeral: Numeral, noun: str, *, as_figures: bool) -> tuple[str, ...]:
    plain = amounts(numeral, as_figures=as_figures)
    plural = IRREGULAR.get(noun, f"{noun}s")
    name = noun if not _s(numeral) else plural
    link = " of " if numeral.script == "vague" and numeral.values[0] > 1 else " "
    return (
        *(f"{form}{link}{name}" for form in plain),
        *(f"{form}-{noun}" for form in plain[:2]),
        *(f"{form} {noun}" for form in plain[:2]),
    )


def _other_lengths(numeral: Numeral, unit: str) -> tuple[str, ...]:
    """The same time in another unit: 90 minutes is an hour and a half, six months half a year, 24 months two years."""
    if len(numeral.values) != 1 or numeral.script == "vague":
        return ()
    value, noun = numeral.values[0], DURATIONS[unit][0]
    found: list[str] = ["a " + noun] if value == 1 else []
    if noun == "hour" and value == 24:
        found += ["round-the-clock", "around the clock"]
    if noun == "month" and value == 6:
        found += ["half a year", "half-year"]
    if noun == "minute" and value == 30:
        found += ["half an hour", "half-hour"]
    if noun == "year" and value in (10, 100):
        found += ["a decade", "decade"] if value == 10 else ["a century", "century"]
    for smaller, size, larger in (("minute", 60, "hour"), ("second", 60, "minute"), ("month", 12, "year"), ("day", 7, "week")):
        amount = value / size
        if noun == smaller and value >= size and amount * 2 == int(amount * 2):
            word = digits(amount) if amount != 1 else "one"
            found += [f"{word} {larger}s", f"{spelled(amount) or word} {larger}s"]
    return tuple(found)


def _measure(numeral: Numeral, unit: str) -> tuple[str, ...]:
    noun = MEASURES[unit]
    forms = _with_noun(numeral, noun, as_figures=True)
    return (*forms, *(f"{form} {unit}" for form in amounts(numeral, as_figures=True)[:1] if unit.isascii()))


def _count(numeral: Numeral, unit: str) -> tuple[str, ...]:
    plain = amounts(numeral)
    if len(numeral.values) > 1 or numeral.script == "vague":
        return plain
    value = numeral.values[0]
    times: tuple[str, ...] = ()
    if unit in TIMES and value in (1, 2, 3):
        times = {1: ("once",), 2: ("twice", "two times"), 3: ("three times", "thrice")}[int(value)]
    ranks = ordinals(int(value)) if unit in RANKS and value == int(value) and 0 < value < 1000 else ()
    more = (
        {0: ("no", "none"), 1: ("a", "an", "a single"), 2: ("both", "a pair", "a couple"), 12: ("a dozen",)}.get(int(value), ())
        if value < 13
        else ()
    )
    if unit == "자릿수":
        name = {1: "single", 2: "double", 3: "triple"}.get(int(value), plain[0])
        return (f"{name} digits", f"{name}-digit", f"{plain[0]} digits", f"{plain[0]}-digit", *plain)
    tens: tuple[str, ...] = (f"{int(value)}s",) if unit == "대" and value in range(20, 100, 10) else ()
    tens = ("teens", "teenagers", "teenage") if unit == "대" and value == 10 else tens
    more = (*more, f"{plain[0]} points") if unit == "점" else more
    return (*tens, *times, *plain, *ranks, *more)

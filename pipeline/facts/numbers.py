"""Numbers with their counters: counts, money, percentages, measures, durations, multiples, ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.facts.amounts import AFTER, BEFORE, approximated
from pipeline.facts.code_switching import switched
from pipeline.facts.compound_durations import COMPOUND, compound
from pipeline.facts.counted import rendered
from pipeline.facts.counters import AGES, DURATIONS, NOUNS, TIMES
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import Numeral, narrowed, numerals
from pipeline.facts.numeral_context import counter_of, stands_alone

FREQUENCY = re.compile(r"(?:(?<![가-힣\d])(주당|매주|주|매달|월|한 달에|하루|매일|연간|매년|연|한 해에)\s?)$")
EVERY = {"주": "week", "월": "month", "달": "month", "하": "day", "일": "day", "연": "year", "년": "year", "해": "year"}
FIRST = re.compile(r"(?<![가-힣])첫(?:\s?번째|째|(?=\s)|(?=날|해|선|발|걸음|인사|삽|눈|손|주|회|차|판|장|수업|단추|월급))(?!\s?눈에)")
FIRST_FORMS = ("first", "1st", "opening", "inaugural", "initial", "maiden", "debut", "No. 1")
SCHOOL_YEAR = re.compile(r"(?<![가-힣])[초중고]$")
RANKED = re.compile(r"(?<![가-힣])제$")
FULL_YEARS = re.compile(r"(?<![가-힣])만\s?$")
GROUP = re.compile(r"(\d+)조")
# The longest word that is looked for before a number, and one character before it (`한 달에 `).
BEHIND = 8


def find(text: str, published: str | None) -> Iterator[Fact]:
    """The numbers of a sentence. Numerals written in Hangul count with a counter or a clear context only."""
    narrow = narrowed(text)
    for numeral in numerals(narrow):
        if (fact := _fact(narrow, numeral)) is not None:
            yield fact if narrow is text else replace(fact, text=text[fact.start : fact.end])
    if "첫" in text:
        for match in FIRST.finditer(text):
            yield Fact("ordinal", *match.span(), match[0], FIRST_FORMS, certain=False)


def _as_meant(text: str, numeral: Numeral) -> Numeral | None:
    """The numeral without a 조 that is an article (제6조), None for a school year (고3) or a team (3인 1조)."""
    before = text[max(0, numeral.start - BEHIND) : numeral.start]
    if SCHOOL_YEAR.search(before):
        return None
    if group := GROUP.fullmatch(text, numeral.start, numeral.end):
        if before.rstrip().endswith("인"):
            return None
        if before.endswith("제"):
            return Numeral(numeral.start, numeral.end - 1, (Decimal(group[1]),), "digits")
    return numeral


def _fact(text: str, scanned: Numeral) -> Fact | None:
    numeral = _as_meant(text, scanned) if scanned.script == "digits" else scanned
    counter = counter_of(text, numeral) if numeral is not None else None
    if numeral is None or (counter is None and not stands_alone(text, numeral)):
        return None
    start, end, unit, words = numeral.start, numeral.end, "", list[str]()
    if counter is not None and counter["unit"] not in NOUNS:
        if not (counter["unit"] == "과" and numeral.link):  # 4·3과 5·18: a particle, and no lesson
            unit, end = counter["unit"], counter.end()
        words += ["여"] if counter["more"] else []
    if numeral.script == "digits" and "여" in text[start : numeral.end]:
        words.append("여")  # 1천여억
    if not unit and text[numeral.end - 1] in "억조":
        unit = "원"  # headlines leave the currency out: 예비비 65억
    start, ranked = _start(text, start, unit)
    kind, renderings = rendered(Numeral(0, 0, numeral.values, numeral.script, numeral.link), unit, ranked=ranked)
    if counter is None and not unit and text[start:end].isdigit() and end - start > 3:
        renderings = (text[start:end], *renderings)  # 2022 개정 교육과정, 1004
    more = COMPOUND.match(text, end) if unit in DURATIONS and len(numeral.values) == 1 else None
    if more is not None:
        renderings, end = compound(numeral, unit, more), more.start("half_of") + 1 if more["half_of"] else more.end()
    if unit in TIMES and not ranked:
        renderings, start = _per_period(text, start, renderings)
    start, end = _approximations(text, start, end, words)
    certain = numeral.script != "vague" and unit not in ("자", "글자") and (counter is not None or numeral.script == "digits")
    certain = certain and (more is not None or numeral.values != (Decimal(1),))
    span = text[start:end]
    return (
        Fact(kind, start, end, span, approximated(words, renderings, unit), None if ranked else switched(span), certain)
        if renderings
        else None
    )


def _start(text: str, start: int, unit: str) -> tuple[int, bool]:
    """Where the fact starts with 제 (and whether it has it, as a rank) or, before an age, 만."""
    behind = max(0, start - BEHIND)
    before = text[behind:start]
    if RANKED.search(before):
        return start - 1, True
    years = FULL_YEARS.search(before) if unit in AGES else None
    return (behind + years.start(), False) if years else (start, False)


def _per_period(text: str, start: int, renderings: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    behind = max(0, start - BEHIND)
    per = FREQUENCY.search(text[behind:start])
    if per is None:
        return renderings, start
    period = next(EVERY[letter] for letter in reversed(per[1]) if letter in EVERY)
    said = (f"{form} {link} {period}" for form in renderings[:3] for link in ("a", "per", "each"))
    return (*said, *renderings), behind + per.start(1)


def _approximations(text: str, start: int, end: int, words: list[str]) -> tuple[int, int]:
    """Start and end with the words of approximation on both sides, which are added to `words`."""
    behind = max(0, start - BEHIND)
    if before := BEFORE.search(text[behind:start]):
        start = behind + before.start()
        words.append("약")
    if after := AFTER.match(text, end):
        end = after.end()
        words.append(after[1])
    return start, end

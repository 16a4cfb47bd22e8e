"""Slots of the grammar that code fills, not a lexicon: dates, times, counts and money, as the news of each language writes them."""

from __future__ import annotations

import random

Phrase = tuple[str, str]
"""Korean, English."""

_MONTHS_TEXT = "January February March April May June July August September October November December"
MONTHS = tuple(_MONTHS_TEXT.split())
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEARS = range(2015, 2031)


def date(chance: random.Random) -> Phrase:
    """27일 / 지난 25일 / 오는 11월 3일 / 2026년 3월 1일"""
    month = chance.randrange(12)
    day = chance.randint(1, DAYS[month])
    near = chance.choice(("", "", "지난 ", "오는 "))
    kind = chance.random()
    if kind < 0.65:
        return f"{near}{day}일", f"the {_ordinal(day)}"
    if kind < 0.9:
        return f"{near}{month + 1}월 {day}일", f"{MONTHS[month]} {day}"
    year_number = chance.choice(YEARS)
    return f"{year_number}년 {month + 1}월 {day}일", f"{MONTHS[month]} {day}, {year_number}"


def date_range(chance: random.Random) -> Phrase:
    """25일부터 26일까지, in one month or across two."""
    month = chance.randrange(12)
    first = chance.randint(1, DAYS[month] - 6)
    last = first + chance.randint(1, 6)
    kind = chance.random()
    if kind < 0.4:
        return f"{first}일부터 {last}일까지", f"from the {_ordinal(first)} to the {_ordinal(last)}"
    if kind < 0.7:
        return f"{month + 1}월 {first}일부터 {last}일까지", f"from {MONTHS[month]} {first} to {last}"
    after = (month + 1) % 12
    return f"{month + 1}월 {last}일부터 {after + 1}월 {first}일까지", f"from {MONTHS[month]} {last} to {MONTHS[after]} {first}"


def time_of_day(chance: random.Random) -> Phrase:
    """오전 9시 / 오후 2시 30분 / 오후 7시 반"""
    noon, hour = chance.choice((("오전", "a.m."), ("오후", "p.m."))), chance.randint(1, 11)
    kind = chance.random()
    if kind < 0.5:
        return f"{noon[0]} {hour}시", f"{hour} {noon[1]}"
    if kind < 0.6:
        return f"{noon[0]} {hour}시 반", f"{hour}:30 {noon[1]}"
    minute = chance.choice((10, 20, 30, 40, 50))
    return f"{noon[0]} {hour}시 {minute}분", f"{hour}:{minute} {noon[1]}"


def number(chance: random.Random) -> Phrase:
    """A plain count, a space or a noun may follow: 120, 1,250, 3만5천."""
    kind = chance.random()
    if kind < 0.6:
        value = chance.randint(2, 999)
    elif kind < 0.85:
        value = chance.randint(1_000, 9_999)
    else:
        tens, ones = chance.randint(1, 99), chance.randint(0, 9)
        return f"{tens}만{f'{ones}천' if ones else ''}", f"{tens * 10_000 + ones * 1_000:,}"
    return (f"{value:,}" if chance.random() < 0.7 else str(value)), f"{value:,}"


def people(chance: random.Random) -> Phrase:
    """350명 / 1,200여 명 / 3만5천여 명 / 2천500명"""
    kind = chance.random()
    if kind < 0.4:
        value = chance.randint(10, 2_500)
        return f"{value:,}명", f"{value:,} people"
    if kind < 0.6:
        value = chance.randint(2, 250) * 10
        return f"{value:,}여 명", f"about {value:,} people"
    if kind < 0.8:
        tens, ones = chance.randint(1, 60), chance.randint(0, 9)
        return f"{tens}만{f'{ones}천' if ones else ''}여 명", f"about {tens * 10_000 + ones * 1_000:,} people"
    thousands, hundreds = chance.randint(1, 9), chance.randint(0, 9)
    return f"{thousands}천{f'{hundreds}00' if hundreds else ''}명", f"{thousands * 1_000 + hundreds * 100:,} people"


def schools(chance: random.Random) -> Phrase:
    """15개교 / 15개 학교 / 학교 15곳"""
    value = chance.randint(2, 400)
    return chance.choice((f"{value}개교", f"{value}개 학교", f"학교 {value}곳")), f"{value} schools"


def money(chance: random.Random) -> Phrase:
    """120억 원 / 3억 5천만 원 / 1조 2천억 원 / 25만 원"""
    kind = chance.random()
    if kind < 0.35:
        return f"{(value := chance.randint(1, 999))}억 원", _won(value * 10**8)
    if kind < 0.55:
        hundreds, tens = chance.randint(1, 99), chance.randint(1, 9)
        return f"{hundreds}억 {tens}천만 원", _won(hundreds * 10**8 + tens * 10**7)
    if kind < 0.7:
        trillions, tenths = chance.randint(1, 9), chance.randint(0, 9)
        return f"{trillions}조{f' {tenths}천억' if tenths else ''} 원", _won(trillions * 10**12 + tenths * 10**11)
    if kind < 0.85:
        return f"{(value := chance.randint(1, 99))}만 원", _won(value * 10**4)
    return f"{(value := chance.randint(1, 9))}천만 원", _won(value * 10**7)


def percent(chance: random.Random) -> Phrase:
    """72.5% / 30퍼센트"""
    value = str(chance.randint(1, 99)) if chance.random() < 0.5 else f"{chance.randint(0, 99)}.{chance.randint(1, 9)}"
    return value + chance.choice(("%", "%", "%", "퍼센트")), f"{value} percent"


def year(chance: random.Random) -> Phrase:
    """2026, the same in both languages."""
    value = str(chance.choice(YEARS))
    return value, value


def _won(value: int) -> str:
    """12 billion won, 350 million won, 250,000 won: words from one million on, as many decimals as the value has."""
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{value / size:.10g} {word} won"
    return f"{value:,} won"


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 <= day % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"

"""Whether a numeral is one: what stands behind a word such as 세, 천 or 이십 makes it a number or a part of another word."""

from __future__ import annotations

import re

from pipeline.facts.counters import CLOSE, DURATIONS, MONEY, MULTIPLES, NOUNS, PARTICLE, RANKS, THINGS, TIMES, UNIT, words
from pipeline.facts.korean_numerals import Numeral

# After 한 ("a certain") an institution or a person is introduced rather than counted.
NOT_COUNTED = NOUNS | words("국어 글자 편 면 점 자 판 동네")
SINO_UNITS = words(
    "명 원 년 년간 개월 층 호 권 석 배 세 점 분 초 인 번 회 주 미터 퍼센트 킬로미터 달러 개 건 가지 장 대 곳 여 일 도 평 학급 가구 "
    "주년 시간 번째"
)
VAGUE_UNITS = words("명 원 개 건 권 대 장 마리 년 곳 가구 달러 배 그루 점 표 킬로미터 시간")
COUNTED_VAGUELY = THINGS | MONEY.keys() | DURATIONS.keys() | NOUNS | TIMES | MULTIPLES
LATIN = re.compile("-?[A-Za-z]")
BY_THEMSELVES = re.compile(
    r"(?:이|은|을|의|에|도|만|과|와|이나|로|으로|이다|뿐|이서|씩|인|이고|이며|이던)(?![가-힣])|뿐이|\s(?:다|중|모두)(?![가-힣])"
)
DETERMINED = re.compile(r"\s(?=[가-힣])(?!씨(?:[는가의은를와도]|\s|$))")


def counter_of(text: str, numeral: Numeral) -> re.Match[str] | None:
    """The counter behind the numeral (a match of `UNIT`), None where none follows or the two are no number with its counter."""
    match = UNIT.match(text, numeral.end)
    if match is None:
        return None
    unit, after = match["unit"], match.end()
    if unit.isascii() and text[after : after + 1].isascii() and text[after : after + 1].isalpha():
        return None
    if numeral.script == "digits":
        return match if _counts_figures(text, numeral, match) else None
    money_or_decade = (unit in MONEY and text.startswith("권", after)) or (unit == "년" and text.startswith("대", after))
    if not (money_or_decade or PARTICLE.match(text, after)):
        return None
    word = text[numeral.start : numeral.end]
    spaced = bool(match["space"] or match["more"])
    if numeral.script == "sino":
        meant = _sino_is_meant(word, unit, spaced, bool(match["more"]))
    elif numeral.script == "vague":
        meant = unit in (VAGUE_UNITS if word[-1] in "만억조" else COUNTED_VAGUELY)
    elif word == "한" and (unit in NOT_COUNTED or (unit in RANKS and unit not in CLOSE and unit not in ("회", "반", "대"))):
        meant = False
    elif word in ("하나", "둘", "셋", "넷"):
        meant = unit == "째"
    else:
        meant = spaced or unit in CLOSE or unit == "째"
    return match if meant else None


def _counts_figures(text: str, numeral: Numeral, match: re.Match[str]) -> bool:
    unit = match["unit"]
    if unit == "도" and "가" <= text[numeral.start - 1 : numeral.start] <= "힣":
        return False  # islands or provinces: 서해5도
    large = any(letter in "십백천만억조" for letter in text[numeral.start : numeral.end])
    if unit in ("년", "년 차") and not large and numeral.values[0] > 1900:
        return False  # a year
    return (
        unit in MONEY or (large and unit in VAGUE_UNITS) or not match["space"] or len(unit) > 1 or bool(PARTICLE.match(text, match.end()))
    )


def _sino_is_meant(word: str, unit: str, spaced: bool, more: bool) -> bool:
    if not (unit in SINO_UNITS or (unit in THINGS and spaced and word in "백천")) or (word[0] in "조억" and len(word) > 1):
        return False
    if len(word) == 1:
        if word in "십백천만억":
            return more or unit in ("명", "원") or (spaced and word != "억" and word != "만")
        return spaced and ((word in "삼육칠팔" and unit != "판") or (word in "일오" and unit in ("년", "분", "층")))
    if word[-1] in "조억만":
        return unit in MONEY or unit in ("명", "개", "건")
    if unit == "대" and re.fullmatch("[이삼사오육칠팔구]십", word):
        return True  # an age: 이십대
    return spaced or unit not in ("일", "대", "회", "번", "초", "도", "장", "분")


def stands_alone(text: str, numeral: Numeral) -> bool:
    """Whether a numeral without a counter is a number: figures, 둘이, 셋 중, 두 학교; not 네, 열 or 한 before a noun."""
    word, after = text[numeral.start : numeral.end], numeral.end
    if numeral.script == "digits":
        return not LATIN.match(text, after)
    if numeral.script == "vague":
        return numeral.values[0] in (10, 100, 1000, 100_000, 1_000_000) and bool(PARTICLE.match(text, after))
    if numeral.script == "sino" or word in ("한", "네", "넉", "석", "열", "하나"):
        return False
    if DETERMINED.match(text, after) and not word.endswith(("둘", "셋", "넷", "하나", "스물")):
        return True
    return not word.endswith(("한", "두", "세", "네", "스무")) and bool(BY_THEMSELVES.match(text, after))

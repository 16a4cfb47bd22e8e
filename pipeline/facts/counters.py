"""Korean counters and units of measure, and what English makes of them."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(text.split())


# Things counted: English puts the noun that the sentence is about, so the amount alone is the fact.
THINGS = words(
    "명 분 사람 인 개 곳 군데 건 권 대 마리 송이 벌 켤레 장 편 종 종류 점 학급 반 팀 석 채 칸 쪽 줄 그루 다발 묶음 부 통 병 잔 컵 "
    "그릇 끼 가지 갈래 가구 가족 세대 개국 개소 개교 개사 개반 개팀 개동 개실 척 동 필 쌍 짝 자 글자 문항 문제 과목 학점 표 실 구간 "
    "차시 교대 자리 조각 토막 마디 박자 단어 문장 바퀴 걸음 면 판 곡 막 상자 봉지 포대 자루 뭉치 모금 숟갈 포기 알 톨 꾸러미 세트 갑 "
    "첩 조항 항목 노선 남매 형제 자매 대목 마당 모둠 방울 이닝 라운드 개국어 부문 숟가락 순배 통화 동네 배미 문단 자릿수 구절 소절 "
    "장면"
)
# Nouns that a numeral may stand before without a counter: they show that it is one and are no part of the fact.
NOUNS = words(
    "학교 기관 대학 도시 나라 마을 집 단체 업체 지역 아이 학생 교사 교실 계단 분야 사례 캠퍼스 학과 학부 기업 대학교 초등학교 중학교 "
    "고등학교 유치원 기둥 축 조건 원칙 방 코스 프로그램 권역 시험 시기 사업 경기 게임 섬 종목 언어 시군 시·군 시도 시·도 정당 교육청 "
    "노조 후보 계절"
)
# Times: the same with once, twice, three times beside the amount.
TIMES = words("번 차례 회 회씩")
MONEY = {"원": "won", "달러": "dollars", "엔": "yen", "위안": "yuan", "유로": "euros", "파운드": "pounds"}
DURATIONS = {
    "초": ("second", 1), "분": ("minute", 60), "시간": ("hour", 3_600), "일": ("day", 86_400), "일간": ("day", 86_400),
    "주": ("week", 0), "주간": ("week", 0), "주일": ("week", 0), "개월": ("month", 0), "개월간": ("month", 0), "달": ("month", 0),
    "달간": ("month", 0), "년": ("year", 0), "년간": ("year", 0), "개년": ("year", 0), "해": ("year", 0), "시간여": ("hour", 3_600),
    "분간": ("minute", 60), "학기": ("semester", 0), "박": ("night", 0), "초간": ("second", 1), "시간짜리": ("hour", 3_600),
    "주년": ("anniversary", 0),
}  # fmt: skip
MEASURES = {
    "km": "kilometer", "㎞": "kilometer", "킬로미터": "kilometer", "m": "meter", "미터": "meter", "cm": "centimeter",
    "㎝": "centimeter", "센티미터": "centimeter", "mm": "millimeter", "㎜": "millimeter", "kg": "kilogram", "㎏": "kilogram",
    "킬로그램": "kilogram", "g": "gram", "그램": "gram", "톤": "ton", "t": "ton", "L": "liter", "ℓ": "liter", "리터": "liter",
    "ml": "milliliter", "mL": "milliliter", "㎖": "milliliter", "㎡": "square meter", "m²": "square meter", "제곱미터": "square meter",
    "평": "pyeong", "ha": "hectare", "헥타르": "hectare", "㏊": "hectare", "kW": "kilowatt", "kWh": "kilowatt-hour", "MW": "megawatt",
    "GB": "gigabyte", "TB": "terabyte", "MB": "megabyte", "Mbps": "megabit", "㎍": "microgram", "dB": "decibel", "데시벨": "decibel",
    "Hz": "hertz", "W": "watt", "V": "volt", "℃": "degree", "도": "degree", "kcal": "kilocalorie", "칼로리": "calorie", "뼘": "span",
    "리": "ri", "인치": "inch", "픽셀": "pixel",
}  # fmt: skip
PERCENT = frozenset(("%", "퍼센트", "프로", "할"))
POINTS = frozenset(("%p", "%P", "%포인트", "퍼센트포인트", "%point", "포인트"))
AGES = frozenset(("세", "살"))
MULTIPLES = frozenset(("배", "갑절", "곱절"))
RANKS = {
    "위": "place", "등": "place", "번째": "", "번째로": "", "층": "floor", "교시": "period", "기": "", "차": "", "호선": "line",
    "호": "No.", "등급": "grade", "순위": "place", "주기": "anniversary", "주년": "anniversary", "년째": "year", "해째": "year",
    "달째": "month", "일째": "day", "주째": "week", "개월째": "month", "주차": "week", "년차": "year", "년 차": "year", "일차": "day",
    "째": "", "학년도": "academic year", "학기째": "semester", "조": "", "항": "", "장": "chapter", "반": "class", "번": "No.",
    "회째": "", "회차": "", "대": "", "회": "", "과": "", "단계": "phase", "부": "part", "편": "part", "시간째": "hour",
    "세기": "century", "심": "trial", "지구": "district", "전시장": "exhibition hall", "본부": "headquarters",
}  # fmt: skip

UNITS = frozenset().union(THINGS, NOUNS, TIMES, MONEY, DURATIONS, MEASURES, PERCENT, POINTS, AGES, MULTIPLES, RANKS)
_longest = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
UNIT = re.compile(rf"(?P<more>여\s?)?(?P<space>\s?)(?P<unit>{_longest})")

# What may stand behind a counter that follows a numeral written in Hangul; anything else makes the two part of another word.
PARTICLE = re.compile(
    r"(?![가-힣])|(?:은|는|이|가|을|를|의|에|도|만|과|와|로|으로|부터|까지|에서|에게|씩|째|당|마다|이나|나|이며|며|이고|고|이다|다|였|이었|인|이던|"
    r"입|이라|라고|라면|라는|라며|라서|라도|뿐|밖에|정도|가량|쯤|이상|이하|미만|안팎|남짓|내외|보다|처럼|만큼|꼴|짜리|어치|용|간|뒤|후|전|동안|이면|면|서|남|예|이요|이에|란|께|한테)"
)
# Counters that native numerals below ten meet without a space between.
CLOSE = words("자릿수 명 차례 시간 달 가지 개 곳 군데 번 번째 살 사람 주 해")

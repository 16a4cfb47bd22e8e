"""Schools: elementary to university, kindergartens, in full (솔뫼초등학교) and short (솔뫼초 6학년), and their English.

A short form is a school only in its context: many words end in 초, 중, 고 and 대 (최초, 회의 중, 나누고, 운전대).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.facts.fact import Fact
from pipeline.facts.places import CITIES, COUNTIES, DISTRICTS, FULL_FORMS, PARTICLE, PROVINCES
from pipeline.facts.romanize import romanize, romanize_name
from pipeline.facts.universities import UNIVERSITIES

FULL: dict[str, str] = {
    "초등학교": "Elementary School", "여자중학교": "Girls' Middle School", "중학교": "Middle School",
    "여자고등학교": "Girls' High School", "공업고등학교": "Technical High School", "기계공업고등학교": "Mechanical Technical High School",
    "상업고등학교": "Commercial High School", "농업고등학교": "Agricultural High School", "과학고등학교": "Science High School",
    "외국어고등학교": "Foreign Language High School", "예술고등학교": "Arts High School",
    "체육고등학교": "Physical Education High School", "국제고등학교": "International High School",
    "마이스터고등학교": "Meister High School", "고등학교": "High School", "유치원": "Kindergarten",
    "초등학교병설유치원": "Elementary School Kindergarten", "대학교": "University", "교육대학교": "National University of Education",
}  # fmt: skip
SHORT: dict[str, str] = {
    "초": "Elementary School", "중": "Middle School", "고": "High School", "여중": "Girls' Middle School", "여고": "Girls' High School",
    "공고": "Technical High School", "기계공고": "Mechanical Technical High School", "상고": "Commercial High School",
    "농고": "Agricultural High School", "과학고": "Science High School", "외고": "Foreign Language High School",
    "예술고": "Arts High School", "예고": "Arts High School", "체고": "Physical Education High School",
    "체육고": "Physical Education High School", "국제고": "International High School", "마이스터고": "Meister High School",
    "대": "University", "전문대": "College", "교대": "National University of Education", "분교": "Branch School",
    "분교장": "Branch School",
}  # fmt: skip
"""Korean ending -> English after the name."""

THEMES = {
    "에너지": "Energy", "반도체": "Semiconductor", "항공": "Aviation", "조선": "Shipbuilding", "전자": "Electronics", "영상": "Visual",
    "우주": "Space", "수산": "Fisheries", "해양": "Maritime", "인공지능": "Artificial Intelligence", "디지털": "Digital",
    "로봇": "Robotics", "소프트웨어": "Software", "바이오": "Bio", "자동차": "Automobile", "미디어": "Media", "관광": "Tourism",
    "조리": "Culinary", "보건": "Health", "디자인": "Design", "항만": "Port", "원예": "Horticulture", "축산": "Livestock",
    "철도": "Railway", "게임": "Game", "애니메이션": "Animation", "생명": "Life Science", "정보": "Information", "정밀": "Precision",
    "기계": "Mechanical", "전기": "Electric", "건설": "Construction", "식품": "Food", "바다": "Bada", "하늘": "Haneul",
}  # fmt: skip
"""What vocational schools are named after: Korean word -> English between the name and the kind."""
for _theme, _word in THEMES.items():
    for _kind in ("고", "마이스터고", "과학고", "예술고"):
        SHORT[_theme + _kind] = f"{_word} {SHORT[_kind]}"
        FULL[_theme + _kind + "등학교"] = f"{_word} {SHORT[_kind]}"

_LEVELS = {
    "Elementary": r"elementary|primary|grade school|grader",
    "Middle": r"middle|junior high",
    "High": r"high",
    "Kindergarten": r"kindergarten|preschool",
    "University": r"universit|college|campus|institute",
    "College": r"college|universit",
}
_KINDS = "|".join(sorted(FULL, key=len, reverse=True))
_FULL = re.compile(rf"(?<![가-힣])(?P<name>[가-힣]{{2,9}}?)(?P<kind>{_KINDS})(?={PARTICLE})")
_SHORT = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{2,6}}?)(?P<kind>{'|'.join(sorted(SHORT, key=len, reverse=True))})(?P<after>{PARTICLE})"
)
_UNIVERSITY = re.compile(
    rf"(?<![가-힣])(?:국립)?(?P<name>{'|'.join(sorted(UNIVERSITIES, key=len, reverse=True))})(?:학교)?(?={PARTICLE}|[가-힣]*병원|\s?로스쿨)"
)
_GRADE = re.compile(r"\s?(?:[1-6](?:[·~-][1-6])?학년|병설유치원)")
_PEOPLE = re.compile(
    r"\s(?:(?:재|전교)?학?생(?:들)?|전교생|학부모|교사|교장|교감|교정|교실|강당|체육관|급식실|운동장|도서관|동문|졸업|특수학급|축구부|야구부|[가-힣]{1,4}(?:부|반|팀|동아리|실|과)(?:\s|가|이|는|은|의|에)"
    r"|(?:등\s)?\d+개교|등\s\d)"
)
_CAMPUS = re.compile(r"\s(?:[가-힣]{1,8}과\s)?(?:교수|총장|재학생|캠퍼스|병원|연구팀|통합|의대|간호학과|교정|로스쿨)")
_PLACE_NAMES = "|".join(
    sorted(
        {
            *PROVINCES,
            *FULL_FORMS,
            *(n for n in CITIES | COUNTIES if len(n) > 1),
            *(n + u for u, ns in zip("시군구", (CITIES, COUNTIES, DISTRICTS), strict=True) for n in ns),
        },
        key=len,
        reverse=True,
    )
)
_OBJECT = re.compile(r"(?:을|를|이|가|로|도|에|게|은|는|와|과|서)\s$")
_SS = 20  # the final of the past tense
_PLACE_BEFORE = re.compile(rf"(?<![가-힣])(?:{_PLACE_NAMES})(?:\s[가-힣]{{1,3}}[읍면동리])?(?:의|에 있는)?\s$")
_PLACE_NAME = re.compile(_PLACE_NAMES)

_GENERIC_TEXT = """
국립 공립 사립 시립 도립 현립 일반 전국 인근 관내 도내 시내 지역 농촌 도시 혁신 특성화 자율 자율형 국제 특수 대안 여자 남자 남녀 초중 해당
모든 각급 현지 해외 국내 외국 중심 우리 단설 병설 공사립 거점 미래 폐교 신설 통합 작은 이웃 모교 출신 소규모 대규모 연구 시범 선도 일선
방과후 늘봄 농어촌 도서벽지 명문 지방 수도권 거점국립 전문 원격 사이버 방송통신 사내 기술 시민 노인 산업 평생 초등 중등 고등 영재 과학
외국어 예술 체육 마이스터 공업 상업 농업 종합 협력 참여 지정 대상 한국 미국 일본 중국 독일 영국 프랑스 호주 캐나다 베트남 몽골 필리핀 두
세 네 대형 소형 사범 인문 의과 치과 한의과 법과 공과 단과 교육 간호 이공 군사 신학 개방 최초 학교 제주국제 숲 어린이 장애아 통합형 공동
영어 국공립 부설 부속 야간 주립 초중 대학 수산계 공군 육군 해군
"""
GENERIC = frozenset(_GENERIC_TEXT.split())
"""Words before 초등학교, 대학 and so on that name a sort of school and none of them."""

_NO_SHORT_TEXT = """
산호 불로 담배꽁 감식 대마 꽁 화훼 약 세기 금세기 연말연 새해 작년 지난해 이번달 인동 익모 난 담배 화 민간요법 최 당 기 태 애 월 연 집 도
이 진행 검토 추진 수업 회의 재학 근무 운영 시행 이용 방학 여름방학 겨울방학 내년 올해 지난달 다음달 학기 금년 이달 하반기 상반기 시험 공사
조사 방송 통화 식사 치료 점검 협의 논의 준비 임신 휴직 부재 그 이 저 열 백 천 수 입원 병원 휴가 작업 훈련 대기 촬영 투쟁 농성 활동 상영
전시 판매 교육 학습 연수 사용 개발 건설 집필 특성화 일반 자사 특목 과학 예술 체육 외국어 직업계 마이스터 자율형공립 자율형사립 공립 사립
국제 영재 남자 여자 인문계 실업계 관내 도내 시내 전국 인근 신설 거점 혁신 대안 운전 그 전 한 잠수 망원 전망 천문 교환 진열 계산 기상 등 무
연 침 발 화장 악보 받침 작업 세면 매 판매 군 부 봉사 탐험 수비 학생수비 구조 경비 소방 공격 응원 원정 기동 특공 별동 인문 사범 의 치 법 공
간호 약 음 미술 교육 경영 사회과학 자연과학 국립 시립 도립 시민 지방 명문 전문 단과 상 하 최 확 절 반 현 근 고 시 세 연 역 20 30 대
"""
_NO_SHORT = frozenset(_NO_SHORT_TEXT.split())
_VERBAL = re.compile(
    r"(?:[했였었았겠됐렸켰졌쳤겼났갔왔봤웠췄샀썼컸셨뒀꿨줬][가-힣]?|하|되|시키|려|느냐|다|자|라|이|으라|지|리|기|키|치|오|가|받|주|보|나누|만들|배우|세우|채우|태우|키우|피우|두|놓|쓰|크|있|없|같|싶|많|높|좋|넘|찾|얻|짓|웃|읽|적|먹|입|벗|걷|듣|묻|돕|굽|눕|열|들|날|살|알|울|풀|밀|걸|물|불|빌|털|팔|돌|갈|길|달|늘|줄|끌|몰|떨|벌|멀|흔들|만들|머물|이끌|힘들|서|쏘|꾸|추|푸|구|부|투|모으|담|감|참|남|숨|품|심|잡|집|씹|꼽|뽑|업|덮|갚|깊|싣|닫|믿|뜯|뜨|따르|다르|오르|부르|고르|누르|모르|흐르|이르|치르|거르|앉히|대)$"
)


def find(text: str, published: str | None = None) -> Iterable[Fact]:
    """The schools of a sentence. `published` has no bearing on them."""
    known = [_university(text, match) for match in _UNIVERSITY.finditer(text)]
    found = [_fact(text, match, FULL) for match in _FULL.finditer(text) if _is_named(match["name"])]
    shorts = [match for match in _SHORT.finditer(text) if _may_be_short(match)]
    taken = [match for match in shorts if _in_context(text, match)]
    found += [_fact(text, match, SHORT) for match in (*taken, *_listed(text, shorts, taken))]
    return known + [one for one in found if all(one.end <= other.start or other.end <= one.start for other in known)]


def _is_named(name: str) -> bool:
    return (
        name not in GENERIC
        and name not in THEMES
        and not name.endswith(("하는", "있는", "초중", "등학교", "에서", "으로", "부설", "부속", "병설", "주립", "양성", "특성화"))
    )


def _may_be_short(match: re.Match[str]) -> bool:
    name, kind = match["name"], match["kind"]
    return not (
        name in _NO_SHORT
        or name in THEMES
        or name.endswith(("계", "초중", "반도"))
        or name[-1] + kind in ("라고", "다고", "자고", "냐고")
        or ((len(kind) > 1 or kind == "대") and name in GENERIC)
    )


def _in_context(text: str, match: re.Match[str]) -> bool:
    """Whether a grade, people or rooms follow, or a place stands before, by what the ending can be confused with."""
    end, kind = match.end("kind"), match["kind"]
    if kind in ("고", "대") and _VERBAL.search(match["name"]) and not (kind == "고" and _placed(text, match) and _follows(text, end)):
        return False
    if kind == "대":
        return _CAMPUS.match(text, end) is not None
    if kind.endswith(("초", "중", "고")) and _GRADE.match(text, end):
        return True
    if kind == "초":
        return True
    if kind == "중":
        return _placed(text, match)
    if kind == "고":
        clause = _OBJECT.search(text, 0, match.start()) is not None or (ord(match["name"][-1]) - 0xAC00) % 28 == _SS
        return _placed(text, match) or (not clause and _PEOPLE.match(text, end) is not None)
    if kind in ("예고", "국제고", "공고", "상고"):
        return _placed(text, match) or _PEOPLE.match(text, end) is not None
    return len(kind) > 1 or _PEOPLE.match(text, end) is not None or _placed(text, match)


def _follows(text: str, end: int) -> bool:
    return _GRADE.match(text, end) is not None or _PEOPLE.match(text, end) is not None


def _placed(text: str, match: re.Match[str]) -> bool:
    return (
        _PLACE_BEFORE.search(text, max(0, match.start() - 20), match.start()) is not None
        or _PLACE_NAME.fullmatch(match["name"]) is not None
    )


def _listed(text: str, shorts: list[re.Match[str]], taken: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Short forms beside one that is a school in its context: 상당대·탄금대, 솔내고와 은하수고."""
    for match in shorts:
        if (
            match not in taken
            and not (match["kind"] in ("고", "대") and _VERBAL.search(match["name"]))
            and any(
                text[min(match.end("kind"), one.end("kind")) : max(match.start(), one.start())].strip() in ("·", "ㆍ", ",", "와", "과")
                for one in taken
            )
        ):
            yield match


def _fact(text: str, match: re.Match[str], kinds: dict[str, str]) -> Fact:
    name, kind = romanize(match["name"]).capitalize(), kinds[match["kind"]]
    start, end = match.start(), match.end("kind")
    return Fact(
        kind="school", start=start, end=end, text=text[start:end], renderings=(f"{name} {kind}",), insert=f"{name} {kind}", certain=False
    )


def _university(text: str, match: re.Match[str]) -> Fact:
    end = match.end() if text[match.end() - 2 : match.end()] == "학교" else match.end("name")
    forms = UNIVERSITIES[match["name"]]
    return Fact(
        kind="school", start=match.start(), end=end, text=text[match.start() : end], renderings=forms, insert=forms[0], certain=True
    )


def accepted(fact: Fact, english: str, *, mentioned: bool = False) -> bool:
    """Whether the English has the school: its name in Latin letters (with or without sound changes and spaces), and no other level.

    `mentioned`: the school was named before; "the school", "the university", "the kindergarten" then suffice.
    """
    squeezed = re.sub(r"[^a-z]", "", english.lower())
    if any(re.sub(r"[^a-z]", "", form.lower()) in squeezed for form in fact.renderings):
        return True
    if mentioned and re.search(r"\b(?:schools?|universit|college|kindergarten|campus|branch)", english, re.IGNORECASE):
        return True
    if fact.certain:
        return any(core in squeezed for core in _cores(fact.renderings))
    kinds = {**FULL, **SHORT}
    ending = next((one for one in sorted(kinds, key=len, reverse=True) if fact.text.endswith(one)), "")
    korean = fact.text.removesuffix(ending)
    if not any(form in squeezed for form in {romanize(korean), romanize_name(korean).lower(), romanize(korean, noun=False)} if form):
        return False
    own = [pattern for level, pattern in _LEVELS.items() if level in kinds.get(ending, "")]
    others = "|".join(pattern for level, pattern in _LEVELS.items() if level not in kinds.get(ending, ""))
    return not own or re.search("|".join(own), english, re.IGNORECASE) is not None or re.search(others, english, re.IGNORECASE) is None


def _cores(forms: tuple[str, ...]) -> Iterable[str]:
    """What is left of a university's name without the words that many share, where that is no place (Chonnam, Hongik; not Seoul)."""
    places = {romanize(name) for name in (*PROVINCES, *CITIES, *COUNTIES)}
    for form in forms:
        core = re.sub(
            r"[^a-z]", "", re.sub(r"\b(?:national|universit\w+|of|education|women'?s|science|technology|korea)\b", "", form.lower())
        )
        if len(core) > 3 and core not in places:
            yield core

"""Places of Korea: provinces, cities, counties, districts by name, towns and neighbourhoods behind them, and their English.

Official spellings are Revised Romanization (`romanize_place`). Many names of counties are everyday words, too (진도, 영양, 예산): these
count only with their unit (진도군) or behind a province (전남 진도).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.facts.fact import Fact
from pipeline.facts.romanize import romanize, romanize_place

PROVINCES: dict[str, tuple[str, ...]] = {
    "서울": ("Seoul",), "부산": ("Busan", "Pusan"), "대구": ("Daegu", "Taegu"), "인천": ("Incheon",), "광주": ("Gwangju", "Kwangju"),
    "대전": ("Daejeon", "Taejon"), "울산": ("Ulsan",), "세종": ("Sejong",), "경기": ("Gyeonggi", "Kyonggi"),
    "강원": ("Gangwon", "Kangwon"), "충북": ("Chungbuk", "North Chungcheong", "Chungcheongbuk"),
    "충남": ("Chungnam", "South Chungcheong", "Chungcheongnam"), "전북": ("Jeonbuk", "North Jeolla", "Jeollabuk"),
    "전남": ("Jeonnam", "South Jeolla", "Jeollanam"), "경북": ("Gyeongbuk", "North Gyeongsang", "Gyeongsangbuk"),
    "경남": ("Gyeongnam", "South Gyeongsang", "Gyeongsangnam"), "제주": ("Jeju", "Cheju"), "충청": ("Chungcheong",), "호남": ("Honam",),
    "영남": ("Yeongnam",), "영호남": ("Yeongnam and Honam", "Yeonghonam"),
}  # fmt: skip
"""Short form -> English, the house's form first."""

FULL_FORMS = {
    "서울특별시": "서울", "서울시": "서울", "부산광역시": "부산", "부산시": "부산", "대구광역시": "대구", "대구시": "대구",
    "인천광역시": "인천", "인천시": "인천", "광주광역시": "광주", "광주시": "광주", "대전광역시": "대전", "대전시": "대전",
    "울산광역시": "울산", "울산시": "울산", "세종특별자치시": "세종", "세종시": "세종", "경기도": "경기", "강원특별자치도": "강원",
    "강원도": "강원", "충청북도": "충북", "충북도": "충북", "충청남도": "충남", "충남도": "충남", "전북특별자치도": "전북",
    "전라북도": "전북", "전북도": "전북", "전라남도": "전남", "전남도": "전남", "경상북도": "경북", "경북도": "경북", "경상남도": "경남",
    "경남도": "경남", "제주특별자치도": "제주", "제주도": "제주",
}  # fmt: skip
"""Other Korean forms -> short form."""

_CITIES_TEXT = """
수원 성남 의정부 안양 부천 광명 평택 동두천 안산 고양 과천 구리 남양주 오산 시흥 군포 의왕 하남 용인 파주 이천 안성 김포 화성 양주 포천
여주 춘천 원주 강릉 동해 태백 속초 삼척 청주 충주 제천 천안 공주 보령 아산 서산 논산 계룡 당진 전주 군산 익산 정읍 남원 김제 목포 여수
순천 나주 광양 포항 경주 김천 안동 구미 영주 영천 상주 문경 경산 창원 진주 통영 사천 김해 밀양 거제 양산 서귀포 마산 진해
"""
CITIES = frozenset(_CITIES_TEXT.split())
_COUNTIES_TEXT = """
연천 가평 양평 홍천 횡성 영월 평창 정선 철원 화천 양구 인제 고성 양양 보은 옥천 영동 증평 진천 괴산 음성 단양 금산 부여 서천 청양 홍성
예산 태안 완주 진안 무주 장수 임실 순창 고창 부안 담양 곡성 구례 고흥 보성 화순 장흥 강진 해남 영암 무안 함평 영광 장성 완도 진도 의성
청송 영양 영덕 청도 고령 성주 칠곡 예천 봉화 울진 울릉 군위 의령 함안 창녕 남해 하동 산청 함양 거창 합천 기장 달성 강화 옹진 울주
"""
COUNTIES = frozenset(_COUNTIES_TEXT.split())
_DISTRICTS_TEXT = """
종로 중 용산 성동 광진 동대문 중랑 성북 강북 도봉 노원 은평 서대문 마포 양천 강서 구로 금천 영등포 동작 관악 서초 강남 송파 강동 서 동 남
북 영도 부산진 동래 해운대 사하 금정 연제 수영 사상 수성 달서 미추홀 연수 남동 부평 계양 광산 유성 대덕 상당 서원 흥덕 청원 완산 덕진 의창
성산 마산합포 마산회원 진해 장안 권선 팔달 영통 수정 중원 분당 만안 동안 상록 단원 덕양 일산동 일산서 처인 기흥 수지 동남 서북
"""
DISTRICTS = frozenset(_DISTRICTS_TEXT.split())
_AMBIGUOUS_TEXT = """
구리 고양 화성 이천 동해 공주 상주 양산 구미 사천 양주 경주 보은 영동 음성 부여 예산 장수 영광 무안 장성 진도 의성 영양 청도 고령 성주
의령 남해 함양 거창 기장 달성 강화 인제 정선 고성 완주 강진 영주 진주 오산 광명
"""
AMBIGUOUS = frozenset(_AMBIGUOUS_TEXT.split())
"""Names that are everyday words or parts of them, too."""

PARTICLE = (
    r"(?:은|는|이|가|을|를|의|서|에서는|에서도|에서|에는|에도|에|와|과|도|만|으로|로|부터|까지|처럼|보다|라는|이라는|이나|나|이며|며|이다|발|행|시내|지역|권|쪽|출신|판|형|뿐|등|"
    r"에선|엔|이라|라|인|이었던|였던|이었다|였다|이었고|였고|이자|님|측|들|에게|께|고|이고)?(?:은|는|도|만|의|에서|에|을|를)?(?![가-힣])"
)
"""What may follow a name within its word."""

_UNITS = {"시": CITIES, "군": COUNTIES, "구": DISTRICTS}
_NAMES = sorted({*PROVINCES, *FULL_FORMS, *(name for name in CITIES | COUNTIES | DISTRICTS if len(name) > 1)}, key=len, reverse=True)
_PLACE = re.compile(rf"(?<![가-힣])(?P<name>{'|'.join(_NAMES)}|[중동서남북](?=구))(?P<unit>시|군|구|도)?(?={PARTICLE})")
_BEHIND = re.compile(rf"\s(?P<name>[가-힣]{{1,4}}\d?(?P<unit>읍|면|동|리))(?={PARTICLE})")
_DISTRICT_OF = re.compile(r"(?:시|부산|대구|인천|광주|대전|울산|서울)\s?$")
_GYEONGGI = re.compile(rf"\s?[·ㆍ,]?\s?(?:{'|'.join(_NAMES)}|북부|남부|지역)")
_ONE_OF = re.compile(r"의 (?:한|어느|작은) ")
_CERTAIN = [name for name in _NAMES if name not in AMBIGUOUS and name != "경기"]
_AHEAD = re.compile(
    rf"\s?[·ㆍ]\s?(?:{'|'.join(_CERTAIN)})(?={PARTICLE}|[·ㆍ,])"
    r"|\s(?:산골|섬마을|읍내|앞바다|밤하늘|오일장)|(?:에|에서)\s(?:사는|살던|온|자란|나고)(?:\s|$)|\s출신"
)
"""What follows places and not the everyday words that look like them."""
_NO_PLACES_TEXT = """
남동 북동 사투리 활동 이동 운동 행동 노동 감동 자동 공동 아동 협동 출동 작동 반면 화면 측면 방면 정면 전면 표면 장면 지면 하면 되면 보면
가면 오면 이면 라면 관리 처리 정리 우리 거리 논리 다리 머리 자리 소리 원리 권리 수리 분리 심리 격리 조리 유리 윤리 승리 비리 도리 이리
공리 물리 무리 멀리 빨리 널리 달리 면 동 리 읍
"""
NO_PLACES = frozenset(_NO_PLACES_TEXT.split())


def find(text: str, published: str | None = None, named: frozenset[str] = frozenset()) -> Iterable[Fact]:
    """The places of a sentence; those `named` elsewhere in the article count bare, too. `published` has no bearing on them."""
    end, province = -1, False
    for match in _PLACE.finditer(text):
        between = text[end : match.start()] if end >= 0 else "?"
        behind = (province and between == " ") or (between.strip() in ("·", "ㆍ", ",", "와", "과") and len(between) < 4)
        if not _is_place(match, text, behind or match["name"] in named):
            continue
        name, unit = match["name"], match["unit"] or ""
        yield _fact(match.start(), match.end(), text)
        end = match.end()
        province = name in PROVINCES or name in FULL_FORMS or bool(unit)
        town = _BEHIND.match(text, end)
        if town and town["name"] not in NO_PLACES and not town["name"].endswith(("하면", "되면", "다면", "으면", "라면")):
            yield _fact(town.start("name"), town.end("name"), text)


def _is_place(match: re.Match[str], text: str, behind: bool) -> bool:
    name, unit = match["name"], match["unit"] or ""
    if name in FULL_FORMS:
        return not unit
    if match[0] == "경기":  # a match, the economy
        return behind or _GYEONGGI.match(text, match.end()) is not None or text[match.start() - 1 : match.start()] in ("·", "ㆍ")
    if name in PROVINCES:
        return unit in ("", "도", "시")
    if unit:
        return name in _UNITS.get(unit, ()) and (name not in "중동서남북" or behind or bool(_DISTRICT_OF.search(text, 0, match.start())))
    certain = name not in AMBIGUOUS or bool(_ONE_OF.match(text, match.end()) or _AHEAD.match(text, match.end()))
    return behind or (certain and name in CITIES | COUNTIES)


def _fact(start: int, end: int, text: str) -> Fact:
    korean = text[start:end]
    forms = english(korean)
    return Fact(kind="place", start=start, end=end, text=korean, renderings=forms, insert=forms[0], certain=True)


def english(korean: str) -> tuple[str, ...]:
    """English forms of a place, with or without its unit, the house's form first (해남군 Haenam County, Haenam-gun, Haenam)."""
    short = FULL_FORMS.get(korean, korean)
    if short in PROVINCES:
        stem = PROVINCES[short]
        province = short not in ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종") and korean != short
        return tuple(dict.fromkeys((*(f"{one} Province" for one in stem[:1] if province and short != "제주"), *stem)))
    stem_korean, unit = korean[:-1], korean[-1]
    if unit == "시" and stem_korean in CITIES:
        return (romanize(stem_korean).capitalize(), romanize_place(korean))
    word = {"군": "County", "구": "District"}.get(unit) if stem_korean in COUNTIES | DISTRICTS else None
    if word:
        name = romanize(stem_korean).capitalize()
        return (f"{name} {word}", romanize_place(korean), *((name,) if len(stem_korean) > 1 else ()))
    if len(stem_korean) >= 1 and unit in "읍면동리" and korean not in CITIES | COUNTIES:
        return (
            romanize_place(korean),
            romanize(korean).capitalize(),
            *((romanize(stem_korean).capitalize(),) if len(stem_korean) > 1 else ()),
        )
    return (romanize(korean).capitalize(),)


def accepted(fact: Fact, text: str, *, mentioned: bool = False) -> bool:
    """Whether the English `text` has the place of `fact`, in any of its forms, whatever hyphens, spaces and case.

    `mentioned`: the place was named before; "the province", "the city", "the county", "the district" then count, too.
    """
    if any(_has(text, form) for form in (*fact.renderings, *_names_of(fact.text))):
        return True
    generic = {
        "도": "provinc",
        "시": "cit",
        "군": "county",
        "구": "district",
        "동": "neighborhood",
        "면": "township",
        "읍": "town",
        "리": "village",
    }
    return mentioned and generic.get(fact.text[-1:], "\0") in text.lower()


def _names_of(korean: str) -> Iterator[str]:
    for form in english(korean):
        if len(form) > 3 and form.endswith((" County", " District", " Province")) and len(korean) > 2:
            yield form.rsplit(" ", 1)[0]
    if korean[-1:] in "시군구읍면동리" and len(korean) > 2:
        yield romanize(korean[:-1]).capitalize()
        yield romanize(korean).capitalize()


def _has(text: str, form: str) -> bool:
    pattern = r"[\s-]?".join(map(re.escape, re.split(r"[\s-]", form)))
    return re.search(rf"(?<![A-Za-z]){pattern}(?:do|si|gun|gu)?(?![a-z])", text, re.IGNORECASE) is not None

"""Titles that stand with a person's name in Korean, what English makes of them, and what may follow them within a word."""

from __future__ import annotations

TITLES: dict[str, str] = {
    "부교육감": "Deputy Superintendent", "교육감": "Superintendent", "교육장": "District Superintendent",
    "장학관": "Senior Education Supervisor", "장학사": "Education Supervisor", "교장": "Principal", "교감": "Vice Principal",
    "장관": "Minister", "차관": "Vice Minister", "교수": "Professor", "총장": "President", "시장": "Mayor", "군수": "County Mayor",
    "구청장": "District Mayor", "도지사": "Governor", "지사": "Governor", "위원장": "Chairperson", "이사장": "Chairperson",
    "회장": "Chairperson", "의장": "Chairperson", "의원": "", "교육국장": "Director-General", "행정국장": "Director-General",
    "국장": "Director-General", "과장": "Director", "팀장": "Team Leader", "원장": "Director", "소장": "Director", "센터장": "Director",
    "실장": "", "단장": "", "처장": "", "본부장": "", "지부장": "", "지회장": "", "부장": "", "사무관": "", "주무관": "", "담당관": "",
    "대변인": "", "변호사": "Attorney", "박사": "Dr.", "기자": "", "대표": "", "감독": "Coach", "코치": "Coach", "작가": "", "연구원": "",
    "연구위원": "", "강사": "", "교사": "", "학생": "", "선수": "", "이장": "", "사서": "", "간사": "", "대통령": "President",
    "총리": "Prime Minister", "사무총장": "", "사무국장": "", "조합장": "", "학장": "Dean", "씨": "", "군": "", "양": "", "옹": "",
    "할머니": "", "할아버지": "", "어르신": "", "선생님": "", "교육위원": "", "위원": "",
}  # fmt: skip
"""Korean title -> the English title before the name; empty where English says it in a phrase of its own or not at all."""

ATTACHED = frozenset("씨군양옹")
"""Titles of respect that follow a name and nothing else; they may stand without a space."""

_STRICT_TEXT = """
교육감 부교육감 교육장 장관 차관 교장 교감 교수 총장 의원 국장 위원장 장학사 장학관 변호사 박사 기자 도지사 대통령
"""
STRICT = ATTACHED | frozenset(_STRICT_TEXT.split())
"""Titles that hardly follow anything but a name."""

KEPT_IN_SOURCE = {
    "교육감": "Superintendent", "부교육감": "Deputy Superintendent", "교육장": "District Superintendent",
    "장학관": "Senior Education Supervisor", "장학사": "Education Supervisor", "교장": "Principal", "교감": "Vice Principal",
}  # fmt: skip
"""Titles that are terms, too: where English stands in the Korean source, they stand there in English, after the name."""

PARTICLES = (
    r"(?:님)?(?:들)?(?:은|는|이|가|을|를|의|에게서|에게|에|와|과|도|만|께서는|께서|께|이라는|이라고|라고|라는|이라|라|로부터|으로부터|로|으로|이며|며|이다|다|입니다|인|이었다|였다"
    r"|이었고|였고|이었으며|였으며|이었|였|부터|까지|처럼|측은|측|보다|한테|이고|고|이나|나|란|이란|랑|등|뿐)?(?:은|는|도|만|의)?"
)
"""What may follow a title within its word."""

"""Names of programmes, events and works in quotation marks ('2026 미래교육 한마당').

How such a name is best put into English is a matter of taste; what can be checked is that the English, too, sets a name apart, by
quotation marks or by capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.facts.fact import Fact

_QUOTED = re.compile(
    r"(?:‘([^‘’“”\n]{2,40})’|(?<![\w'])'([^'\n]{2,40})'|「([^」\n]{2,40})」|『([^』\n]{2,60})』|《([^》\n]{2,60})》|〈([^〉\n]{2,60})〉)"
)
_NOUNS_TEXT = """
한마당 캠프 사업 프로젝트 축제 박람회 워크숍 포럼 페스티벌 연수 대회 챌린지 공모전 콘서트 버스 봉사단 상담단 지원단 센터 실험실 마을
오케스트라 도서관 프로그램 토론회 설명회 음악회 전시회 체험전 여행 주간 캠페인 대장정 교류회 협의체 네트워크 아카데미 학교 학당 서당
운동회 체험관 놀이터 교환학교 발표회 경진대회 올림픽 동아리 클럽 멘토링 연구회 탐험대 원정대 수비대 기자단 서포터즈 방송국 영화제 예술제
체육대회 회담 대화 이야기 밥상 식탁 정거장 상점 가게 카페 책방 글방 그림책 앱 플랫폼 서비스 꾸러미 키트 다이어리 박물관 미술관 기행 축전
어울림 나눔 행사 데이 엑스포
"""
_NOUNS = _NOUNS_TEXT.split()
_NAMED = re.compile(rf"(?:{'|'.join(_NOUNS)})(?:\s?\d{{1,4}})?$")
_YEAR = re.compile(r"(?:19|20)\d\d\s|제\s?\d+회")
_QUOTES_IN_ENGLISH = re.compile(r"[\"“”„‘’「『《]|(?<!\w)'\w|\w'(?!\w)")
_CAPITALS = re.compile(r"\b[A-Z][\w-]*(?:\s(?:of|the|and|for|to|in|on|with|a|&)){0,2}\s[A-Z][\w-]*")


def find(text: str, published: str | None = None) -> Iterable[Fact]:
    """The quoted names of a sentence that end in the word for a programme, event or work, or begin with a year or a count.

    Other quotations (emphasis, what somebody said) are none. The facts have no renderings: the English is free.
    """
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 1
        name = match[group].strip()
        if _NAMED.search(name) or _YEAR.match(name):
            found.append(Fact(kind="programme", start=match.start(), end=match.end(), text=match[0], renderings=(), certain=False))
    return found


def accepted(fact: Fact, english: str, *, mentioned: bool = False) -> bool:
    """Whether the English sets a name apart: quotation marks, or two capitalized words in a row. With `mentioned` always: it may say
    "the program".
    """
    return mentioned or _QUOTES_IN_ENGLISH.search(english) is not None or _CAPITALS.search(english) is not None

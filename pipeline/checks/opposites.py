"""Contrary meanings in Korean and English: words that say one of the two sides, and words that may.

Lists of patterns, with white space between them and `\\s` within. Words that go both ways are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One of two contrary meanings: Korean that says it, Korean that may say it (more than `says`), English that says it."""

    says: re.Pattern[str]
    may: re.Pattern[str]
    english: re.Pattern[str]


def _side(says: str, may: str, english: str) -> Side:
    """Each argument is a list of patterns, with white space between them and `\\s` within."""
    said, either = ("|".join(words.split()) for words in (says, f"{says} {may}"))
    return Side(re.compile(said), re.compile(either), re.compile(rf"\b(?:{'|'.join(english.split())})\b", re.IGNORECASE))


MORE = r"""
    늘 증가 상승 확대 증액 증원 증설 확충 급증 인상 올랐 오른(?!쪽|손|발) 오르 오를 올라 올린 올렸 올릴 올리 높아 높였 높인 높일 높이
    높은 높다 높았 높게 불어나 불어났 불어난 커졌 커지 많아 넓혔 넓힌 넓히 넓어
"""
MAY_BE_MORE = r"""
    증강 강화 는다 느는 성장 치솟 뛰어 뛴 뛰었 키우 키운 키웠 키워 보강 빨라 팽창 자라 자랐 신설 일으 일어 들어\s올 솟 폭등 급등 심해
    나아 좋아 길어 쌓 [↑] 비싸 늦 많은 많다 많았 넘 웃돌 배로 두\s배 세\s배 갑절
"""
MORE_ENGLISH = r"""
    increas(?:e[ds]?|ing) (?:rises?|risen|rising|rose)(?!\sto\s(?:the|his|her|their)) gr(?:ew|ows?|owing) expand\w* climb(?:ed|ing|s)?
    rais(?:e[ds]?|ing)(?!\s(?:her|his|their|the|a)\s(?:hand|hands|voice|question)) surg(?:ed|es|ing) soar\w* jump(?:ed|s)?
    higher(?!\sed) up\s(?:from|by|about|some|\d)\w*
"""
LESS = r"""
    줄어 줄었 줄인 줄일 줄였 줄이 줄여 줄임 줄면 줄고 줄지 줄어 감소 하락 축소 감액 감원 급감 삭감 인하 감축 내렸 내린 내려 떨어 낮아
    낮췄 낮춘 낮추 낮춰 낮출 낮은 낮다 낮았 낮게 깎 적었 적은
"""
MAY_BE_LESS = r"""
    덜 단축 위축 작아 빠지 빠졌 빠진 내리 잃 자르 잘라 잘랐 잘린 절감 반토막 사라 좁 완화 가라앉 쓰러 붕괴 무너 넘어지 넘어졌 급락
    저하 소멸 얕 짧아 [↓] 무산 거절 사양 물리 탈락 지는\s해 가을 추락 저학년 펑크 밑돌 못\s미 뒤지 뒤졌
"""
LESS_ENGLISH = r"""
    decreas(?:e[ds]?|ing) declin(?:ed|es?|ing)
    (?:fell|falls?|fallen|falling)(?!\s(?:short|outside|silent|through|asleep|behind|apart|under|ill|in|into|on|off|within)\b) shrank
    shrinks? shrunk shrinking reduc(?:e[ds]?|ing) lower(?:ed|s|ing)?(?!\s(?:grade|elementary|secondary|school|house|floor|part|half))
    slashed dwindl\w+ plung\w+ plummet\w* down\s(?:from|by|about|some|\d)\w*
"""
OVER = r"""
    넘기 넘는 넘은 넘었 넘게 넘치 넘어 넘을 넘긴 넘겨 이상 초과 웃돌 상회 많은 많다 많았
"""
MAY_BE_OVER = r"""
    더\s 더는 최고 높 지난 오래 너머 남짓 여\s 여명 여개 여곳 훌쩍 앞서 많 보다\s낫 반\s넘 그보다
"""
UNDER = r"""
    미만 이하 못\s미 미치지\s못 밑돌 안\s되는 이내 아래 낮은 낮았 낮게
"""
MAY_BE_UNDER = r"""
    적은 적게 적었 안에\s 최대 불과 채\s되지 덜 낮 안\s되 안\s돼 안\s된 내로 기준치 미달 모자라 넘지\s않 넘지\s못 되지\s않 되지\s못
    한\s시간도 채\s안 그쳐 그쳤 그친
"""
MOST = r"""
    가장\s많 가장\s높 가장\s큰 가장\s크 최고 최다 최대 제일\s많 제일\s높 제일\s큰 과반 다수
"""
LEAST = r"""
    가장\s적 가장\s낮 가장\s작 최저 최소 최하 제일\s적 제일\s낮 제일\s작 소수
"""
FOR = r"""
    찬성 지지 통과 의결 승인 가결 허가 수용 받아들
"""
MAY_BE_FOR = r"""
    동의 합의 환영 응원 공감 후원 지원 돕 도와 도왔 도움 뒷받침 편 채택 인정 확정 허용 허락 추인 버팀
"""
AGAINST = r"""
    반대 부결 거부 반려 기각 거절 반발
"""
MAY_BE_AGAINST = r"""
    맞서 맞섰 비판 항의 불복 않 못 없 아니 물리 퇴짜 막 싫 저항 무산 외면 규탄 대비 맞은 뿌리 각하 저지 꺼
"""
FOR_ENGLISH = r"""
    support(?:ed|ing|s)?(?!\s(?:staff|center|project|measures|team)) approv(?:ed|es?|ing|al) in\sfavou?r accept(?:ed|s|ing)?
"""
AGAINST_ENGLISH = r"""
    oppos(?:ed|es?|ing) reject(?:ed|s|ing)? refus(?:ed|es?|ing|al)
"""
OPPOSITES: tuple[tuple[str, Side, Side], ...] = (
    ("more or less", _side(MORE, MAY_BE_MORE, MORE_ENGLISH), _side(LESS, MAY_BE_LESS, LESS_ENGLISH)),
    (
        "over or under",
        _side(OVER, MAY_BE_OVER, r"(?<!no\s)more\sthan above (?<!not\s)exceed(?:ed|s|ing)?"),
        _side(UNDER, MAY_BE_UNDER, r"(?<!no\s)less\sthan (?<!no\s)fewer\sthan below under\s\d\w*"),
    ),
    (
        "most or least",
        _side(MOST, "1위 선두 웃돌 으뜸 대부분 대다수 대규모 역대 넘 절반", "highest largest majority"),
        _side(LEAST, "꼴찌 하위 바닥 밑 작은", "lowest smallest minority"),
    ),
    ("for or against", _side(FOR, MAY_BE_FOR, FOR_ENGLISH), _side(AGAINST, MAY_BE_AGAINST, AGAINST_ENGLISH)),
)

"""Words by which Korean and English deny, and those by which they may: lists of patterns, with white space between and `\\s` within."""

from __future__ import annotations

import re


def _any(words: str) -> str:
    return "|".join(words.split())


_DENIED = r"""
    지(?:는|도|가|를)?\s?(?:않|못하|못했|못한|못할)[가-힣]* (?<![가-힣])못\s?[가-힣]+
    (?<=[가-힣\s])(?<!밖에\s)(?<!맛)없(?:다|었|는|고|으|을|이|어|습)[가-힣]* 아니(?:다|었|라|며|고|지)[가-힣]* 아닙니다 아닌
    (?<![가-힣])안\s(?:되|돼|된|됩|하|한|했|합|할|가|간|갔|오|온|왔)[가-힣]*
"""
"""Predicates and adverbs that deny."""
_NO_DENIAL = r"""
    만만치\s않 적지\s않 많지\s않 끊이지\s않 그치지\s않 모르지\s않 없지(?:는|도)?\s않 쉽지\s않 다름(?:이)?\s없 다름(?:이)?\s아니 못지않
    마지않 않을\s수\s없 수밖에\s없 변함없 어김없 끊임없 빠짐없 예외\s없
    지(?:는|도)?\s?않(?:[는은을았]?지|겠느냐|겠어|겠나|겠습니까|을까|나|느냐|냐|습니까|아요\?) 뿐(?:만)?\s아니라 아니라 아닌가 아닐까
    틀림없 상관없 관계없 말없 거침없 꾸준 머지않 아니나 할\s것\s없이 더할\s나위\s없 못을?\s?박 못줄 없애 없어[졌지진질] 잠(?:을)?\s못
    쉴\s새\s없 아낌없 더없 수\s없이 수없이 다름없 손색없 끊이지 빈틈없 하염없 쓸모없 보잘것없 못\s본\s척 밖에 지나지\s않 빠뜨리지\s않
    짝이\s없 정신이\s없 없는지 틈도\s없 틈이\s없 겨를 밤낮없 랄\s것도\s없 어렵지\s않 입을\s다물지 날이\s없 재미없 여념이?\s없 그지없
    정신없 대수롭지\s않 아무렇지 부질없 갈피 못생 못\s쓰게 인정사정없 버릇없 턱없 난데없 느닷없 두말없 힘없 철없 맥없 실없 속절없
    어처구니없 어이없 터무니없 뜬금없 볼품없 가차\s?없 여지없 여지가\s없 유례없 유례가\s없 전례\s?없 사정없 꼼짝없 영락없 하릴없
    눈코\s뜰 나무랄\s데 둘도\s없 다시없 예사롭지\s않 심상치\s않 시원찮 순탄치\s않 녹록지\s않 녹록하지\s않 간단치\s않 달갑지\s않
    만족하지\s않 편치\s않 뜻하지\s않 머지\s않 오래지\s않 아끼지\s않 마다하지\s않 서슴지\s않 굴하지\s않 아랑곳하지
"""
"""Denials that English says without one: litotes, rhetorical questions, `not only`, only so many, adverbs."""
_KOREAN_CUE = r"""
    않 못 없 아니 아닌 아닙 아닐 아님 (?<![가-힣])안\s 안[되돼된] 금지 금한 말[라아자] 지\s말 마[라세십] 모르 모른 몰[라랐] 모를 싫
    반대표 부족 덜\s 모자[라란랐랄] 기\s?어[려렵] 힘들 거부 거절 의심 곤란 굶 에야 서야 면\s된 그렇다고 불가 불허 미달 미흡 미정 무관
    무료 비공개 떨[린리] 면제 제외 빼고 달랐 제자리 대신에 다르다 다른\s게 끊 멈춰 멈춘 취소 드물 생략 놓치 모릅 모름 서툰 서툴 설마
    마! 따로 괜찮 작작 러야\s 려야\s 랴\s 바닥[나났] 동[나났] 비었 빈\s 텅 헛 손사래 절레 고개를\s저 뿌리 거르 결석 불참 탈락 낙방
    커녕 그만두 손\s놓 방치 소홀 외면 드물 한산
"""
"""What else may be behind an English `not`."""
_NOT = r"""
    \b(?:is|are|was|were|do|does|did|has|have|had|will|would|could|should|may|might|must)(?:\s(?:also|still))?\s(?:not|never)\b(?!\sonly)
    \b(?:can\s?not|never)\b \b\w+n['’]t\b(?!\s(?:you|it|we|they|he|she|I|there)\b)
"""
"""English that denies a whole sentence."""
_ENGLISH_WORDS = r"""
    not no never none nothing nobody nowhere neither nor without cannot non\w* unless
    un(?:able|aware|certain|clear|common|equal|even|fair|familiar|fit|like|safe|seen|sold|spent|to|us|wanted)\w*
    un(?!der|it|iver|ion|iq|til|ifi)\w+(?:ed|able|ible|ent|ing|en|ly)
    in(?:ability|adequa|capab|comple|consis|correc|convenien|definite|different|eligib|equal|evitab|experienc|suffic|toler|valid|visib|access)\w*
    im(?:possib|perfect|practic|mobil)\w* ir(?:regular|relev|respons|revers)\w* il+egal\w*
    dis(?:agree|allow|appear|approv|band|connect|continu|courag|like|miss|obey|pens|qualif|regard|rupt|satisf|trust|content)\w*
    fail\w* lack\w* less\sthan at\sleast few\w* little rather\sthan instead avoid\w* refus\w* reject\w* declin\w* den(?:y|ie[sd]|ying)
    miss(?:es|ed|ing)? bann(?:ed|ing) bans? barred prohibit\w* forb\w+ prevent\w* hardly barely rarely seldom scarcely
    short(?:ages?|fall)? shy\sof exempt\w* exclu\w* beyond absen\w* empty blank void yet\sto awake waiv\w* stop\w* ceas\w* halt\w*
    lost loses? out\sof far\sfrom anything\sbut difficult\w* hard\sto stubborn\w* silen\w* zero skip\w* resist\w* oppos\w* against
    forgo\w* ignor\w* drop\w* omit\w* elud\w* escap\w* withh\w+ struggl\w* lest except\w* regardless abolish\w* below under outside
    unknown deprived ruin\w* dull wast\w* vain hectic gone doubt\w* reluct\w* cancel\w* suspend\w* clos(?:e|ed|ing) shut broke\w*
    stuck hesitat\w* forg[eo]t\w* overlook\w* quit\w* absen\w* scarce\w* vacan\w* postpon\w* expir\w* uninterrupt\w* regret\w*
    shrug\w* no-\w+ innocen\w* idle impossible unchanged left\sout kept keeps?\s\w+\sfrom keep free bar(?:s|ring)? caps? stay\w*
    (?:too|other\sway) neglect\w* secret\w* constant wrong
"""
"""English that may stand for a denial …"""
_ENGLISH_PARTS = r"""
    n['’]t\b \w+less(?:ly|ness)?\b -free\b \w+-proof\b
"""
"""… and parts of words."""

DENIED, NO_DENIAL, KOREAN_CUE = (re.compile(_any(words)) for words in (_DENIED, _NO_DENIAL, _KOREAN_CUE))
NOT = re.compile(_any(_NOT), re.IGNORECASE)
ENGLISH_CUE = re.compile(rf"\b(?:{_any(_ENGLISH_WORDS)})\b|{_any(_ENGLISH_PARTS)}", re.IGNORECASE)

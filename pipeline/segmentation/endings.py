"""Sentences that end without any mark: `계획을 밝혔다 그는`. Recognized by the verb form, which Korean hardly uses before a space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CANDIDATE = re.compile(r"([가-힣]{1,3})[다요죠까오][~♡♥ㅋㅎ]{0,9}\s+(?=\S)")
_CODA_N, _CODA_B, _CODA_BS, _CODA_SS = 4, 17, 18, 20
_POLITE = frozenset("어아여해세예에네지워와려져겨셔줘봐돼텐군")
_BOUND_NOUNS = frozenset("것셈문뿐편곳일점터법말중탓참")
_NOUNS = ("베란", "르완", "우간", "젠", "판", "혼")  # 베란다, 르완다, 어젠다, 판다: nouns that look like a verb in -ㄴ다
_GOES_ON = re.compile(
    r"(?:보[니면]|말[다고면]|하[고며면는던자지여]|했[다던]|해[도서]|싶|치[자면더]|손\s?치|한들|만\s?못|안\s|못\s|고[\s]|[는며면]\s|라[고는며]\s|뿐|말이[지야]"
    r"|[가-힣]{1,4}다(?:가|\s[가-힣]*[하했])|가도|[.,?!·…)\]」』》〉”’])"
)


@dataclass(frozen=True, slots=True)
class BareEnding:
    """A place right after which a sentence without end mark may be over; `plain` where the verb form leaves little doubt."""

    position: int
    plain: bool


def bare_endings(text: str, depths: Sequence[int], start: int, end: int) -> Iterator[BareEnding]:
    """Verb forms that close a sentence and are followed by a space, outside quotations and brackets, in text[start:end]."""
    for match in _CANDIDATE.finditer(text, start, end):
        if depths[match.end()] or match.end() >= end or _GOES_ON.match(text, match.end()):
            continue
        plain = _is_plain(match.group(1), text[match.end(1)])
        if plain is not None:
            yield BareEnding(match.end(), plain)


def _is_plain(stem: str, final: str) -> bool | None:
    """True for -했다, -한다, -ㅂ니다, -세요, -ㅂ니까; False for -이다 and the like; None for what is no verb ending (다 같이, 필요)."""
    last, coda = stem[-1], (ord(stem[-1]) - ord("가")) % 28
    if final == "다":
        if last == "니":
            return True if len(stem) > 1 and _coda(stem[-2]) == _CODA_B else (False if stem.endswith("아니") else None)
        if stem.endswith(_NOUNS):
            return None
        if last == "이" and len(stem) > 1 and stem[-2] in _BOUND_NOUNS:
            return True
        if last in "이하" or coda == _CODA_BS:
            return False if len(stem) > 1 or coda else None
        return coda in (_CODA_SS, _CODA_N) or None
    if final == "까":
        return (last == "니" and len(stem) > 1 and _coda(stem[-2]) == _CODA_B) or None
    if final == "오":
        return (last in "시으" and len(stem) > 2) or None
    if final == "죠":
        return False
    return (len(stem) > 1 and last in _POLITE) or None


def _coda(syllable: str) -> int:
    return (ord(syllable) - ord("가")) % 28

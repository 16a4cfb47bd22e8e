"""Persons from abroad, their names in Hangul before a title: 응우옌 티 란 씨, 마이클 샌델 교수, 텐 알렉산드라(38) 씨.

Hangul keeps the sound of a foreign name and not its spelling: names of the table are written as they usually are, the others by rule, and
all are guesses that an English text need only sound like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from pipeline.facts.fact import Fact
from pipeline.facts.homographs import STEMS, WORDS
from pipeline.facts.names_table import shipped_names
from pipeline.facts.romanize import romanize_name
from pipeline.facts.surnames import COMMON, SURNAMES, split_name
from pipeline.facts.titles import PARTICLES, TITLES

_USUAL_TEXT = """
응우옌 Nguyen;쩐 Tran;레 Le;팜 Pham;호앙 Hoang;부이 Bui;티 Thi;반 Van;란 Lan;흐엉 Huong;투이 Thuy;마이 Mai;텐 Ten
알렉산드라 Alexandra;알렉산드르 Alexander;알렉산더 Alexander;나탈리야 Nataliya;나탈리아 Natalia;빅토르 Viktor;빅토리아 Victoria
다리야 Darya;이반 Ivan;루스탐 Rustam;안나 Anna;마리아 Maria;마리나 Marina;엘레나 Elena;올가 Olga;타티아나 Tatiana;세르게이 Sergei
드미트리 Dmitry;블라디미르 Vladimir;율리아 Yulia;수니타 Sunita;무함마드 Muhammad;모하메드 Mohamed;아흐메드 Ahmed;알리 Ali
파티마 Fatima;마이클 Michael;존 John;제임스 James;데이비드 David;로버트 Robert;윌리엄 William;토머스 Thomas;토마스 Thomas
피터 Peter;폴 Paul;마크 Mark;스티븐 Steven;조지 George;리처드 Richard;크리스 Chris;앤드루 Andrew;대니얼 Daniel;사라 Sarah
제니퍼 Jennifer;메리 Mary;엘리자베스 Elizabeth;에밀리 Emily;제시카 Jessica;스미스 Smith;존슨 Johnson;브라운 Brown;샌델 Sandel
트럼프 Trump;바이든 Biden;오바마 Obama;마크롱 Macron;푸틴 Putin;젤렌스키 Zelenskyy;메르켈 Merkel;아베 Abe;기시다 Kishida
이시바 Ishiba;다카이치 Takaichi;사토 Sato;스즈키 Suzuki;다나카 Tanaka;야마모토 Yamamoto;나카무라 Nakamura;왕이 Wang Yi
시진핑 Xi Jinping
"""
USUAL: dict[str, str] = dict(entry.split(" ", 1) for entry in _USUAL_TEXT.strip().replace("\n", ";").split(";"))
"""Hangul of a foreign name or part of one -> its usual spelling."""

_FOREIGN = frozenset("딜샌켈큐퀴펠빅릭릿킨켄넬델벨첼셀첸쩐쯔응옌슨튼먼튜듀뷰브쿠트크프르스즈츠흐엉렉롤롱럼쳐퍼핑찐뜨띠옹엔엥웬")
"""Syllables that Korean words and given names seldom have."""
_FAMILIES_ABROAD = frozenset("김박최강조윤장임황안")
"""Family names before a given name of another language (김 빅토르); 온, 이, 한 and others are words."""
_LOANWORDS = re.compile(
    r"(?:센터|캠퍼스|프로젝트|프로그램|네트워크|클럽|스쿨|테크|디지털|로봇|스포츠|콘텐츠|소프트웨어|스타트업|버스|코스|서비스|카페|캠프|리더십"
    r"|뉴스|하우스|플러스|박스|테스트|노트|트럭|드론|스튜디오|브랜드|마트|아파트|리포트|프로|포럼|오케스트라|클래스|크루|스태프|투자|투명|푸른)$"
)
_FEW_TITLES = "씨 군 양 교수 박사 작가 감독 대통령 총리 장관 총장 선수 코치"
_TITLED = re.compile(
    rf"(?<![가-힣])(?P<words>(?:[가-힣]{{1,7}}\s){{0,3}}?[가-힣]{{1,7}})(?P<bracket>\s?[(（][^()（）]{{1,24}}[)）])?\s"
    rf"(?P<title>{'|'.join(_FEW_TITLES.split())})(?={PARTICLES}(?![가-힣]))"
)
_ENDED = re.compile(r"(?:은|는|을|를|의|에서|에게|으로|하고|이고|라고|라는|하는|한|된|던)$")


def find(text: str, published: str | None = None, names: Mapping[str, str] | None = None) -> Iterable[Fact]:
    """The foreign persons of a sentence. A name that is in `names` (None: the shipped table) is written as it says, and is certain.

    `published` has no bearing on them.
    """
    table = shipped_names() if names is None else names
    at = 0
    while match := _TITLED.search(text, at):
        at = match.start("title")
        before = match["words"].split()
        listed = next((before[first:] for first in range(len(before)) if " ".join(before[first:]) in table), None)
        words = listed or _name(before, match["title"])
        if words:
            start = match.end("words") - len(" ".join(words))
            yield _fact(text, start, match, words, table)


def is_foreign(korean: str) -> bool:
    """Whether the Korean of a person, with or without the title, is a name that this module found."""
    match = _TITLED.fullmatch(korean) or _TITLED.fullmatch(f"{korean} 씨")
    return match is not None and bool(_name(match["words"].split(), match["title"]))


def accepted(fact: Fact, english: str) -> bool:
    """Whether a word with a capital sounds like a part of the name: its consonants are those of the Korean, one more or less aside."""
    parts = [word for word in fact.text.split() if word not in TITLES]
    said = re.findall(r"[A-Z][A-Za-zÀ-ž'’-]*", english)
    usual = {word.lower() for part in parts for word in USUAL.get(part, "").split()}
    if usual & {word.lower().removesuffix("'s").removesuffix("’s") for word in said}:
        return True
    wanted = {_consonants(romanize_name(part)) for part in parts}
    heard = {_consonants(word) for word in said}
    return any(_alike(one, other) for one in wanted if len(one) > 1 for other in heard) or not any(len(one) > 1 for one in wanted)


def _name(words: list[str], title: str) -> list[str]:
    """The words before a title that are the name; none where the last one is no foreign name."""
    last = words[-1]
    after_usual = len(last) == 1 and len(words) > 1 and words[-2] in USUAL  # 응우옌 티 란
    if not (after_usual or _is_usual(last) or _looks_foreign(last) or (title == "씨" and _is_no_korean_word(last))):
        return []
    kept = [last]
    for word in reversed(words[:-1]):
        family = word in _FAMILIES_ABROAD and len(kept) == 1
        if not (word in USUAL or _looks_foreign(word) or family):
            break
        kept.insert(0, word)
    return kept


def _is_usual(word: str) -> bool:
    return len(word) > 1 and word in USUAL


def _is_no_korean_word(word: str) -> bool:
    """Three syllables or more that are no Korean name and no word that we know: before 씨 (수니타 씨) nothing else stands."""
    known = word[:2] in STEMS or word[:3] in WORDS or word in TITLES or any(word.endswith(title) for title in TITLES)
    return len(word) > 2 and not _korean(word) and not known and not _ENDED.search(word)


def _korean(word: str) -> bool:
    """Whether a word has the shape of a Korean name, rare syllables or not (함초롬, 진희망)."""
    return split_name(word) is not None or (len(word) <= 3 and word[0] in (SURNAMES if len(word) == 3 else COMMON))


def _looks_foreign(word: str) -> bool:
    return (
        len(word) > 1
        and not _korean(word)
        and any(one in _FOREIGN for one in word)
        and not _LOANWORDS.search(word)
        and not _ENDED.search(word)
    )


def _fact(text: str, start: int, match: re.Match[str], words: list[str], names: Mapping[str, str]) -> Fact:
    listed = names.get(" ".join(words))
    english = listed or " ".join(USUAL.get(word) or _by_rule(word) for word in words)
    title, end = match["title"], match.end("words") if match["bracket"] else match.end("title")
    prefixed = (f"{TITLES[title]} {english}",) if TITLES.get(title) and not match["bracket"] else ()
    usual = listed is not None or all(word in USUAL or word in SURNAMES for word in words)
    insert = (english if match["bracket"] else f"{english} {title}") if usual else None
    return Fact("person", start, end, text[start:end], (*prefixed, english), insert, certain=listed is not None)


def _by_rule(word: str) -> str:
    return SURNAMES[word][0] if len(word) == 1 and word in SURNAMES else romanize_name(word)


def _consonants(word: str) -> str:
    """What is left of a name when spelling is forgotten: classes of consonants, none twice in a row."""
    plain = re.sub(r"['’]s$", "", word.lower())
    for old, new in _SOUNDS:
        plain = re.sub(old, new, plain)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^kntrmps]", "", plain))


_SOUNDS = (
    (r"^ngu?", "n"), (r"ng", "n"), (r"ph", "p"), (r"th|tt", "t"), (r"sh|ch|ts|tz|zh|jj|ss", "s"), (r"x", "ks"), (r"c(?=[eiy])", "s"),
    (r"ck|kk|[cqg]", "k"), (r"[jz]", "s"), (r"[bfv]", "p"), (r"d", "t"), (r"l", "r"),
)  # fmt: skip


def _alike(one: str, other: str) -> bool:
    """Equal but for one consonant that one of them has more, and beginning alike; a final r is often not written in Hangul."""
    if one == other:
        return True
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and len(shorter) > 1 and longer[0] == shorter[0] and shorter in _shortened(longer)


def _shortened(word: str) -> Iterator[str]:
    return ("".join(letters) for letters in combinations(word, len(word) - 1))

"""Errors of meaning put into a reference: clause or quotation dropped, negation or direction flipped, sentence doubled, marks, Hangul."""

from __future__ import annotations

import re
from random import Random

from pipeline.evaluation.references import Pair

_BORDER = re.compile(
    r"(?:, (?:and|but|while|so|which|who|where|with|as|because|although|adding that|saying that)"
    r"| (?:because|although|so that|when|after|before))\b(?= \w+ \w+)|; "
)
FEWEST_DROPPED, FEWEST_LEFT = 7, 6
"""Words: so many are more than a remark that another clause repeats, and so many still make a sentence."""
_QUOTATION = re.compile(r"(?P<tie>(?:,? (?:and )?(?:adding|added|saying|stressing|noting)(?: that)?,?)? ?)[\"“](?P<said>[^\"”]+)[\"”]")
FEWEST_QUOTED = 4
_SPEAKER_BEHIND = re.compile(
    r"(?P<verb>said|says|promised|joked|explained|added|asked|stressed|recalled|noted) (?P<speaker>[^,]+)(?P<more>,.*)?$"
)
_AUXILIARIES = "do|does|did|is|are|was|were|would|could|should|has|have|had"
_NEGATED = re.compile(
    rf"\b(?:(?P<aux>{_AUXILIARIES}|will|must|may) not|(?P<can>can)not|(?P<short>{_AUXILIARIES})n['’]t"
    r"|(?P<without>without)|(?P<never>never)|(?P<longer>no longer))\b"
    r"(?! (?:only|just|merely|simply|to mention|necessarily|until|unless|yet))"
)
_NO_NEGATION = re.compile(r"\bnot\b[^.]*\bbut\b|\bwhether or not\b|\b(?:can|could)(?:not|n['’]t) help\b|\?")
_KOREAN_NEGATION = re.compile(r"않|못|아니|아닌|없|말[고라아자]|(?<![가-힣])안 ")
_PLAIN = re.compile(
    r"\b(?:will|would|can|could|should|must|is|are|was|were)\b"
    r"(?! (?:not|no|only|just|merely|simply|also|never|even|about|so|all|nothing|none|both)\b)"
)
_DIRECTIONS_TEXT = """
increased/decreased increase/decrease increases/decreases increasing/decreasing rose/fell rises/falls rise/fall rising/falling
grew/shrank grow/shrink growing/shrinking higher/lower highest/lowest above/below expand/reduce expanded/reduced expanding/reducing
raise/lower raised/lowered largest/smallest majority/minority opposed/supported oppose/support opposes/supports
opposing/supporting approved/rejected approve/reject accepted/refused dropped/jumped declined/climbed declining/climbing
up/down
"""
_PAIRS = [pair.split("/") for pair in _DIRECTIONS_TEXT.split()]
OPPOSITES = {**dict(_PAIRS), **{other: one for one, other in _PAIRS}, "more": "less", "less": "more", "fewer": "more"}
_DIRECTION = re.compile(rf"\b(?:{'|'.join(sorted(OPPOSITES, key=len, reverse=True))})\b(?! (?:up|out|asleep|apart|in love)\b)")
# `up` and `down` speak of direction only with an amount; `more` with `than`.
_WITH_AMOUNT = re.compile(r"\s(?:from|by|\d|about \d)")
_MORE, _LESS = "늘|증가|올|오른|높|상승|커지|커졌|성장|확대|급증|넓", "줄|감소|떨어|내려|내렸|낮|하락|축소|감축|급감|깎"
_KOREAN_DIRECTION = {
    "support": "찬성|지지", "oppos": "반대", "approv": "통과|의결|승인|가결", "reject": "부결|거부|반려|기각",
    "accept": "수용|받아들", "refus": "거부|거절", "grow": _MORE, "grew": _MORE, "ris": _MORE, "rose": _MORE, "increas": _MORE,
    "raise": _MORE, "expand": _MORE, "climb": _MORE, "jump": _MORE, "shr": _LESS, "fall": _LESS, "fell": _LESS, "decreas": _LESS,
    "lowered": _LESS, "reduc": _LESS, "declin": _LESS, "dropped": _LESS,
}  # fmt: skip
_ANY_DIRECTION = re.compile(f"{_MORE}|{_LESS}|많|적[은어]|넘|웃돌|밑돌|이상|이하|미만|최대|최소|최고|최저|다수|소수|과반|큰|크|작")
_HANGUL = re.compile("[가-힣]{2,}")
_WORD = re.compile(r"(?<= )[a-z]{5,}(?= )")
_MARK = re.compile('["“”()]')


def clause_dropped(pair: Pair, chance: Random) -> str | None:
    """Everything from a clause border to the end of the sentence; quotations stay whole."""
    end = re.search(r"[.!?]?[\"”']?$", pair.english)
    stop = end.start() if end else len(pair.english)
    places = []
    for match in _BORDER.finditer(pair.english, 0, stop):
        left, dropped = pair.english[: match.start()], pair.english[match.start() : stop]
        whole = _balanced(left) and (_balanced(dropped) or pair.english[stop:].strip(".!?") != "")
        if len(left.split()) >= FEWEST_LEFT and len(dropped.split()) >= FEWEST_DROPPED and whole and _balanced(left + pair.english[stop:]):
            places.append(left.rstrip(",;") + pair.english[stop:])
    return chance.choice(places) if places else None


def quotation_dropped(pair: Pair, chance: Random) -> str | None:
    """One quotation with the word that ties it (`, adding, "…"`); what it said is gone, who spoke may stay."""
    english = pair.english
    if english.count('"') % 2:
        return None
    places = [match for match in _QUOTATION.finditer(english) if len(match["said"].split()) >= FEWEST_QUOTED]
    if not places:
        return None
    match = chance.choice(places)
    rest = f"{english[: match.start()].rstrip(' ,')}{english[match.end() :]}".strip(" ,.")
    if led := _SPEAKER_BEHIND.match(rest):
        rest = f"{led['speaker']} {led['verb']}{led['more'] or ''}"
    rest += "." if english.rstrip('"”').endswith(".") else ""
    return rest[0].upper() + rest[1:] if len(rest.split()) > 1 else None


def negation_flipped(pair: Pair, chance: Random) -> str | None:
    """A negation of both sides taken out, or one put in where neither side has any."""
    english = pair.english
    if _NO_NEGATION.search(english):
        return None
    places = list(_NEGATED.finditer(english))
    if places and _KOREAN_NEGATION.search(pair.korean):
        match = chance.choice(places)
        kept = match["aux"] or match["can"] or match["short"]
        return _put(english, match.span(), kept or ("with" if match["without"] else "always" if match["never"] else "still"))
    free = not places and not re.search(r"\b(?:not?|n['’]t|cannot|none|neither|nor|un\w+|fail\w*|lack\w*)\b", english)
    if free and not _KOREAN_NEGATION.search(pair.korean) and (places := list(_PLAIN.finditer(english))):
        at = chance.choice(places).end()
        return _put(english, (at, at), " not")
    return None


def direction_flipped(pair: Pair, chance: Random) -> str | None:
    """The opposite of a word of direction, stance or order, where the Korean has such a word, too."""
    places = [match for match in _DIRECTION.finditer(pair.english) if _is_direction(match, pair)]
    if not places:
        return None
    match = chance.choice(places)
    return _put(pair.english, match.span(), OPPOSITES[match[0]])


def sentence_doubled(pair: Pair, chance: Random) -> str | None:
    """The whole sentence twice."""
    return f"{pair.english} {pair.english}" if len(pair.english.split()) > 3 else None


def hangul_left_in(pair: Pair, chance: Random) -> str | None:
    """A Korean word of the source in the place of an English word."""
    words, places = _HANGUL.findall(pair.korean), list(_WORD.finditer(pair.english))
    return _put(pair.english, chance.choice(places).span(), chance.choice(words)) if words and places else None


def mark_lost(pair: Pair, chance: Random) -> str | None:
    """One quotation mark or bracket of a pair."""
    places = list(_MARK.finditer(pair.english))
    return _put(pair.english, chance.choice(places).span(), "") if places and _balanced(pair.english) else None


def _is_direction(match: re.Match[str], pair: Pair) -> bool:
    word = match[0]
    needed = next((korean for stem, korean in _KOREAN_DIRECTION.items() if word.startswith(stem)), None)
    if needed:
        return re.search(needed, pair.korean) is not None
    if word in ("up", "down") and not _WITH_AMOUNT.match(pair.english, match.end()):
        return False
    if word in ("more", "less", "fewer") and not pair.english.startswith(" than", match.end()):
        return False
    return _ANY_DIRECTION.search(pair.korean) is not None


def _balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]

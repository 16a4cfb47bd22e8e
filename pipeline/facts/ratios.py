"""Parts and proportions: `3분의 1`, `절반`, `5.6대 1`, `3-2`, `열에 일곱`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.facts.amounts import AFTER, BEFORE, approximated
from pipeline.facts.english_numbers import digits, ordinals, spelled
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import NATIVE, SINO_DIGITS, narrowed, sino_value

_NATIVE = "|".join(sorted(NATIVE, key=len, reverse=True))
FRACTION = re.compile(r"(?<![\d.,가-힣])(\d[\d,]*|[이삼사오육칠팔구십백천만]{1,3})\s?분의\s?(\d+(?!\d)|[일이삼사오육칠팔구](?![가-힣]{2}))")
OUT_OF = re.compile(rf"(?<![가-힣])(열|백)에\s({_NATIVE})(?=[은이가을를도의만\s꼴])")
HALF = re.compile(r"(?<![가-힣])(절반|반값|반\s?토막|반년)|(?<![가-힣])반(?=\s(?:이상|가까이|이\s넘))")
RATIO = re.compile(
    r"(?<![\d.,A-Za-z])(?<!제)(\d+(?:\.\d+)?)(?:\s?대\s?|\s?:\s?)(\d+(?:\.\d+)?)(?![\d.:]|\s?(?:[천만억조]|명|개|곳|건|원|대|시|분|년|월|회|인|차|%|여|호|학년|초등))"
)
SCORE = re.compile(
    r"(?<![\d.,A-Za-z가-힣-])(\d{1,3})-(\d{1,3})(?![\d.-]|,\d|\s?[가-힣%A-Za-z])|(?<![\d.,A-Za-z가-힣-])(\d{1,2})-(\d{1,2})(?=으?로\s|의\s스코어|\s(?:승|패|무승부))"
)
FALLING = re.compile(r"(?<![\d.,A-Za-z가-힣-])(\d{1,3})-(\d{1,3})(?![\d-]|[.,]\d|\s?(?:[천만억조%반호]|[a-z]))")
"""Two numbers of which the first is no smaller are no range."""
SLASHED = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,3})(?![\d/.])")
DIGIT = re.compile("[0-9]")
HALVES = {
    "절반": ("half", "one-half", "50%", "evenly", "equally", "halfway"),
    "반값": ("half price", "half-price", "half the price", "half"),
    "반년": ("half a year", "six months", "half-year"),
}


def find(text: str, published: str | None) -> Iterator[Fact]:
    """Fractions, halves, ratios and scores of a sentence."""
    narrow = narrowed(text)
    for match in FRACTION.finditer(narrow) if "분의" in narrow else ():
        whole, part = _whole(match[1]), _whole(match[2])
        if whole and part and whole > 1:
            yield _with_approximations(narrow, match, _fraction(part, whole))
    for match in OUT_OF.finditer(narrow) if "에 " in narrow else ():
        part, whole = NATIVE[match[2]], {"열": 10, "백": 100}[match[1]]
        yield Fact("number", match.start(), match.end(2), narrow[match.start() : match.end(2)], _out_of(part, whole))
    for match in HALF.finditer(narrow) if "반" in narrow else ():
        yield _with_approximations(narrow, match, HALVES.get(match[0], ("half", "50%")))
    for match in re.finditer(r"(?<![가-힣])[갑곱]절(?=[\s로이의을])", narrow):
        yield Fact("number", *match.span(), match[0], ("double", "twice", "two times", "twofold"))
    if not DIGIT.search(narrow):
        return
    for match in RATIO.finditer(narrow):
        yield _score(text, match.start(), match.end(), match[1], match[2])
    for match in SCORE.finditer(narrow):
        yield _score(text, match.start(), match.end(), match[1] or match[3], match[2] or match[4])
    for match in FALLING.finditer(narrow) if "-" in narrow else ():
        if int(match[1]) >= int(match[2]):
            yield _score(text, match.start(), match.end(), match[1], match[2])
    for match in SLASHED.finditer(narrow) if "/" in narrow else ():
        if 0 < int(match[1]) < int(match[2]):
            forms = dict.fromkeys((match[0], *_fraction(int(match[1]), int(match[2]))))
            yield Fact("number", *match.span(), text[match.start() : match.end()], tuple(forms))


def _whole(text: str) -> int | None:
    if text[0].isdigit():
        return int(text.replace(",", ""))
    value = sino_value(text) if text not in SINO_DIGITS else Decimal(SINO_DIGITS[text])
    return None if value is None else int(value)


def _fraction(part: int, whole: int) -> tuple[str, ...]:
    number = spelled(Decimal(part)) or str(part)
    many = "s" if part > 1 else ""
    names = {2: "half", 4: "quarter", 100: "hundredth", 1000: "thousandth"}
    name = names.get(whole) or ordinals(whole)[0]
    named = [f"a {name}", f"one-{name}"] if part == 1 else [f"{number}-{name}{many}", f"{number} {name}{many}"]
    if whole == 4:
        named += [f"{number}-fourth{many}"]
    if whole == 2 and part == 1:
        named = ["half", "one-half"]
    percent = Decimal(part * 100) / whole
    shares = (f"{digits(percent)}%",) if percent * 10 == int(percent * 10) else ()
    return (*named, f"{part}/{whole}", *shares, *_out_of(part, whole))


def _out_of(part: int, whole: int) -> tuple[str, ...]:
    number, total = spelled(Decimal(part)) or str(part), spelled(Decimal(whole)) or digits(Decimal(whole))
    shown = digits(Decimal(whole)) if whole >= 10 else total
    forms = tuple(f"{number} {link} {count}" for count in (shown, total) for link in ("in", "out of", "of"))
    return (*forms, f"{part * 10}%") if whole == 10 else forms


def _score(text: str, start: int, end: int, left: str, right: str) -> Fact:
    span = text[start:end]
    forms = (f"{left} to {right}", f"{left}-to-{right}", f"{left}-{right}", f"{left}:{right}", f"{left}–{right}")
    return Fact("score", start, end, span, forms if "대" in span or ":" in span else (forms[2], *forms[:2], *forms[3:]))


def _with_approximations(text: str, match: re.Match[str], forms: tuple[str, ...]) -> Fact:
    start, end, words = match.start(), match.end(), []
    if before := BEFORE.search(text[:start]):
        start, words = before.start(), ["약"]
    if after := AFTER.match(text, end):
        end, words = after.end(), [*words, after[1]]
    return Fact("number", start, end, text[start:end], approximated(words, forms))

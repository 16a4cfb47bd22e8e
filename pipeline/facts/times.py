"""Times of day: `오전 10시 30분`, `아홉 시 반`, `14:00`, `정오`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.counters import PARTICLE
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import NATIVE, narrowed, sino_value

HALVES = {
    "오전": "a.m.", "아침": "a.m.", "새벽": "a.m.", "오후": "p.m.", "저녁": "p.m.", "낮": "noon", "한낮": "noon", "밤": "night",
    "한밤": "night",
}  # fmt: skip
_hours = "|".join(
    sorted((word for word, value in NATIVE.items() if value <= 12 and word not in ("하나", "둘", "셋", "넷")), key=len, reverse=True)
)
_HOUR = rf"(?:\d{{1,2}}|{_hours})"
_MINUTE = r"(?:\s?(?:\d{1,2}|(?:[이삼사오]?십오?|오)\s?)분(?!의|간|짜리|씩)|\s반(?![가-힣])|\s반(?=에|까지|부터|이|쯤|께))"
CLOCK = re.compile(
    rf"(?:(?<![가-힣])(?P<half>오전|오후|아침|새벽|저녁|한?낮|한?밤)\s?)?(?<![\d.,])(?P<hour>{_HOUR})(?P<to>\s?[~∼〜-]\s?(?P<until>\d{{1,2}}))?\s?시"
    rf"(?!간|[·ㆍ]?도|[·ㆍ]?군|작|험|민|설|의회|청|정|교육|대|즌|장|기)(?P<minute>{_MINUTE})?"
)
COLON = re.compile(r"(?:(?P<half>오전|오후)\s?)?(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])")
NAMED = {"정오": ("noon", "12 p.m."), "자정": ("midnight", "12 a.m.")}


def find(text: str, published: str | None) -> Iterator[Fact]:
    """The times of day of a sentence."""
    narrow = narrowed(text)
    if not re.search("[시:정]", narrow):
        return
    for match in CLOCK.finditer(narrow):
        hour = _hour(match["hour"])
        native = not match["hour"].isdigit()
        if hour is None or (native and not _hour_is_meant(narrow, match)):
            continue
        until = int(match["until"]) if match["until"] else None
        span = text[match.start() : match.end()]
        yield Fact("time", *match.span(), span, _renderings(match["half"], hour, _minutes(match["minute"]), until))
    for match in COLON.finditer(narrow):
        yield Fact(
            "time",
            *match.span(),
            text[match.start() : match.end()],
            _renderings(match["half"], int(match["hour"]), int(match["minute"]), None),
        )
    for match in re.finditer("(?<![가-힣])(?:정오|자정)", narrow):
        yield Fact("time", *match.span(), match[0], NAMED[match[0]])


def _hour_is_meant(text: str, match: re.Match[str]) -> bool:
    """Whether 한 시, 세시 and the like are an hour: no word before them without 오전, and no word that they begin (한시름, 세시풍속)."""
    joined = re.search(r"[가-힣]$", text[: match.start("hour")])
    return not (joined and not match["half"]) and (bool(match["minute"]) or bool(PARTICLE.match(text, match.end())))


def _hour(text: str) -> int | None:
    value = int(text) if text.isdigit() else NATIVE[text]
    return value if value <= 24 else None


def _minutes(text: str | None) -> int:
    if not text:
        return 0
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits[0])
    return 30 if "반" in text else int(sino_value(text.replace("분", "").strip()) or 0)


def _renderings(half: str | None, hour: int, minute: int, until: int | None) -> tuple[str, ...]:
    halves = _halves(half, hour)
    found: list[str] = []
    for mark in halves:
        if until is None:
            found.append(_written(hour, minute, mark))
            found += ["noon"] if (hour, minute, mark) == (12, 0, "p.m.") else []
            found += ["midnight"] if hour in (12, 24, 0) and minute == 0 and mark == "a.m." else []
        else:
            found += [f"{hour % 12 or 12} {link} {_written(until, minute, mark)}" for link in ("to", "and")]
    if half == "낮" and hour == 12:
        found.insert(0, "noon")
    if half and "밤" in half and hour == 12:
        found.insert(0, "midnight")
    return tuple(dict.fromkeys(found))


def _halves(half: str | None, hour: int) -> tuple[str, ...]:
    name = HALVES.get(half or "")
    if name in ("a.m.", "p.m."):
        return (name,)
    if name == "noon":
        return ("a.m." if hour == 11 else "p.m.",)
    if name == "night":
        return ("p.m." if 6 <= hour < 12 or hour > 12 else "a.m.",)
    if hour > 12:
        return ("a.m.",) if hour == 24 else ("p.m.",)
    return ("a.m.", "p.m.") if 7 <= hour < 12 else ("p.m.", "a.m.")


def _written(hour: int, minute: int, mark: str) -> str:
    clock = hour % 12 or 12
    return f"{clock}:{minute:02d} {mark}" if minute else f"{clock} {mark}"

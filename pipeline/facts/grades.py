"""School years: `초등 3학년`, `고2`, `중학교 1·2학년`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.english_numbers import ordinals
from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import narrowed

DIGIT = re.compile("[0-9]")
LEVELS = {"초": ("elementary school", 0), "중": ("middle school", 6), "고": ("high school", 9), "대": ("university", 12)}
WORD_LEVELS = (
    ("고", "(?:(?<!최)(?<=[가-힣])고|고등부|고교|고등학교)"),
    ("중", "(?:(?<=여)중|중학부|중학교)"),
    ("초", "(?:초등학교|초등부)"),
    ("대", "(?:(?<=[가-힣]{2})학?과|대학교?|(?<=[가-힣]{2})대)"),
)
LEVEL_OF = {"교대": "대", "의대": "대"}
_LIST = r"[1-6](?:\s?[·ㆍ・,~∼〜-]\s?[1-6])*"
YEAR = re.compile(
    rf"(?:(?P<level>초등학교|중학교|고등학교|대학교|초등|중등|고등|고교|대학|교대|의대|초|중|고)\s?)?(?<!\d)(?P<years>{_LIST})\s?학년(?!도)(?P<pupil>생)?"
)
SHORT = re.compile(
    rf"(?<![가-힣])(?P<level>[초중고])(?P<years>{_LIST})(?![\d.%]|\s?(?:명|개|곳|건|월|일|년|차|회|시|원|학년|위|등|[십백천만억]))"
)


def find(text: str, published: str | None) -> Iterator[Fact]:
    """The school years of a sentence, with the level where it stands before the number."""
    narrow = narrowed(text)
    if not DIGIT.search(narrow):
        return
    for pattern in (YEAR, SHORT):
        for match in pattern.finditer(narrow):
            start = match.start() if _level_is_word(narrow, match) else match.start("years")
            level = LEVEL_OF.get(match["level"], match["level"][0]) if match["level"] and start == match.start() else None
            level = level or _level_of_word(narrow[:start])
            years = [int(digit) for digit in re.findall(r"\d", match["years"])]
            yield Fact("grade", start, match.end(), text[start : match.end()], _renderings(level, years, "~∼〜-", match["years"]))


def _level_is_word(text: str, match: re.Match[str]) -> bool:
    """초, 중 and 고 name a level only where no word stands before them (최고 3학년 is none)."""
    level = match["level"]
    return bool(level) and (len(level) > 1 or not re.search(r"[가-힣]$", text[: match.start()]))


def _level_of_word(before: str) -> str | None:
    """The level that a longer word before the number names: 특성화고 3학년, 건축과 4학년."""
    return next((level for level, pattern in WORD_LEVELS if re.search(pattern + r"\s?$", before)), None)


def _renderings(level: str | None, years: list[int], dashes: str, written: str) -> tuple[str, ...]:
    link = " to " if any(dash in written for dash in dashes) else " and "
    names = [name for offset in _offsets(level) for name in _named(years, offset, link)]
    school = LEVELS[level][0] if level else ""
    nth = _joined([ordinals(year)[0] for year in years], link)
    own = [f"{nth}-year {school} students", f"{nth}-year {school}", f"{nth}-year students", f"{nth}-year", f"{nth} year"] if level else []
    found = [*own, *names] if level not in (None, "초") else [*names, *own, f"{nth}-year students", f"{nth}-year", f"{nth} year"]
    last = {"고": {1: "freshmen", 2: "juniors", 3: "seniors"}, "대": {1: "freshmen", 2: "sophomores", 3: "juniors", 4: "seniors"}}
    words = last.get(level or "고", {})
    if level is None and years == [2]:
        found += ["sophomores", "sophomore"]
    if level != "초" and all(year in words for year in years):
        found += [
            _joined([words[year] for year in years], link),
            _joined([words[year].rstrip("s").replace("men", "man") for year in years], link),
        ]
    if (level, years[-1]) in (("초", 6), ("중", 3), ("고", 3), ("대", 4)) or (level is None and years[-1] in (3, 4, 6)):
        found += ["final year", "final-year", "last year of", "seniors", "senior"]
    return tuple(dict.fromkeys(found))


def _offsets(level: str | None) -> tuple[int, ...]:
    return (LEVELS[level][1],) if level in ("초", "중", "고") else (0, 6, 9)


def _named(years: list[int], offset: int, link: str) -> Iterator[str]:
    nth = _joined([ordinals(year + offset)[0] for year in years], link)
    figures = _joined([str(year + offset) for year in years], link)
    yield from (
        f"{nth} graders",
        f"{nth} grade",
        f"{nth}-grade",
        f"{nth}-graders",
        f"grade {figures}",
        f"Grade {figures}",
        f"grades {figures}",
    )


def _joined(parts: list[str], link: str) -> str:
    return link.join(parts) if len(parts) < 3 else ", ".join(parts[:-1]) + link + parts[-1]

"""Figures that are no amounts and stay as they are written: class 2-1, version 3.0.1, agent 007, document 제2024-3호, places 1,2,3,4위."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.fact import Fact
from pipeline.facts.korean_numerals import DIGIT, narrowed

CODE = re.compile(
    r"(?<![\d.,A-Za-z-])(?:\d+(?:\.\d+){2,}(?![\d-])|\d+(?:-\d+){2,}(?![\d.])|\d{1,2}-\d{1,2}(?:반(?![가-힣]{2})|번지)|제?\d+-\d+호|\d(?:,\d){2,}(?!\d)"
    r"|0\d+(?![\d.,:/-]|\s?[시분월일초]))"
)
BLANK = re.compile(r"(?<![\d.])0{2,}(?=[가-힣])")
"""Zeros in the place of a name that is kept back: 00초등학교."""


def find(text: str, published: str | None) -> Iterator[Fact]:
    """The codes of a sentence. One that stands for a name kept back has no English."""
    narrow = narrowed(text)
    if not DIGIT.search(narrow):
        return
    for match in CODE.finditer(narrow):
        written = match[0].strip("제호반번지")
        forms = (f"No. {written}", written) if match[0].endswith("호") else (written,)
        yield Fact("number", *match.span(), text[match.start() : match.end()], forms)
    for match in BLANK.finditer(narrow):
        yield Fact("number", *match.span(), text[match.start() : match.end()], (), certain=False)

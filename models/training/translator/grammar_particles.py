"""The form of a Korean particle after what fills a slot: 은 after a consonant, 는 after a vowel."""

from __future__ import annotations

import re

PARTICLES = (
    ("은/는", "은", "는"), ("이/가", "이", "가"), ("을/를", "을", "를"), ("과/와", "과", "와"), ("이라고/라고", "이라고", "라고"),
    ("이며/며", "이며", "며"), ("이나/나", "이나", "나"), ("이었다/였다", "이었다", "였다"), ("이다/다", "이다", "다"),
    ("이란/란", "이란", "란"),
    ("이고/고", "이고", "고"), ("이지만/지만", "이지만", "지만"), ("이라며/라며", "이라며", "라며"), ("으로/로", "으로", "로"),
)  # fmt: skip
"""As the templates write it, after a consonant, after a vowel."""
UNKNOWN = re.compile("[가-힣]/[가-힣]")
"""What is left where a template writes a particle that is not in the table, or a slot holds a slash."""

_FORMS = {written: (after_consonant, after_vowel) for written, after_consonant, after_vowel in PARTICLES}
_WRITTEN = re.compile("|".join(sorted(_FORMS, key=len, reverse=True)))
_CLOSING = re.compile(r"['\"”’)\]%]+$")
_RIEUL = 8
"""Index of the final consonant l among the final consonants of a syllable; 으로/로 treats it as a vowel."""
_READ = {"0": 21, "1": 8, "3": 21, "6": 1, "7": 8, "8": 8, "l": 8, "m": 16, "n": 4}
"""Final consonant of figures and letters as they are read in Korean: 영, 일, 삼, 육, 칠, 팔, 엘, 엠, 엔."""


def with_particles(text: str) -> str:
    """`text` with every particle that is written in both forms in the one that fits what stands before it."""
    out, at = "", 0
    for match in _WRITTEN.finditer(text):
        out += text[at : match.start()]
        after_consonant, after_vowel = _FORMS[match[0]]
        final = _final_consonant(out)
        closed = final not in (0, _RIEUL) if match[0] == "으로/로" else final != 0
        out += after_consonant if closed else after_vowel
        at = match.end()
    return out + text[at:]


def _final_consonant(text: str) -> int:
    """Index of the last syllable's final consonant, 0 for none; `%` is read 퍼센트, which has none."""
    if text.endswith("%"):
        return 0
    last = _CLOSING.sub("", text)[-1:]
    return (ord(last) - ord("가")) % 28 if "가" <= last <= "힣" else _READ.get(last.lower(), 0)

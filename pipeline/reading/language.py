"""Is a text Korean? Judged by its letters, which is enough to keep English and Japanese out of a Korean-English run."""

from __future__ import annotations

import re

from pipeline.errors import InputError

_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")


def require_korean(text: str, min_hangul: float) -> None:
    """Raises InputError where less than `min_hangul` of the letters are Hangul.

    Hanja count only where they outnumber the Hangul: mixed script is Korean too, Chinese and Japanese are not.
    """
    hangul, han = _count(_HANGUL, text), _count(_HAN, text)
    others = sum(map(str.isalpha, text)) - hangul - han
    letters = hangul + others + max(0, han - hangul)
    if letters == 0:
        raise InputError("holds no letters", "check that this is an article")
    share = hangul / letters
    if share >= min_hangul:
        return
    raise InputError(
        f"not Korean (looks like {_guess(text, han)}): {share:.0%} of the letters are Hangul",
        f"leave it out, or lower input.min_hangul (now {min_hangul:g}) if it is Korean with much foreign text",
    )


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))


def _guess(text: str, han: int) -> str:
    counts = {"Japanese": _count(_KANA, text), "English": _count(_LATIN, text)}
    # Japanese is written with more Han characters than kana in headlines, but never without kana.
    if counts["Japanese"] * 10 > han:
        counts["Japanese"] += han
    else:
        counts["Chinese"] = han
    guess = max(counts, key=lambda language: counts[language])
    return guess if counts[guess] else "another script"

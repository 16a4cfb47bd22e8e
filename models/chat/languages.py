"""Whether an answer is in the language that was asked for."""

from __future__ import annotations

import re
import unicodedata

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_WORD = re.compile(r"[^\W\d_]+")
LATIN_SHARE = 0.7
"""Of the letters of an English answer, brackets included: a name in Hanja or Hangul behind its romanization still fits."""
WORDS_TO_JUDGE = 5
"""From so many words on the function words tell English from other languages in Latin letters."""

_ENGLISH_WORDS = (
    "the of and to in a is that for it as was with on by at from be are this have or an had not were but which their has will its who he"
    " she they we you i his her our said been would can more about after into than up out over all one two no if there when what also"
)
_OTHER_WORDS = (
    "le la les des du une et est dans pour qui que sur avec pas au aux ce cette il elle nous vous sont leur par plus"
    " der die das und ist nicht ein eine den dem von zu mit sich auf für im des wird werden auch sind bei nach"
    " el los las del y en un por con para una su al lo como más pero sus ha se"
    " o os da do em uma com não na no dos das mais foi e di che il non per sono gli della delle"
    " het een van niet dat zijn voor met op aan yang dan di ini itu dengan untuk pada tidak dari"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OTHERS = frozenset(_OTHER_WORDS.split()) - _ENGLISH - {"an"}
"""Function words of French, German, Spanish, Portuguese, Italian, Dutch and Indonesian that are no English words."""


def is_english(answer: str, source: str) -> bool:
    """Whether `answer` is English: no Hangul outside brackets, mostly Latin letters, not another language in Latin letters.

    An answer without letters (a number, a date) is right where the source has no Hangul.
    """
    if HANGUL.search(_without_brackets(answer)):
        return False
    letters = [sign for sign in answer if sign.isalpha()]
    latin = sum(_is_latin(sign) for sign in letters)
    if not latin:
        return not letters and not HANGUL.search(source)
    return latin >= LATIN_SHARE * len(letters) and not _is_other_latin(answer)


def is_korean(answer: str) -> bool:
    """Whether at least half of the letters are Hangul."""
    letters = sum(sign.isalpha() for sign in answer)
    return letters > 0 and len(HANGUL.findall(answer)) >= 0.5 * letters


def _without_brackets(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _BRACKETS.sub("", text)
    return text


def _is_latin(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")


def _is_other_latin(answer: str) -> bool:
    words = [word.lower() for word in _WORD.findall(answer)]
    if len(words) < WORDS_TO_JUDGE:
        return False
    others = sum(word in _OTHERS for word in words)
    return others >= 2 and others > sum(word in _ENGLISH for word in words)

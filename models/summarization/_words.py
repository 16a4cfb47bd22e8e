"""Cuts a sentence into the terms that salience is measured on: light stems for English, character pairs for Korean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")

_ENGLISH_FUNCTION_WORDS = (
    "a an the of in on at for from by with and or but as is are was were be been being it its this that these those he she they him"
    " them his her their we our us i my me you your not no so if than then there which who whom whose what when where while will would"
    " can could may might must should do does did has have had into out up down over under about after before also more most all any"
    " each one two other some such only own same just said says say s to"
)
_ENGLISH_STOPWORDS = frozenset(_ENGLISH_FUNCTION_WORDS.split())
# Endings and function words that Korean pairs of characters are full of; a pair made of them says nothing of the subject.
_KOREAN_FUNCTION_PAIRS = (
    "한다 했다 된다 됐다 있다 없다 이다 에서 으로 에게 까지 부터 하는 하고 하며 하기 되는 되고 이라 라고 다고 다며 이며 지난 것으 것이"
    " 위해 위한 대한 대해 통해 따라 밝혔 말했 혔다 했던 있는 있도 도록 등을 등이 이번 올해 내년 그는 이는 또한 면서 라며 에는"
)
_KOREAN_STOP_PAIRS = frozenset(_KOREAN_FUNCTION_PAIRS.split())


def is_korean(text: str) -> bool:
    """Whether at least three in ten letters of `text` are Hangul."""
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_HANGUL.findall(text)) >= 0.3 * letters


def word_count(text: str) -> int:
    """Length of a sentence in words between white space: English words, Korean eojeol."""
    return len(text.split())


def words(sentence: str) -> list[str]:
    """The words and numbers of a sentence as written, without punctuation."""
    return _WORD.findall(sentence)


def terms_of(found: Sequence[str], language: str) -> list[str]:
    """The terms of words in order, repetitions kept, in lower case. `language` is "en" or "ko"."""
    if language == "en":
        return [_stem(word.lower()) for word in found]
    return [pair for word in found for pair in _pairs(word.lower())]


def terms(sentence: str, language: str) -> list[str]:
    """The terms of a sentence."""
    return terms_of(words(sentence), language)


def stopwords(language: str) -> frozenset[str]:
    """The terms of a language that are function words."""
    return _ENGLISH_STOPWORDS if language == "en" else _KOREAN_STOP_PAIRS


@lru_cache(maxsize=65536)
def _pairs(word: str) -> tuple[str, ...]:
    if len(word) < 3 or not _HANGUL.search(word):
        return (word,)
    return tuple(word[place : place + 2] for place in range(len(word) - 1))


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """Takes off plural, past and -ing endings and a final e. Only has to bring forms of one word together, not to find a lemma."""
    if len(word) < 4 or not word.isalpha() or word in _ENGLISH_STOPWORDS:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and any(vowel in root for vowel in "aeiouy"):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word

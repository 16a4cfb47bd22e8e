"""Finds what makes a sentence a poor line of a summary, however salient its words are."""

from __future__ import annotations

import re

from models.summarization._words import word_count

_QUOTED = re.compile(r"[\"“「『][^\"”」』]*[\"”」』]?")
_WORD_CHARACTER = re.compile(r"\w")
_ENGLISH_DANGLING = re.compile(
    r"(?:however|moreover|meanwhile|still|then|but|and|so|yet|also|therefore|instead|thus|besides|nevertheless|furthermore|accordingly"
    r"|consequently|afterwards?|otherwise|he|she|they|it|that|those|his|her|its|their|such|in addition"
    r"|th(?:is|ese)(?! (?:year|month|week|spring|summer|fall|winter|semester|time|day))"
    r"|on the other hand|by contrast|in contrast|on top of that|for example|for instance|as a result|for this reason"
    r")\b",
    re.IGNORECASE,
)
_KOREAN_DANGLING = re.compile(
    r"(?:그러나|하지만|그런데|그리고|그래서|그래도|또한|또|다만|반면|한편|이에|이는|이를|이들은?|이와|이런|이러한|이처럼|그는|그가|그의|그녀는?"
    r"|그들은?|여기에|여기서|게다가|특히|따라서|그럼에도|이어|이곳은?|이날|그중|그 결과|예를 들어)(?=[\s,])"
)
_FEWEST_WORDS = {"en": 7, "ko": 5}
_BARE_QUOTATION_REST = 12
"""A quotation with fewer word characters than this outside its marks names nobody who said it."""


def is_dangling(sentence: str, language: str) -> bool:
    """Whether a sentence opens with a pronoun or connective that needs the sentence before it."""
    opening = _ENGLISH_DANGLING if language == "en" else _KOREAN_DANGLING
    return opening.match(sentence.lstrip("\"“‘'-―– ")) is not None


def is_poor(sentence: str, language: str) -> bool:
    """Whether a sentence is no line for a summary: a question, a bare quotation, a list item, or hardly any words."""
    bare = sentence.rstrip("\"”’')」』 ")
    if bare.endswith(("?", "？")) or sentence.lstrip().startswith(("―", "-", "Q.", "(", "[", "※", "○", "▲")):
        return True
    if word_count(sentence) < _FEWEST_WORDS[language]:
        return True
    outside = _QUOTED.sub("", sentence)
    return outside != sentence and len(_WORD_CHARACTER.findall(outside)) < _BARE_QUOTATION_REST

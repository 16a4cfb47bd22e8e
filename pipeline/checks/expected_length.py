"""How long the English of a sentence should be.

It is about as long as a weighted sum over its Korean: each syllable of Hangul outside facts, each character of the English of its
facts, each word, letter and sign has a weight. Weights by least squares over the 4,280 human-translated pairs of data/corpus/articles.
"""

from __future__ import annotations

import re

from pipeline.checks.pair import Pair

SYLLABLE, RENDERED, WORD, LETTER, SIGN = 2.69, 0.99, 1.69, -1.71, 0.49
"""English characters for each: Hangul syllable outside facts, character of a fact's English, Korean word, Latin letter, sign."""
HANGUL, LATIN, SIGNS = re.compile("[가-힣]"), re.compile("[A-Za-z]"), re.compile(r"[^\w\s]")


def length_share(pair: Pair) -> float:
    """The length of the English as a share of what is expected; the median over the pairs of the corpus is 1.05."""
    told = [fact for fact in pair.facts if fact.renderings]
    syllables = len(HANGUL.findall(pair.korean)) - sum(len(HANGUL.findall(fact.text)) for fact in told)
    rendered = sum(len(fact.renderings[0]) for fact in told)
    words, letters, signs = len(pair.korean.split()), len(LATIN.findall(pair.korean)), len(SIGNS.findall(pair.korean))
    expected = SYLLABLE * syllables + RENDERED * rendered + WORD * words + LETTER * letters + SIGN * signs
    return len(pair.english) / max(1.0, expected)

"""The Korean source of a fact with its number in English, in the form that the shipped model was trained on.

Training replaced a number with Korean units, and a space behind its last unit with it: `120억 원` became `12 billion원`,
`3만5천여 명` became `35,000여 명`. Numbers without units stayed as they were.
"""

from __future__ import annotations

import re

from pipeline.facts.english_numbers import figures
from pipeline.facts.korean_numerals import arabic_value, narrowed

NUMBER = re.compile(r"(?<![\d.,])\d[\d,.]*(?:\s?[조억만천백]\s?(?:\d[\d,.]*)?)+")
NOT_SWITCHED = re.compile(r"\d\s?[-~∼〜·ㆍ]\s?\d[\d,.]*[조억만천백십]|\d십|[십백천]여[만억조]")


def switched(text: str) -> str | None:
    """`text` with every number that has Korean units rewritten (`12 billion`, `35,000`); None where there is none to rewrite.

    A range whose first number borrows its unit (`10~20만`) stays Korean: half of it rewritten would be another number.
    """
    narrow = narrowed(text)
    if NOT_SWITCHED.search(narrow):
        return None
    changed = NUMBER.sub(lambda match: figures(arabic_value(match[0].replace(",", ""))), narrow)
    return changed if changed != narrow else None

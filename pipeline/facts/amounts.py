"""The amount that a Korean numeral states, in English: `27`, `two or three`, `100,000 to 200,000`, `tens of thousands`."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

from pipeline.facts.counters import AGES, THINGS
from pipeline.facts.english_numbers import digits, figures, forms
from pipeline.facts.korean_numerals import Numeral

VAGUE = {
    10: ("dozens", "tens", "scores"),
    100: ("hundreds", "several hundred", "a few hundred"),
    1_000: ("thousands", "several thousand", "a few thousand"),
    10_000: ("tens of thousands", "thousands"),
    100_000: ("hundreds of thousands",),
    1_000_000: ("millions",),
    10_000_000: ("tens of millions", "millions"),
    100_000_000: ("hundreds of millions",),
    1_000_000_000: ("billions",),
    10_000_000_000: ("tens of billions", "billions"),
    100_000_000_000: ("hundreds of billions",),
    1_000_000_000_000: ("trillions",),
}
LINKS = {"to": (" to ", "-", "–", " or ", " and "), "or": (" or ", " to ", "-"), "and": (" and ", ", ", "-")}

# Words around an amount and their English; `{}` is the amount. Age has its own words.
APPROXIMATIONS = {
    "여": ("more than {}", "over {}", "some {}", "about {}", "around {}"),
    "약": ("about {}", "around {}", "roughly {}", "approximately {}", "some {}", "nearly {}"),
    "남짓": ("just over {}", "a little over {}", "a little more than {}", "about {}"),
    "이상": ("at least {}", "{} or more", "more than {}", "{} or higher", "{} or longer", "{} and above", "over {}"),
    "이하": ("no more than {}", "at most {}", "up to {}", "{} or less", "{} or lower", "{} or fewer"),
    "미만": ("less than {}", "under {}", "below {}"),
    "초과": ("more than {}", "over {}", "above {}", "exceeding {}"),
}
APPROXIMATIONS["넘게"] = APPROXIMATIONS["초과"]
for about in ("대략", "가량", "안팎", "내외", "정도", "쯤"):
    APPROXIMATIONS[about] = APPROXIMATIONS["약"]
OF_AGE = {
    "이상": ("{} or older", "{} and older", "at least {}", "over {}"),
    "이하": ("{} or younger", "{} and younger", "{} and under", "up to {}"),
    "미만": ("under {}", "younger than {}"),
    "초과": ("over {}", "older than {}"),
}
OF_THINGS = {"이하": ("{} or fewer", *APPROXIMATIONS["이하"]), "미만": ("fewer than {}", *APPROXIMATIONS["미만"])}
BEFORE = re.compile(r"(?:^|(?<=[\s(‘“'\"·,]))(?:약|대략)\s?$")
AFTER = re.compile(r"\s?(이상|이하|미만|초과|넘게|가량|안팎|남짓|내외|정도|쯤)(?!하[다게]|한\s)")


def amounts(numeral: Numeral, *, as_figures: bool = False) -> tuple[str, ...]:
    """English forms of the amount, the preferred one first: words below ten unless `as_figures`."""
    if numeral.script == "vague":
        return VAGUE.get(int(numeral.values[0]), ())
    values = sorted(set(numeral.values)) if numeral.link == "to" else numeral.values
    written = [_forms(value, as_figures) for value in values]
    if len(written) == 1:
        return written[0]
    if len(written) > 2:
        return tuple(", ".join(row[:-1]) + f" and {row[-1]}" for row in zip(*written, strict=False))
    first, second = written
    pairs = [(first[0], second[0]), (first[-1], second[-1]), *product(first[:2], second[:2])]
    if all(value >= 10 for value in values):
        pairs.insert(0, (first[0], second[0]))
    else:
        pairs.insert(0, (digits(values[0]), digits(values[1])))
        if all(value < 10 for value in values) and not as_figures:
            pairs.insert(0, (first[0], second[0]))
    links = LINKS[numeral.link]
    return tuple(dict.fromkeys(link.join(pair) for link in links for pair in pairs))


def _forms(value: Decimal, as_figures: bool) -> tuple[str, ...]:
    found = forms(value)
    return tuple(dict.fromkeys((figures(value), digits(value)))) if as_figures else found


def approximated(words: list[str], forms: tuple[str, ...], unit: str = "") -> tuple[str, ...]:
    """The forms with the Korean words of approximation said in English first, the bare forms behind them, each once."""
    own = OF_AGE if unit in AGES else OF_THINGS if unit in THINGS else {}
    bare = tuple(form for form in forms if form.isdigit()) + forms if unit in AGES and words else forms
    said = (pattern.format(form) for form in bare[:2] for word in words for pattern in own.get(word, APPROXIMATIONS[word]))
    return tuple(dict.fromkeys((*said, *forms)))

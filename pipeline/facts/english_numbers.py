"""How American newspapers write a number: `nine`, `35,000`, `12 billion`, `28th`."""

from __future__ import annotations

from decimal import Decimal

WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
# Size, word, and how many decimals a newspaper puts before the word; a number that needs more is written in figures.
SCALES = ((Decimal(10**12), "trillion", 4), (Decimal(10**9), "billion", 4), (Decimal(10**6), "million", 2))
MULTIPLES = {2: ("double", "twice", "twofold"), 3: ("triple", "threefold", "thrice"), 4: ("quadruple", "fourfold")}


def digits(value: Decimal) -> str:
    """`35,000`, `0.5`: figures with commas, no zeros behind the last decimal that counts."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spelled(value: Decimal) -> str | None:
    """The word or words of a whole number under one hundred, None for any other."""
    if value != int(value) or not 0 <= value < 100:
        return None
    number = int(value)
    if number < 20:
        return WORDS[number]
    return TENS[number // 10 - 2] + (f"-{WORDS[number % 10]}" if number % 10 else "")


def scaled(value: Decimal) -> str | None:
    """`12 billion`: from one million on, where few decimals are enough (`SCALES`); None where they are not."""
    for size, word, decimals in SCALES:
        if value >= size:
            amount = value / size
            return f"{digits(amount)} {word}" if round(amount, decimals) == amount else None
    return None


def figures(value: Decimal) -> str:
    """The form for money, measures and large counts: `12 billion` from one million on, else figures."""
    return scaled(value) or digits(value)


def forms(value: Decimal) -> tuple[str, ...]:
    """All forms of a number, the preferred one first: words below ten, figures from ten on, `million` from one million on."""
    word, large = spelled(value), scaled(value)
    found = [word, digits(value)] if word and value < 10 else [large, digits(value), word]
    if not value % 1000 and 1000 <= value < 10**6 and (thousands := spelled(value / 1000)):
        found.append(f"{thousands} thousand")
    if not value % 100 and 100 <= value < 1000:
        found.append(f"{spelled(value / 100)} hundred")
    return tuple(form for form in found if form)


def ordinals(number: int) -> tuple[str, ...]:
    """`third` and `3rd`, the preferred one first: words below ten, figures from ten on."""
    suffix = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    figure = f"{number:,}{suffix}"
    return (ORDINALS[number - 1], figure) if 0 < number < 10 else (figure,)

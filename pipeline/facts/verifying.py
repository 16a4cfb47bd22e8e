"""Whether a fact of the Korean is in the English: numbers, dates and times by value, names and terms by their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pipeline.facts.english_mentions import Mention, mentions
from pipeline.facts.fact import Fact, Kind

Verdict = Literal["ok", "missing", "changed"]

BY_VALUE: frozenset[Kind] = frozenset(("number", "money", "percent", "date", "time", "duration", "ordinal", "grade", "score"))
COPIED: frozenset[Kind] = frozenset(("url", "email", "phone"))
# English says one thing in many ways (a, the, each, per); a number one that it leaves to them is not missed.
UNSAID = {1.0}


def verify(fact: Fact, english: str) -> Verdict:
    """Whether the English has the fact.

    A fact with values (numbers, dates, times, grades) is met by any mention of the values of one of its renderings: `35,000`,
    `35K` and `thirty-five thousand` are one. A percentage is not met by money nor a count by either. The value one is met by any
    text, since articles say it. Other facts are met by one of their renderings, whatever its case, spaces and hyphens.
    A fact without renderings asks for nothing.

    `changed` says that the English has another value in the place of the fact: a number with the same unit, or the
    same figures in another size (12 million for 12 billion); `missing` that it has none.

    One mention meets every fact of the same value: English joins what Korean repeats ("10 boys and girls each").
    """
    if not fact.renderings:
        return "ok"
    if fact.kind in COPIED:
        return "ok" if any(_plain(form) in _plain(english) for form in fact.renderings) else "missing"
    if fact.kind not in BY_VALUE:
        return "ok" if any(_has_phrase(english, form) for form in fact.renderings) else "missing"
    offered = mentions(english)
    wanted = [needs(form) for form in fact.renderings]
    for form, needed in zip(fact.renderings, wanted, strict=True):
        if needed:
            if all(met(need, offered) for need in needed) and not _other_month(fact, needed, english):
                return "ok"
        elif _has_phrase(english, form):
            return "ok"
    return "changed" if _replaced(wanted, offered) else "missing"


def missing(facts: Iterable[Fact], english: str) -> tuple[Fact, ...]:
    """The certain facts that `verify` does not find in the English; one mention may meet several facts of one value."""
    return tuple(fact for fact in facts if fact.certain and verify(fact, english) != "ok")


@lru_cache(maxsize=16_384)
def needs(form: str) -> tuple[Mention, ...]:
    """What has to be mentioned for a rendering: each of its values once. A span read in two ways asks for its first reading."""
    found = mentions(form)
    timed = [mention for mention in found if mention.kind == "time"]
    kept: list[Mention] = [*timed]
    for mention in found:
        if mention.kind != "time" and all(mention.end <= other.start or other.end <= mention.start for other in kept):
            longer = [
                one
                for one in found
                if one.start <= mention.start and mention.end <= one.end and (one.start, one.end) != (mention.start, mention.end)
            ]
            kept.append(longer[-1] if longer else mention)
    return tuple(kept)


def met(need: Mention, offered: Iterable[Mention]) -> bool:
    """Whether one of the mentions says what is needed."""
    if need.kind == "plain" and need.value in UNSAID:
        return True
    if need.kind == "time":  # the 10 of "10 p.m." is no 10 that could be a.m.
        times = [offer for offer in offered if offer.kind == "time"]
        offered = [
            offer for offer in offered if offer.kind == "time" or all(offer.end <= one.start or one.end <= offer.start for one in times)
        ]
    return any(same(need, offer) for offer in offered)


def same(need: Mention, offer: Mention) -> bool:
    """Whether a mention says what is needed: a round hour may stand without its half of the day, money without its currency."""
    if need.kind == "time":
        hours = {need.value / 60, (need.value / 60 - 1) % 12 + 1}
        if offer.kind == "time":
            return offer.value == need.value
        return offer.kind == "plain" and need.value % 60 == 0 and offer.value in hours
    if need.kind in ("month", "weekday") or offer.kind in ("month", "weekday", "time"):
        return need.kind == offer.kind and need.value == offer.value
    if need.value != offer.value:
        return False
    return need.kind == offer.kind or (need.kind == "money" and offer.kind == "plain")


def _other_month(fact: Fact, needed: Iterable[Mention], english: str) -> bool:
    """Whether the day stands beside a month that no rendering has: `September 27` for the 27th of October."""
    months = {mention.value for form in fact.renderings for mention in needs(form) if mention.kind == "month"}
    if fact.kind != "date" or not months:
        return False
    offered = mentions(english)
    days = [one for one in offered if one.kind == "plain" and any(same(need, one) for need in needed)]
    named = [one for one in offered if one.kind == "month"]
    beside = [
        month.value
        for day in days
        for month in named
        if 0 <= day.start - month.end <= 1 or re.fullmatch(r"\s(?:of\s)?", english[day.end : month.start] or "x")
    ]
    return bool(beside) and len(days) == len(beside) and not months.intersection(beside)


def _replaced(needs: Iterable[tuple[Mention, ...]], offered: tuple[Mention, ...]) -> bool:
    wanted = [need for needed in needs for need in needed]
    units = {need.kind for need in wanted} - {"plain"}
    figures = {_figures(need.value) for need in wanted if need.kind in ("plain", "money", "percent") and need.value >= 10}
    return any(
        offer.kind in units or (offer.kind in ("plain", "money", "percent") and offer.value >= 10 and _figures(offer.value) in figures)
        for offer in offered
    )


def _figures(value: float) -> str:
    """The significant figures of a number, without its size: `12` for 12 million and for 12 billion."""
    return f"{value:.9e}".split("e")[0].rstrip("0").rstrip(".")


def _plain(text: str) -> str:
    return re.sub(r"[\s().-]+", "", text).casefold()


@lru_cache(maxsize=16_384)
def _phrase(form: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in re.split(r"[\s-]+", form) if word]
    return re.compile(r"(?<!\w)" + r"[\s-]*".join(words) + r"(?!\w)", re.IGNORECASE)


def _has_phrase(english: str, form: str) -> bool:
    return bool(_phrase(form).search(english))

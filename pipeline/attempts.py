"""From a sentence to the best translation that the model can be brought to: facts carried through, hypotheses ranked by them, retries.

A model that was trained on code-switched sources copies what already stands in English (Dinu et al. 2019, Song et al. 2019), so numbers
with Korean units, names and offices are written in English into its source. Of the n best hypotheses the one with the most facts right
wins, the model's score decides among equals. Where facts are still lost the plain source is tried, where all run in circles decoding
that forbids repetition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.interfaces import Context, Hypothesis, Translator
from pipeline.facts import Fact, recognize, verify
from pipeline.facts.accepting import ACCEPTED, accepted
from pipeline.repetition import repeated_span


@dataclass(frozen=True, slots=True)
class Best:
    """The hypothesis that was chosen, how many attempts there were, and the facts of the source that it has lost."""

    hypothesis: Hypothesis
    attempts: int
    lost: tuple[Fact, ...]


def best_translations(translator: Translator, texts: Sequence[str], contexts: Sequence[Context] | None, *, facts: bool) -> list[Best]:
    """The best translation of each text; without `facts` the model's first choice, unless that is empty or runs in circles."""
    known = [recognize(text) if facts else () for text in texts]
    sources = _sources(translator, texts, known)
    candidates = [list(found) for found in translator.translate(sources, contexts=contexts)]
    attempts = [1] * len(texts)

    def again(places: Sequence[int], *, against_loops: bool) -> None:
        if places:
            some = None if contexts is None else [contexts[place] for place in places]
            more = translator.translate([texts[place] for place in places], against_loops=against_loops, contexts=some)
            for place, found in zip(places, more, strict=True):
                candidates[place].extend(found)
                attempts[place] += 1

    changed = [place for place, text in enumerate(texts) if sources[place] != text]
    again([place for place in changed if _wrong(known[place], _chosen(candidates[place], known[place]).text)], against_loops=False)
    again([place for place in range(len(texts)) if all(map(is_poor, candidates[place]))], against_loops=True)
    best = [_chosen(found, expected) for found, expected in zip(candidates, known, strict=True)]
    return [
        Best(hypothesis, count, tuple(lost(expected, hypothesis.text)))
        for hypothesis, count, expected in zip(best, attempts, known, strict=True)
    ]


def is_poor(hypothesis: Hypothesis) -> bool:
    """Whether there is nothing, or it repeats itself."""
    return not hypothesis.text or repeated_span(hypothesis.text) is not None


def lost(facts: Sequence[Fact], english: str) -> list[Fact]:
    """Facts that a reader must be told of: not in the English, not even as the short form that a second mention may have."""
    return [fact for fact in facts if (fact.certain or fact.kind in ACCEPTED) and not _right(fact, english, mentioned=True)]


def switched(text: str, facts: Sequence[Fact]) -> str:
    """The Korean with those facts in English that have a form to insert; particles stay."""
    for fact in sorted(facts, key=lambda one: -one.start):
        if fact.insert is not None:
            text = text[: fact.start] + fact.insert + text[fact.end :]
    return text


def _sources(translator: Translator, texts: Sequence[str], known: Sequence[Sequence[Fact]]) -> list[str]:
    if not translator.copies_english:
        return list(texts)
    sources = [switched(text, facts) for text, facts in zip(texts, known, strict=True)]
    lengths = translator.count_tokens(sources)
    fits = [length <= translator.max_source_tokens for length in lengths]
    return [source if fit else text for source, fit, text in zip(sources, fits, texts, strict=True)]


def _chosen(candidates: Sequence[Hypothesis], facts: Sequence[Fact]) -> Hypothesis:
    return max(candidates, key=lambda one: (not is_poor(one), -_wrong(facts, one.text), one.score))


def _wrong(facts: Sequence[Fact], english: str) -> int:
    return sum(not _right(fact, english, mentioned=False) for fact in facts)


def _right(fact: Fact, english: str, *, mentioned: bool) -> bool:
    if fact.kind in ACCEPTED:
        return accepted(fact, english, mentioned=mentioned)
    return verify(fact, english) == "ok"

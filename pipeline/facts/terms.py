"""Terms of a termbase in a Korean sentence: longest match wins, words begin where terms do, particles may follow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.facts.fact import Fact, Kind
from pipeline.facts.places import PARTICLE
from pipeline.facts.termbase import Termbase, chosen, shipped_termbase

_AFTER = re.compile(PARTICLE)
_BEGIN = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9]")
_KINDS: dict[str, Kind] = {"office": "office", "place": "place", "programme": "programme"}
"""Kinds of facts for domains that have one of their own; all others are terms."""


def find(text: str, published: str | None = None, termbase: Termbase | None = None) -> Iterable[Fact]:
    """The terms of a sentence. `published` (ISO date) chooses where a term's English changed; the shipped termbase is the default.

    A term inside a longer word is none (교육감 in 부교육감, 학부모 in 학부모회). One whose English has brackets stays Korean for the
    model, which saw none of them in training.
    """
    base = termbase or shipped_termbase()
    found, at = list[Fact](), 0
    while begin := _BEGIN.search(text, at):
        start = at = begin.start()
        at += 1
        for end, terms in base.ends(text, start):
            if "가" <= text[end - 1] <= "힣" and not _AFTER.match(text, end):
                continue
            if text[end - 1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
                continue
            term = chosen(terms, published)
            forms = (term.en, *term.variants)
            found.append(
                Fact(
                    _KINDS.get(term.domain, "term"),
                    start,
                    end,
                    text[start:end],
                    forms,
                    insert=None if "(" in term.en else term.en,
                    certain=True,
                )
            )
            at = end
            break
    return found


def forbidden(text: str, english: str, published: str | None = None, termbase: Termbase | None = None) -> tuple[tuple[Fact, str], ...]:
    """The terms of a sentence whose English is a form that the termbase forbids, each with that form; none where the right one
    stands, too.
    """
    base = termbase or shipped_termbase()
    found: list[tuple[Fact, str]] = []
    for fact in find(text, published, base):
        term = chosen(next(terms for end, terms in base.ends(text, fact.start) if end == fact.end), published)
        wrong = next((form for form in term.forbidden if _contains(_stems(english), _stems(form))), None)
        if wrong is not None and not accepted(fact, english):
            found.append((fact, wrong))
    return tuple(found)


def accepted(fact: Fact, english: str, *, mentioned: bool = False) -> bool:
    """Whether the English has the term or an accepted variant: whatever case, articles, hyphens, apostrophes, plural and possessive.

    `mentioned`: the term stood in an earlier sentence of the article; its last word ("the test", "the program") then suffices.
    """
    words = _stems(english)
    if any(_contains(words, _stems(form)) for form in fact.renderings):
        return True
    return mentioned and any(_stems(form)[-1:] == [word] for form in fact.renderings for word in words)


_ARTICLES = frozenset(("a", "an", "the"))


def _stems(english: str) -> list[str]:
    """The words in small letters, without articles, possessive and plural endings, hyphenated words apart."""
    plain = re.sub(r"['’]s?(?![a-z])", "", english.lower())
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", "")) if word not in _ARTICLES]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2 else word


def _contains(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return bool(wanted) and any(words[at : at + size] == wanted for at in range(len(words) - size + 1))

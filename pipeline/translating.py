"""Units of the translate stage into its values, by one translator: each sentence whole, or in pieces where the model takes no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.interfaces import Context, Translator
from pipeline.attempts import Best, best_translations
from pipeline.facts import Fact, recognize
from pipeline.facts.accepting import ACCEPTED
from pipeline.facts.findings import expected
from pipeline.facts.house_style import in_house_style
from pipeline.facts.losses import lost
from pipeline.facts.tables import FactTables, shipped_tables
from pipeline.piecewise import mean_score
from pipeline.segmentation import split_clauses
from pipeline.stage import Unit, Value

SCORE_DIGITS = 4


def translate_units(translator: Translator, units: Sequence[Unit], *, facts: bool, tables: FactTables | None = None) -> list[Value]:
    """The value of each unit; `facts` as in `best_translations`.

    A unit holds `text`; `published` where its facts depend on the article's date, `named` where on names that the article establishes;
    and where a model looks at more than single sentences `headline`, `previous` and `terms`. `tables` None: the shipped ones.
    """
    texts = [unit["text"] for unit in units]
    parts = _split(translator, texts)
    flat = [piece for pieces in parts for piece in pieces]
    known = [
        recognize(piece, published=unit.get("published"), tables=tables, named=frozenset(unit.get("named", ()))) if facts else ()
        for unit, pieces in zip(units, parts, strict=True)
        for piece in pieces
    ]
    found = best_translations(translator, flat, _contexts(translator, units, parts), facts=facts, known=known)
    best = iter([_styled(one, some, tables or shipped_tables()) for one, some in zip(found, known, strict=True)])
    return [
        _value(text, [(piece, next(best)) for piece in pieces], unreadable)
        for text, pieces, unreadable in zip(texts, parts, translator.unreadable(texts), strict=True)
    ]


def terms_in(unit: Unit, tables: FactTables) -> list[list[str]]:
    """The terms, names, offices and places of a unit's sentence, each once and in order, as [Korean, the house's English]."""
    facts = recognize(unit["text"], published=unit.get("published"), tables=tables, named=frozenset(unit.get("named", ())))
    named = [fact for fact in facts if fact.kind in ACCEPTED and fact.renderings]
    return [list(pair) for pair in dict.fromkeys((fact.text, fact.renderings[0]) for fact in named)]


def _styled(best: Best, facts: Sequence[Fact], tables: FactTables) -> Best:
    text, repairs = in_house_style(best.hypothesis.text, facts, tables)
    if text == best.hypothesis.text:
        return best
    return replace(best, hypothesis=replace(best.hypothesis, text=text), lost=tuple(lost(facts, text)), repairs=(*best.repairs, *repairs))


def _contexts(translator: Translator, units: Sequence[Unit], parts: Sequence[Sequence[str]]) -> list[Context] | None:
    """What surrounds each piece, with the terms that occur in it; None for a model that looks at single sentences."""
    if not translator.context_sentences:
        return None
    return [
        Context(unit["headline"], tuple(unit["previous"]), tuple((korean, english) for korean, english in unit["terms"] if korean in piece))
        for unit, pieces in zip(units, parts, strict=True)
        for piece in pieces
    ]


def _split(translator: Translator, texts: Sequence[str]) -> list[list[str]]:
    """Each text whole, or in pieces where it is too long for the model."""
    limit = translator.max_source_tokens
    lengths = translator.count_tokens(texts)
    return [[text] if length <= limit else _clauses(translator, text) for text, length in zip(texts, lengths, strict=True)]


def _clauses(translator: Translator, text: str) -> list[str]:
    limit = translator.max_source_tokens
    pieces = split_clauses(text, lambda one: translator.count_tokens([one])[0] <= limit)
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _value(text: str, parts: Sequence[tuple[str, Best]], unreadable: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """Pieces joined."""
    found = [best.hypothesis for _, best in parts]
    lost, repairs, at = list[list[Any]](), list[list[Any]](), 0
    for piece, best in parts:
        at = text.index(piece, at)
        lost += [[fact.kind, at + fact.start, at + fact.end, expected(fact)] for fact in best.lost]
        repairs += [[one.fact.kind, at + one.fact.start, at + one.fact.end, one.wrong, one.right] for one in best.repairs]
        at += len(piece)
    return {
        "text": " ".join(hypothesis.text for hypothesis in found if hypothesis.text),
        "score": round(mean_score(found), SCORE_DIGITS),
        "attempts": max(best.attempts for _, best in parts),
        "pieces": sum(best.pieces for _, best in parts),
        "unreadable": [list(span) for span in unreadable],
        "lost": lost,
        "repairs": repairs,
    }

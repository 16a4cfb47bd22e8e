"""Every finding of one pair of sentences of any origin."""

from __future__ import annotations

from pipeline.checks.overlapping import without_doubles
from pipeline.checks.pair import Pair, paired
from pipeline.checks.registry import sentence_checks
from pipeline.checks.replacement import with_replacement
from pipeline.checks.settings import NO_CHANGES, Settings
from pipeline.facts.tables import FactTables
from pipeline.records import Finding


def pair_findings(
    korean: str, english: str, *, published: str | None = None, tables: FactTables | None = None, settings: Settings = NO_CHANGES
) -> tuple[Finding, ...]:
    """The findings of a sentence and its translation, each told once, the severities as `settings` say.

    `published` is the article's ISO date; `tables` None: the shipped ones.
    """
    pair = paired(korean, english, published, tables)
    return without_doubles(settings.applied(name, one) for name, one in named_findings(pair))


def named_findings(pair: Pair) -> list[tuple[str, Finding]]:
    """What each check finds, with its name. Of a sentence that was not translated at all nothing else is told."""
    found = [(name, one) for name, find in sentence_checks().items() for one in find(pair)]
    whole = [(name, one) for name, one in found if name == "untranslated"]
    return whole or with_replacement(found, pair)

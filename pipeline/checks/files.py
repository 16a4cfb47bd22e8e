"""The findings of a translation of any origin, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.bilingual.unit import TranslatedUnit
from pipeline.checks.exceptions import Exceptions
from pipeline.checks.findings import all_findings
from pipeline.checks.overlapping import without_doubles
from pipeline.checks.pair import paired
from pipeline.checks.settings import Settings
from pipeline.checks.whole import Checked
from pipeline.facts.article_names import named_in
from pipeline.facts.tables import FactTables
from pipeline.records import Finding


def file_findings(
    units: Sequence[TranslatedUnit], settings: Settings, exceptions: Exceptions | None, tables: FactTables, name: str
) -> Iterator[tuple[TranslatedUnit, tuple[Finding, ...]]]:
    """Each unit with its findings, without known exceptions. All units count as one article, which `name` is the id of."""
    known = exceptions or Exceptions()
    named = named_in([unit.korean for unit in units], tables)
    segments, _ = all_findings(Checked(tuple(paired(unit.korean, unit.english, tables=tables, named=named) for unit in units)))
    for unit, found in zip(units, segments, strict=True):
        told = (one for one in found if not known.covers(*one, unit.korean, name))
        yield unit, without_doubles(settings.applied(*one) for one in told)

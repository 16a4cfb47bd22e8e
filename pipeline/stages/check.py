"""Checks the translations and the summary of each article against the Korean. The unit is one article; no model is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from models.interfaces import Json, ModelInfo
from pipeline.checks.exceptions import Exceptions, load_exceptions
from pipeline.checks.findings import all_findings
from pipeline.checks.overlapping import without_doubles
from pipeline.checks.pair import paired
from pipeline.checks.registry import VERSION, article_checks, sentence_checks
from pipeline.checks.settings import Settings, unknown_names
from pipeline.checks.whole import Checked
from pipeline.errors import ConfigError
from pipeline.facts.article_names import named_in
from pipeline.facts.tables import FactTables, shipped_tables
from pipeline.records import Finding, Record, Severity, Translation
from pipeline.stage import Context, Unit, Value
from pipeline.strict import Strict


class CheckOptions(Strict):
    """The section `check`."""

    severity: dict[str, Severity | None] = Field(default={})
    """Severities in the place of a check's own: the name of a check or a kind of finding -> critical, major, minor; null: off."""
    ignore: str | None = None
    """A file of known exceptions (pipeline/checks/exceptions.py says how it is written), relative to the config."""
    batch_size: int = Field(default=200_000, ge=1)
    """Characters of the articles in one batch."""


class CheckStage:
    """See `pipeline.stage.Stage`. Adds findings to the translations, and to the record those of the whole article and its summary."""

    name: ClassVar[str] = "check"
    version: ClassVar[int] = 1
    Options: ClassVar[type[CheckOptions]] = CheckOptions
    writes = "translations"

    def __init__(self, options: CheckOptions, exceptions: Exceptions | None = None, tables: FactTables | None = None) -> None:
        self.reads: tuple[str, ...] = ("segments", "translations")
        self.batch_size = options.batch_size
        self._settings = Settings(options.severity)
        self._exceptions = exceptions or Exceptions()
        self._tables = tables or shipped_tables()

    @classmethod
    def from_options(cls, options: CheckOptions, context: Context) -> CheckStage:
        """Raises ConfigError for a name that is no check, and for a broken file of exceptions."""
        if problems := unknown_names(options.severity):
            raise ConfigError("\n".join(f"check.severity: {one}" for one in problems))
        exceptions = load_exceptions(context.resolve(options.ignore)) if options.ignore else None
        return cls(options, exceptions, context.tables)

    def signature(self) -> Mapping[str, Json]:
        """The checks, the tables that facts rest on, the severities, and a digest of the known exceptions."""
        path = self._exceptions.path
        return {
            "checks": [*sentence_checks(), *article_checks()],
            "checks_version": VERSION,
            "facts": self._tables.signature(),
            "severity": dict(sorted(self._settings.severity.items())),
            "ignore": hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16] if path else None,
        }

    def models(self) -> Sequence[ModelInfo]:
        """None."""
        return ()

    def units(self, record: Record) -> Sequence[Unit]:
        """One unit: Korean and English of each segment (null where it is not translated), and the summary with what it cites."""
        if record.segments is None or record.translations is None:
            raise ValueError(f"check: {record.article.id} has no translations")
        pairs = [
            None if translation is None else [segment.text.strip(), translation.text]
            for segment, translation in zip(record.segments, record.translations, strict=True)
        ]
        told = record.summary
        summary = [] if told is None else [[one.text, list(one.cites)] for one in told.sentences]
        language = "en" if told is None else told.language
        return [{"pairs": pairs, "summary": summary, "language": language, "published": record.article.published}]

    def weight(self, unit: Unit) -> int:
        """Characters of Korean."""
        return max(1, sum(len(pair[0]) for pair in unit["pairs"] if pair is not None))

    def compute(self, units: Sequence[Unit]) -> Sequence[Value]:
        """For each article the findings of each segment and of the whole, each with the name of its check, severities as they come."""
        return [self._checked(unit) for unit in units]

    def assemble(self, record: Record, values: Sequence[Value]) -> Record:
        """The record with the findings that no earlier stage has told, without known exceptions, severities as configured."""
        (value,) = values
        segments, translations = record.segments or (), record.translations or ()
        texts = [segment.text for segment in segments]
        checked = [
            None if translation is None else replace(translation, findings=self._findings(record, text, translation, found))
            for text, translation, found in zip(texts, translations, value["segments"], strict=True)
        ]
        whole = [(name, _finding(fields)) for name, *fields in value["article"]]
        return replace(record, translations=tuple(checked), findings=without_doubles(self._told(record, "", *one) for one in whole))

    def unused_exceptions(self) -> Sequence[str]:
        """Messages for the known exceptions that covered nothing so far."""
        return self._exceptions.unused()

    def _checked(self, unit: Unit) -> Value:
        named = named_in([pair[0] for pair in unit["pairs"] if pair is not None], self._tables)
        pairs = [None if pair is None else paired(pair[0], pair[1], unit["published"], self._tables, named) for pair in unit["pairs"]]
        summary = tuple((text, tuple(cites)) for text, cites in unit["summary"])
        segments, whole = all_findings(Checked(tuple(pairs), summary, unit["language"]))
        written = [[[name, *astuple(one)] for name, one in found] for found in (*segments, whole)]
        return {"segments": written[:-1], "article": written[-1]}

    def _findings(self, record: Record, korean: str, translation: Translation, found: Sequence[Value]) -> tuple[Finding, ...]:
        shift = len(korean) - len(korean.lstrip())
        ours = [(name, _finding(fields, shift)) for name, *fields in found]
        return without_doubles(self._told(record, korean, *one) for one in (*(("", one) for one in translation.findings), *ours))

    def _told(self, record: Record, korean: str, check: str, finding: Finding) -> Finding | None:
        if self._exceptions.covers(check, finding, korean, record.article.id):
            return None
        return self._settings.applied(check, finding)


def _finding(fields: Sequence[Value], shift: int = 0) -> Finding:
    """The finding of a value; `shift` is the white space before the sentence in its segment."""
    kind, severity, message, source, target = fields
    if not isinstance(message, str) or severity not in ("critical", "major", "minor"):
        raise ValueError(f"no finding: {fields!r}")
    moved = (source[0] + shift, source[1] + shift) if source else None
    return Finding(kind, severity, message, moved, (target[0], target[1]) if target else None)

"""The report of a finished run: one HTML page that opens from disk, offline, and needs nothing beside it."""

from __future__ import annotations

from pipeline.writing.report.writer import REPORT, renew_report, write_report

__all__ = ["REPORT", "renew_report", "write_report"]

"""An evaluation as one HTML page with plots, that opens from disk and needs nothing beside it."""

from __future__ import annotations

from pipeline.evaluation.report_html.evaluation_page import write_page

__all__ = ["write_page"]

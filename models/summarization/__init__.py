"""Summarization families, one file each; see `models.interfaces.Summarizer`."""

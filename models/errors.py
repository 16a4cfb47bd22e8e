"""The base of every error that eduwire raises on purpose, and the one that models raise."""

from __future__ import annotations


class EduwireError(Exception):
    """A problem whose message is written for the person at the keyboard."""


class ModelError(EduwireError):
    """A model that cannot be loaded: missing folder, missing or damaged files, wrong architecture, unknown family."""

"""What a reader calls the kinds of findings; the kinds themselves follow the categories of ITS 2.0."""

from __future__ import annotations

FINDING_NAMES = {
    "low-confidence": "Model unsure",
    "numbers": "Number or date",
    "inconsistent-entities": "Name",
    "inconsistency": "Said in two ways",
    "terminology": "Term",
    "omission": "Left out",
    "addition": "Added",
    "duplication": "Repeated",
    "untranslated": "Left in Korean",
    "mistranslation": "Says otherwise",
    "characters": "Unreadable sign",
    "long-sentence": "Translated in pieces",
    "typographical": "Punctuation",
}
"""A kind that is not here is shown by its own name."""


def finding_name(kind: str) -> str:
    """The name of a kind for the page."""
    return FINDING_NAMES.get(kind, kind.replace("-", " ").capitalize())

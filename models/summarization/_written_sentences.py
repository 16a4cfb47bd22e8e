"""Cuts what a summarizer wrote into its sentences."""

from __future__ import annotations

import re

NEWLINE = "<n>"
"""How Pegasus writes the end of a line."""
_END = re.compile(r"[.!?]+[\"'”’」』)]*(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co)|\b[A-Z](?:\.[A-Z])*)\.\Z"
)
"""What ends in a period and ends no sentence."""
_FINISHED = re.compile(r"[.!?][\"'”’」』)]*\Z")


def written_sentences(text: str, *, ended: bool) -> list[str]:
    """The sentences of `text`, white space made single. The last one is left out where the length limit cut it off (`ended` false)."""
    bare = " ".join(text.replace(NEWLINE, " ").split())
    found, start = [], 0
    for match in _END.finditer(bare):
        if not _ABBREVIATION.search(bare[start : match.end()]):
            found.append(bare[start : match.end()].strip())
            start = match.end()
    rest = bare[start:].strip()
    if rest and (ended or _FINISHED.search(rest)):
        found.append(rest)
    return [sentence for sentence in found if sentence]

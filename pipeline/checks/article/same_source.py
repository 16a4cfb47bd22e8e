"""One Korean sentence that stands in the article more than once and was translated in different words."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.whole import Checked, Located
from pipeline.records import Finding


def find(checked: Checked) -> Iterator[Located]:
    """A minor finding at each later place whose English differs from the first."""
    first: dict[str, tuple[int, str]] = {}
    for number, pair in enumerate(checked.pairs):
        if pair is None or not pair.english.strip():
            continue
        place, english = first.setdefault(" ".join(pair.korean.split()), (number, pair.english))
        if " ".join(pair.english.split()) != " ".join(english.split()):
            message = f"the same Korean is translated in other words in sentence {place + 1}"
            yield Located(number, Finding("inconsistency", "minor", message, None, (0, len(pair.english))))

"""A number that was changed is one finding, not two: one number of the Korean is lost, and the English has one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.checks.pair import Pair
from pipeline.records import Finding

Named = tuple[str, Finding]


def with_replacement(found: Sequence[Named], pair: Pair) -> list[Named]:
    """The findings; a lost number and the added one as one finding with both places. With more than one of either nothing is guessed."""
    lost = [one for name, one in found if name == "lost_facts" and one.kind == "numbers"]
    added = [one for name, one in found if name == "added_number"]
    if len(lost) != 1 or len(added) != 1 or added[0].target_span is None:
        return list(found)
    (gone,), (other,) = lost, added
    wrong = pair.english[slice(*added[0].target_span)].strip()
    message = gone.message.replace("is not in the translation", f"is {wrong} in the translation")
    changed = replace(gone, message=message, target_span=other.target_span)
    return [(name, changed if one is gone else one) for name, one in found if one is not other]

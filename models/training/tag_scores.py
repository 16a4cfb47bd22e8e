"""How well tags agree with references: micro and macro precision, recall and F1, and whether the best theme is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagScores:
    """All values lie between 0 and 1, but for `tags`.

    `macro_f1` is the mean over the themes that the references hold. `top_right`: the best theme is among the reference's themes;
    `top_first`: it is the reference's first theme. A text without any tag counts as wrong in both.
    """

    texts: int
    precision: float
    recall: float
    micro_f1: float
    macro_precision: float
    macro_recall: float
    macro_f1: float
    top_right: float
    top_first: float
    tags: float
    """Mean number of tags a text."""

    def line(self) -> str:
        """The scores in one line."""
        return (
            f"texts {self.texts}  micro P {self.precision:.3f} R {self.recall:.3f} F1 {self.micro_f1:.3f}  "
            f"macro P {self.macro_precision:.3f} R {self.macro_recall:.3f} F1 {self.macro_f1:.3f}  "
            f"top right {self.top_right:.3f}  top = first {self.top_first:.3f}  tags a text {self.tags:.2f}"
        )


def score_tags(tags: Sequence[Sequence[str]], gold: Sequence[Sequence[str]]) -> TagScores:
    """Scores of tags (best first) against references (most central first), text by text. Raises ValueError for unequal or no texts."""
    if not gold or len(tags) != len(gold):
        raise ValueError(f"{len(tags)} tagged texts and {len(gold)} references; there must be as many of both, and at least one")
    pairs = list(zip(tags, gold, strict=True))
    given, wanted = sum(map(len, tags)), sum(map(len, gold))
    hits = sum(len(set(mine) & set(theirs)) for mine, theirs in pairs)
    themes = sorted({theme for theirs in gold for theme in theirs})
    precisions, recalls, f1s = zip(*(_of_theme(theme, pairs) for theme in themes), strict=True)
    return TagScores(
        texts=len(gold),
        precision=hits / max(1, given),
        recall=hits / max(1, wanted),
        micro_f1=2 * hits / max(1, given + wanted),
        macro_precision=sum(precisions) / len(themes),
        macro_recall=sum(recalls) / len(themes),
        macro_f1=sum(f1s) / len(themes),
        top_right=sum(bool(mine) and mine[0] in theirs for mine, theirs in pairs) / len(gold),
        top_first=sum(bool(mine) and mine[0] == theirs[0] for mine, theirs in pairs) / len(gold),
        tags=given / len(gold),
    )


def _of_theme(theme: str, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[float, float, float]:
    given = sum(theme in mine for mine, _ in pairs)
    wanted = sum(theme in theirs for _, theirs in pairs)
    hits = sum(theme in mine and theme in theirs for mine, theirs in pairs)
    return hits / max(1, given), hits / max(1, wanted), 2 * hits / max(1, given + wanted)

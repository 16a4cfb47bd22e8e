"""An evaluation and a comparison as Markdown, and their scores as lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.evaluation.comparison import Comparison, Moved
from pipeline.evaluation.results import Evaluation, Score, SentenceResult

WORST = 20
IN_SLICES = ("chrf", "bleu", "numbers", "dates", "names", "terms", "grave_findings")
"""Scores that the tables of slices show, where they are known; evaluation.json holds all."""
CONFUSIONS = 15


def report(evaluation: Evaluation) -> str:
    """The whole report."""
    parts = [
        f"# Evaluation on {evaluation.data}",
        _usage(evaluation),
        *(["## Notes", "\n".join(f"- {_inline(note)}" for note in evaluation.notes)] if evaluation.notes else []),
        "## Scores",
        intervals_told(evaluation.scores),
        table(("score", "value", "95 percent", "better", "units"), [_score_cells(one) for one in evaluation.scores]),
        *_slices(evaluation),
        *_themes(evaluation),
        *_worst(evaluation),
        "## Signatures",
        "\n".join(f"- {name}: `{signature}`" for signature, name in _signatures(evaluation.scores)),
        *_configuration(evaluation),
        "Versions: " + ", ".join(f"{name} {version}" for name, version in evaluation.versions.items()) if evaluation.versions else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def comparison_report(comparison: Comparison) -> str:
    """The comparison: verdict, differences, the sentences that moved most."""
    rows = [
        (
            one.metric,
            number(one.first),
            number(one.second),
            f"{one.change:+.4g}",
            interval(one.low, one.high),
            _p(one.p),
            _p(one.corrected),
            str(one.count),
        )
        for one in comparison.differences
    ]
    parts = [
        f"# {comparison.second} against {comparison.first}",
        comparison.verdict,
        "\n".join(f"- {_inline(note)}" for note in comparison.notes),
        table(("score", "first", "second", "change", "95 percent", "p", "p corrected", "units"), rows),
        "The change is second minus first. p is how often chance alone gives a difference as large (approximate randomization, 10,000 "
        "trials); corrected is p after Holm's correction for the number of scores.",
        *_moved("Sentences that gained most", comparison.gained),
        *_moved("Sentences that lost most", comparison.lost),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def score_lines(scores: Sequence[Score]) -> Iterator[str]:
    """A line for each score, in columns."""
    for one in scores:
        arrow = {"higher": "higher is better", "lower": "lower is better", "neither": ""}[one.better]
        yield f"{one.metric:<24} {number(one.value):>9}  {interval(one.low, one.high):<19} {one.count:>6}  {arrow}".rstrip()


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar or a line break in a cell cannot break it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_inline(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def number(value: float) -> str:
    """Two decimals for scores in percent, three for shares."""
    return f"{value:.2f}" if abs(value) >= 2 else f"{value:.3f}"


def interval(low: float | None, high: float | None) -> str:
    """`44.10 to 46.40`, empty where there is none."""
    return "" if low is None or high is None else f"{number(low)} to {number(high)}"


def intervals_told(scores: Iterable[Score]) -> str:
    """What the intervals mean, and what one without width does not."""
    told = "95 percent bootstrap intervals (percentiles of 1,000 resamples of the units: sentences, or articles for summaries and themes)."
    if any(one.low == one.high and one.low is not None for one in scores):
        told += " One without width says that all units of these data are alike, not that all others are: where n of n are right, up to"
        told += " 3/n may be wrong."
    return told


def _p(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _score_cells(one: Score) -> tuple[str, ...]:
    return one.metric, number(one.value), interval(one.low, one.high), one.better, str(one.count)


def _usage(evaluation: Evaluation) -> str:
    used = evaluation.usage
    said = [f"{used.articles} articles, {used.sentences} sentences, {used.words:,} English words"]
    if used.seconds is not None:
        said.append(f"{used.seconds:.1f} s for the pipeline ({used.computed} sentences translated now, the others from the cache)")
    if used.peak_memory_bytes is not None:
        said.append(f"peak memory {used.peak_memory_bytes / 1e6:.0f} MB")
    if used.prompt_tokens or used.completion_tokens:
        said.append(f"{used.prompt_tokens:,} prompt and {used.completion_tokens:,} completion tokens")
    if used.cost_per_thousand_words is not None:
        said.append(f"cost {used.cost:.4f}, {used.cost_per_thousand_words:.4f} by a thousand words")
    return "; ".join(said) + "."


def _slices(evaluation: Evaluation) -> Iterator[str]:
    shown = [name for name in IN_SLICES if any(name in one.scores for one in evaluation.slices)]
    if not shown:
        return
    yield "## Where it is weak"
    for dimension, group in groupby(evaluation.slices, key=lambda one: one.dimension):
        rows = [(one.name, str(one.examples), *(number(one.scores[name]) if name in one.scores else "" for name in shown)) for one in group]
        yield table((dimension, "sentences", *shown), rows)


def _themes(evaluation: Evaluation) -> Iterator[str]:
    found = evaluation.themes
    if found is None:
        return
    yield "## Themes"
    yield table(
        ("theme", "articles", "given", "precision", "recall", "F1"),
        [(one.id, str(one.support), str(one.given), number(one.precision), number(one.recall), number(one.f1)) for one in found.themes],
    )
    if found.confusions:
        yield "Missed, with what was wrongly given instead:"
        yield table(("gold", "given", "articles"), [(one.gold, one.given, str(one.count)) for one in found.confusions[:CONFUSIONS]])
    yield "Reliability of the themes that were given:"
    bins = [one for one in found.reliability if one.count]
    yield table(
        ("confidence", "themes", "mean confidence", "share right"),
        [(f"{one.low:.1f} to {one.high:.1f}", str(one.count), number(one.confidence), number(one.right)) for one in bins],
    )


def _worst(evaluation: Evaluation) -> Iterator[str]:
    worst = evaluation.worst(WORST)
    if worst:
        yield f"## The {len(worst)} worst sentences"
        yield from (_sentence(one) for one in worst)


def _sentence(one: SentenceResult) -> str:
    lines = [f"**{_inline(one.article)}, segment {one.index}**, chrF++ {one.score or 0:.1f}", f"- Korean: {_inline(one.korean)}"]
    lines += [f"- translation: {_inline(one.hypothesis) or '(empty)'}", f"- reference: {_inline(one.reference or '')}"]
    lines += [f"- {finding.severity}: {_inline(finding.message)}" for finding in one.findings]
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _moved(title: str, moved: Sequence[Moved]) -> Iterator[str]:
    if not moved:
        return
    yield f"## {title}"
    for one in moved:
        first, second = one.first, one.second
        texts = {"Korean": first.korean, "first": first.hypothesis, "second": second.hypothesis, "reference": first.reference or ""}
        lines = "\n".join(f"- {name}: {_inline(text)}" for name, text in texts.items())
        yield f"**{_inline(first.article)}, segment {first.index}**, chrF++ {one.change:+.1f}\n\n{lines}"


def _configuration(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.signature:
        yield "## What was evaluated"
        yield f"```json\n{json.dumps(evaluation.signature, ensure_ascii=False, indent=1)}\n```"


def _signatures(scores: Sequence[Score]) -> Iterator[tuple[str, str]]:
    for signature, group in groupby(scores, key=lambda one: one.signature):
        yield signature, ", ".join(one.metric for one in group)


def _inline(text: str) -> str:
    """In one line, so that no article can make headings or lists of its own."""
    return " ".join(text.split())

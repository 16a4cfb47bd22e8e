"""The model card of the linear theme tagger, written from what training measured."""

from __future__ import annotations

from collections.abc import Sequence

from models.themes._linear_weights import LinearWeights
from models.training.tag_scores import TagScores
from models.training.tagger import Report, Settings

_CARD = """# themes-linear

Tags Korean education news with up to three of {themes} policy themes (`configs/themes.yaml`), with calibrated probabilities.
Runs on numpy; no network, no torch. `models/themes/linear.py` reads it.

## What it is
Character n-grams of 2 to 4 within words (digits and punctuation dropped), headline counted {headline} times, logarithmic term
frequency, inverse document frequency, rows of length 1; ridge regression for each theme (penalty {penalty}); weakly labelled texts
learn soft labels for the themes that a first model, which never saw their file, scores above {soft}; Platt scaling with a
shared slope and one offset a theme; a threshold a theme. {features:,} n-grams, {megabytes:.1f} MB, coefficients in half precision.
One file, `model.safetensors`: the vocabulary is a byte tensor in it, one n-gram a line.

## Data
{data}
Weakly labelled texts are six consecutive sentences of `data/corpus/sentences/t-THEME.txt` and the passages of `data/corpus/themes/`.
All texts were written for this project, people and figures are invented, CC BY 4.0. The dev split (files that end in 04) is
not trained on; it serves calibration and thresholds. Nothing was fitted or chosen on the samples; three versions of the model
were scored on them (micro-F1 0.704 with the first hundred passages, 0.714 with all, and the last row below with soft labels too),
each version having been chosen by cross-validation on train and dev.

## Scores
`top right`: the theme of the highest probability is among the reference's themes. `top = first`: it is the reference's first theme.
An article without any tag counts as wrong in both.

| texts | micro P | micro R | micro F1 | macro F1 | top right | top = first | tags a text | calibration error |
|---|---|---|---|---|---|---|---|---|
{rows}

- train, cross-validated: each file is scored by a model that never saw it, with calibration and thresholds from other files;
- dev: calibration and thresholds from the train split alone (the shipped ones are fitted on both);
- calibration error: expected calibration error over all pairs of text and theme, ten bins.

The passages of `data/corpus/themes/` were written after a look at which train and dev articles an earlier model had missed, so
the first two rows flatter the model a little; the samples were not looked at.

Made by `{command}`; scores of a folder: `python scripts/train_tagger.py --evaluate data/samples`.

## Limits
- News and press releases of Korean education offices; on other Korean text it mostly abstains, but not always.
- It reads words, not arguments: a column that speaks of a theme in images alone is missed or mistaken.
- The second and third themes of an article are found less surely than the first.
- The sentences given as evidence are those whose n-grams add most to the score; they are not a summary.
"""


def card(weights: LinearWeights, report: Report, settings: Settings, size: int, command: str, samples: TagScores | None) -> str:
    """README.md of the weights; `size` is of the weights file in bytes, `samples` the scores of the test split if it was scored."""
    rows = [
        _row("train, cross-validated", report.cross_validated, report.cross_validated_error),
        _row("dev", report.dev, report.dev_error),
        *([_row("samples (test)", samples, None)] if samples else []),
    ]
    return _CARD.format(
        themes=len(weights.themes),
        headline=_times(settings.headline_repeats),
        penalty=settings.penalty,
        soft=settings.soft_from,
        features=len(weights.vocabulary),
        megabytes=size / 1e6,
        data=_listed([f"{count} {what}" for what, count in report.texts.items()]),
        rows="\n".join(rows),
        command=command,
    )


def _row(name: str, scores: TagScores, error: float | None) -> str:
    values = (scores.precision, scores.recall, scores.micro_f1, scores.macro_f1, scores.top_right, scores.top_first)
    cells = " | ".join(f"{value:.3f}" for value in values)
    return f"| {name}, {scores.texts} | {cells} | {scores.tags:.2f} | {'' if error is None else f'{error:.3f}'} |"


def _times(count: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(count, str(count))


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}."

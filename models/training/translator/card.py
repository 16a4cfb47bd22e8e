"""The model card of a trained translator, written from what the recipe knows: data, licences, settings, scores, command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from models.training.translator.checkpoints import State
from models.training.translator.data_licences import DataSource
from models.training.translator.dev_scores import DevScores
from models.training.translator.settings import TrainingSettings

CARD = "README.md"

_CARD = """---
license: {licence}
language: [ko, en]
pipeline_tag: translation
library_name: transformers
{base}---
# {name}

Korean to English for education news and press releases; {parameters:.1f} million parameters, BART layout, {megabytes:.0f} MB in fp16.
Only the first {targets:,} pieces of the vocabulary can be produced (`final_logits_bias`), so Hangul never comes out.

## How it was made
Started from {start}. {tokens:.2f} million target tokens in {steps:,} steps of this training.{averaged}

    {command}

| setting | value |
|---|---|
{settings}

## Data
- The train split of eduwire's articles, eduwire's sentences, and pairs drawn from its synchronous grammar (`data/corpus`, CC BY 4.0).
  In a part of them the Korean had numbers, names, offices and terms already in English (code-switching): the model learns to copy them.
{data}

## Scores
On {sentences:,} sentences of the dev split (what was tuned on), beam {beam}, without the facts of eduwire's pipeline:

| metric | score | signature |
|---|---|---|
| BLEU | {bleu:.1f} | {bleu_signature} |
| chrF++ | {chrf:.1f} | {chrf_signature} |

Dev loss {dev_loss} nats a token, over all pieces, without label smoothing. On the held-out samples, with the facts:
`python scripts/score_translator.py --set translate.model=FOLDER`.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What the card tells. `start` is the encoder or checkpoint that training began with, `averaged` of how many the mean is."""

    name: str
    licence: str
    base_model: str | None
    start: str
    command: str
    parameters: int
    targets: int
    averaged: int
    settings: TrainingSettings
    state: State
    scores: DevScores
    sources: Sequence[DataSource]


def write_card(folder: Path, made: Made) -> None:
    """Writes the README.md of an exported folder."""
    weights = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    text = _CARD.format(
        licence=made.licence,
        base=f"base_model: {made.base_model}\n" if made.base_model else "",
        name=made.name,
        parameters=made.parameters / 1e6,
        megabytes=weights / 1e6,
        targets=made.targets,
        start=made.start,
        tokens=made.state.tokens / 1e6,
        steps=made.state.step,
        averaged=f" The weights are the mean of the last {made.averaged} checkpoints." if made.averaged > 1 else "",
        command=made.command,
        settings="\n".join(f"| `{name}` | {value} |" for name, value in asdict(made.settings).items() if value is not None),
        data=_data(made.sources),
        dev_loss="unknown" if made.state.dev_loss is None else f"{made.state.dev_loss:.3f}",
        **asdict(made.scores),
    )
    (folder / CARD).write_text(text, encoding="utf-8")


def _data(sources: Sequence[DataSource]) -> str:
    if not sources:
        return ""
    rows = [f"| {one.name} | {one.pairs} | {one.origin} | {one.licence} |" for one in sources]
    intro = "- Public pairs, used for training only and not part of eduwire's repository:"
    return "\n".join([intro, "", "| file | pairs | from | licence |", "|---|---|---|---|", *rows])

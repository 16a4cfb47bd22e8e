"""From the last checkpoints of a training to the folder that ships: their mean or the last one, whichever the dev set prefers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.engines.quiet import quiet_transformers
from models.errors import ModelError
from models.training.translator import checkpoints
from models.training.translator.averaging import average
from models.training.translator.card import Made, write_card
from models.training.translator.checkpoints import TOKENIZER
from models.training.translator.data_licences import DataSource
from models.training.translator.dev_scores import DevScores, score
from models.training.translator.export import export
from models.training.translator.network import producible
from models.training.translator.pairs import Pair
from models.training.translator.settings import TrainingSettings

BEAM = 4
"""Of the scores in the card; what `export` writes into generation_config.json."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What only the one who trains knows: the model's name and licence, what it started from, the command, the parallel data."""

    name: str
    licence: str
    base_model: str | None
    start: str
    command: str
    sources: Sequence[DataSource]


def finish(trained: Path, out: Path, dev: Sequence[Pair], settings: TrainingSettings, origin: Origin, device: str = "cpu") -> DevScores:
    """Exports what training wrote into `trained` to `out`: the mean of its snapshots where that has the higher dev chrF++, else the last.

    Raises ModelError where training has saved nothing, or the extra `train` is not installed.
    """
    last = checkpoints.latest(trained)
    if last is None:
        raise ModelError(f"{trained} holds no checkpoint; train first")
    snapshots = checkpoints.snapshots(trained)
    with tempfile.TemporaryDirectory() as temporary:
        candidates = [(1, last)]
        if len(snapshots) > 1:
            mean = Path(temporary) / "mean"
            average(snapshots, mean)
            shutil.copy(last / TOKENIZER, mean / TOKENIZER)
            candidates.append((len(snapshots), mean))
        scored = [(count, folder, *_scored(folder, dev, device)) for count, folder in candidates]
        count, best, scores, parameters, targets = max(scored, key=lambda one: one[2].chrf)
        export(best, best / TOKENIZER, out, targets=targets)
    made = Made(
        **{name: getattr(origin, name) for name in ("name", "licence", "base_model", "start", "command", "sources")},
        parameters=parameters,
        targets=targets,
        averaged=count,
        settings=settings,
        state=checkpoints.read_state(last),
        scores=scores,
    )
    write_card(out, made)
    return scores


def _scored(folder: Path, dev: Sequence[Pair], device: str) -> tuple[DevScores, int, int]:
    import torch
    import transformers
    from tokenizers import Tokenizer

    library: Any = transformers
    with quiet_transformers():
        model = library.BartForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).to(device).eval()
    tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
    targets = producible(model)
    scores = score(model, tokenizer, dev, targets=targets, beam=BEAM)
    return scores, sum(one.numel() for one in model.parameters()), targets

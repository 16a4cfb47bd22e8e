#!/usr/bin/env python3
"""Trains the Korean-English translator, or goes on where an earlier training in the same folder stopped, then exports it with its card.

    python scripts/train_translator.py --config configs/training/ko-en-news.yaml --parallel DIR
    python scripts/train_translator.py ... --out DIR --minutes 150 --threads 1     a stretch in the background of other work
    python scripts/train_translator.py ... --out DIR --export-only                 what is there, scored and exported

DIR of --parallel holds NAME.tsv or NAME.tsv.gz files (Korean TAB English) and SOURCES.tsv, which names their origins and licences.
--out gets last/ (to go on from), snapshots/ (to average), curves.csv and curves.png, and export/, which `translate.model` takes.
Needs the extra `train` (sacrebleu); the picture of the curves needs matplotlib, too.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait leave the cores to others
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.errors import EduwireError
from models.training.translator.checkpoints import TOKENIZER, latest
from models.training.translator.data_licences import DataSource, read_sources
from models.training.translator.finishing import Origin, finish
from models.training.translator.seeding import seed
from models.training.translator.settings import Machine
from models.training.translator.trainer import Job, Trainer
from models.weights import located
from pipeline.training.config import Start, TrainingConfig, read_config
from pipeline.training.sources import TrainingData, training_data


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-c", "--config", type=Path, required=True)
    parser.add_argument("--parallel", type=Path, metavar="DIR", help="public pairs; without it only eduwire's own data are used")
    parser.add_argument("--corpus", type=Path, default=ROOT / "data" / "corpus")
    parser.add_argument("-o", "--out", type=Path, help="folder of the training; default: NAME-training here")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:1")
    parser.add_argument("--threads", type=int, help="cores of the CPU to use; default: all")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int, help="instead of the config's: steps in all, earlier runs in --out counted")
    length.add_argument("--minutes", type=float, help="instead of the config's: length of this run")
    parser.add_argument("--export-only", action="store_true", help="train nothing")
    parser.add_argument("--no-export", action="store_true", help="train only: scores on a CPU take minutes")
    return parser.parse_args(words)


def run(options: argparse.Namespace) -> None:
    config, document = read_config(options.config)
    out: Path = options.out or Path(f"{config.export.name}-training")
    given = {name: value for name in ("steps", "minutes") if (value := getattr(options, name)) is not None}
    settings = config.settings(**given)
    data = training_data(config.data, document, options.corpus, options.parallel, settings.seed, say)
    sources = read_sources(options.parallel, data.parallel) if data.parallel else []
    if not options.export_only:
        start = latest(out) or started(config.start, data, out)
        Trainer(Job(start, data.mixture, data.dev, out, say), settings, Machine(options.device, options.threads)).run()
    if not options.no_export:
        made = origin(config, command(options), sources)
        scores = finish(out, out / "export", data.dev, settings, made, options.device)
        say(f"{out / 'export'}: dev BLEU {scores.bleu:.1f}, chrF++ {scores.chrf:.1f}")
        say(f"{scores.bleu_signature}\n{scores.chrf_signature}")


def started(start: Start, data: TrainingData, out: Path) -> Path:
    """The folder to begin with: the checkpoint, or one that is made here from the encoder."""
    if start.checkpoint is not None:
        return located(start.checkpoint)
    folder = out / "start"
    if not (folder / TOKENIZER).is_file():
        say(f"seeding a translator from {start.encoder}")
        seed(str(start.encoder), data.finite, folder, decoder_layers=start.decoder_layers)
    return folder


def command(options: argparse.Namespace) -> str:
    """What the model card names: the command without this machine's folders."""
    config = options.config.resolve()
    words = ["--config", str(config.relative_to(ROOT)) if config.is_relative_to(ROOT) else config.name]
    words += ["--parallel", "DIR"] if options.parallel else []
    for name in ("steps", "minutes"):
        words += [f"--{name}", str(value)] if (value := getattr(options, name)) is not None else []
    return shlex.join(["python", "scripts/train_translator.py", *words])


def origin(config: TrainingConfig, command: str, sources: Sequence[DataSource]) -> Origin:
    seeded = f"the encoder {config.start.encoder}, its vocabulary pruned to the two languages, decoder layers seeded from its own"
    begun = seeded if config.start.checkpoint is None else f"{config.start.checkpoint}, whose own card says what it had seen before"
    return Origin(config.export.name, config.export.licence, config.export.base_model, begun, command, sources)


def say(text: str) -> None:
    print(text, flush=True)


def main(words: Sequence[str] | None = None) -> int:
    try:
        run(arguments(words))
    except EduwireError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

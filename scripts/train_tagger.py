"""Trains the linear theme tagger, or scores a tagger on a folder of references.

python scripts/train_tagger.py --corpus data/corpus --out models/weights/themes-linear
python scripts/train_tagger.py --evaluate data/samples
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.errors import EduwireError
from models.interfaces import ThemeDefinition
from models.registry import build
from models.themes import _linear_weights
from models.training.tag_scores import TagScores, score_tags
from models.training.tagged_texts import read_references
from models.training.tagger import Settings, read_corpus, train
from models.training.tagger_card import card
from pipeline.taxonomy import load_taxonomy

ROOT = Path(__file__).resolve().parents[1]


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the linear theme tagger, or score a tagger on references.")
    parser.add_argument("--corpus", type=Path, help="corpus folder with articles/, sentences/ and themes/")
    parser.add_argument("--out", type=Path, help="folder for model.safetensors and README.md")
    parser.add_argument("--test", type=Path, help="folder of references scored once at the end, for the model card")
    parser.add_argument(
        "--evaluate", type=Path, metavar="FOLDER", help="train nothing: score a tagger on *.ref.json, or on corpus articles"
    )
    parser.add_argument("--taxonomy", type=Path, default=ROOT / "configs" / "themes.yaml")
    parser.add_argument("--family", default="linear", help="which tagger --evaluate scores")
    parser.add_argument("--model", default="themes-linear", help="shipped name or folder, for --evaluate")
    parser.add_argument("--seed", type=int, default=0, help="of the folds over which calibration is cross-validated")
    options = parser.parse_args(words)
    if options.evaluate is None and (options.corpus is None or options.out is None):
        parser.error("give --corpus and --out to train, or --evaluate FOLDER to score")
    return options


def evaluate(folder: Path, themes: Sequence[ThemeDefinition], family: str, model: str) -> TagScores:
    texts = read_references(folder)
    tagger = build("themes", family, themes=themes, model=model)
    tags = tagger.tag([text.document for text in texts])
    return score_tags([[theme.id for theme in found] for found in tags], [text.themes for text in texts])


def run(options: argparse.Namespace) -> None:
    themes = load_taxonomy(options.taxonomy)
    if options.evaluate is not None:
        print(evaluate(options.evaluate, themes, options.family, options.model).line())
        return
    settings = Settings()
    weights, report = train(
        read_corpus(options.corpus, [theme.id for theme in themes]), [theme.id for theme in themes], settings, options.seed
    )
    path = options.out / _linear_weights.FILE
    _linear_weights.save(path, weights)
    print(f"train, cross-validated: {report.cross_validated.line()}  calibration error {report.cross_validated_error:.3f}")
    print(f"dev:                    {report.dev.line()}  calibration error {report.dev_error:.3f}")
    test = evaluate(options.test, themes, "linear", str(options.out)) if options.test else None
    if test:
        print(f"test:                   {test.line()}")
    command = f"python scripts/train_tagger.py --corpus {options.corpus} --out {options.out} --seed {options.seed}"
    command += f" --test {options.test}" if options.test else ""
    (options.out / "README.md").write_text(card(weights, report, settings, path.stat().st_size, command, test), encoding="utf-8")
    print(f"wrote {path} ({path.stat().st_size:,} bytes) and its README.md")


def main(words: Sequence[str] | None = None) -> int:
    try:
        run(arguments(words))
    except EduwireError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

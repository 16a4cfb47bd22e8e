#!/usr/bin/env python3
"""How far the score of a translation tells its quality, on the dev articles: what `translate.unsure_below` rests on.

    python scripts/calibrate_scores.py [--corpus data/corpus/articles] [--lines 500] [--poor 30]

Prints, for each tenth of the sentences by score, its range of scores, mean sentence chrF++ and share of poor translations; then, for
thresholds, the share of all sentences that are marked and the share of the poor ones among them. Needs the extra `train` (sacrebleu).
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.registry import build
from pipeline.evaluation.references import read_pairs


def main() -> None:
    import numpy as np
    import sacrebleu

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "data" / "corpus" / "articles")
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--poor", type=float, default=30.0, help="sentence chrF++ under which a translation counts as poor")
    options = parser.parse_args()
    drawn = read_pairs(options.corpus, "?04")
    random.Random(1).shuffle(drawn)
    drawn = drawn[: options.lines]
    found = [hypotheses[0] for hypotheses in build("translation", "bart").translate([pair.korean for pair in drawn])]
    quality = np.array(
        [sacrebleu.sentence_chrf(one.text, [pair.english], word_order=2).score for one, pair in zip(found, drawn, strict=True)]
    )
    score = np.array([one.score for one in found])
    poor = quality < options.poor
    print(f"{len(drawn)} sentences, correlation {np.corrcoef(quality, score)[0, 1]:.2f}, poor {poor.mean():.2f}")
    print("scores          chrF++  poor")
    edges = np.percentile(score, range(0, 101, 10))
    for low, high in itertools.pairwise(edges):
        inside = (score >= low) & (score <= high)
        print(f"{low:6.2f} {high:6.2f}   {quality[inside].mean():6.1f}  {poor[inside].mean():4.2f}")
    print("threshold  marked  poor found")
    for threshold in np.arange(-1.2, -0.45, 0.05):
        marked = score < threshold
        print(f"{threshold:9.2f}  {marked.mean():6.2f}  {(marked & poor).sum() / max(poor.sum(), 1):10.2f}")


if __name__ == "__main__":
    main()

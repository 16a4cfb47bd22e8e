#!/usr/bin/env python3
"""BLEU, chrF++ and facts of a translator on reference sentences, with sacrebleu's signatures.

    python scripts/score_translator.py                                              the samples, default config
    python scripts/score_translator.py data/corpus/articles --pattern '?04'         the dev split
    python scripts/score_translator.py --set translate.beam_size=1 --show 20        twenty sentences beside their references

Sentences go through the translate stage as they stand in the references, without the cache. Needs the extra `train` (sacrebleu).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import EduwireError, Pipeline, load_config
from pipeline.attempts import lost
from pipeline.evaluation.references import read_pairs
from pipeline.facts import recognize


def main() -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "data" / "samples")
    parser.add_argument("--pattern", default="*", help="file names without ending")
    parser.add_argument("-c", "--config", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    try:
        pairs = read_pairs(options.folder, options.pattern)
        pipeline = Pipeline(load_config(options.config, options.set, ["segment", "translate"]))
    except EduwireError as error:
        sys.exit(str(error))
    translate = pipeline.stages[1]
    began = time.perf_counter()
    hypotheses = [value["text"] for value in translate.compute([{"text": pair.korean} for pair in pairs])]
    seconds = time.perf_counter() - began
    references = [pair.english for pair in pairs]
    print(f"{len(pairs)} sentences in {seconds:.1f} s, loading included")
    for metric in (BLEU(), CHRF(word_order=2)):
        print(metric.corpus_score(hypotheses, [references]), metric.get_signature())
    expected = [recognize(pair.korean) for pair in pairs]
    having = [(facts, hypothesis) for facts, hypothesis in zip(expected, hypotheses, strict=True) if facts]
    right = sum(not lost(facts, hypothesis) for facts, hypothesis in having)
    print(f"every number, date, name and term right in {right} of the {len(having)} sentences that have one ({right / len(having):.3f})")
    for pair, hypothesis in random.Random(3).sample(list(zip(pairs, hypotheses, strict=True)), min(options.show, len(pairs))):
        print(f"\n{pair.korean}\n  {hypothesis}\n  {pair.english}")


if __name__ == "__main__":
    main()

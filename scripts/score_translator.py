#!/usr/bin/env python3
"""BLEU, chrF++ and facts of a translator on reference sentences, with sacrebleu's signatures.

    python scripts/score_translator.py                                              the samples, default config
    python scripts/score_translator.py data/corpus/articles --pattern '?04'         the dev split
    python scripts/score_translator.py --set translate.beam_size=1 --show 20        twenty sentences beside their references
    python scripts/score_translator.py --lost                                       every sentence that lost a fact, and what was expected

Sentences go through the translate stage as they stand in the references, without the cache. Needs the extra `train` (sacrebleu).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import EduwireError, Pipeline, load_config
from pipeline.evaluation.fact_shares import fact_shares
from pipeline.evaluation.references import read_pairs
from pipeline.facts import recognize
from pipeline.facts.losses import lost


def attempts(values: Sequence[Any]) -> str:
    """How many sentences needed one attempt, two …: `1: 800, 2: 32`."""
    return ", ".join(f"{needed}: {count}" for needed, count in sorted(Counter(value["attempts"] for value in values).items()))


def main() -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "data" / "samples")
    parser.add_argument("--pattern", default="*", help="file names without ending")
    parser.add_argument("-c", "--config", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--lost", action="store_true", help="print each sentence that lost a fact, its reference and what was expected")
    options = parser.parse_args()
    try:
        pairs = read_pairs(options.folder, options.pattern)
        pipeline = Pipeline(load_config(options.config, options.set, ["segment", "translate"]))
    except EduwireError as error:
        sys.exit(str(error))
    translate = pipeline.stages[1]
    began = time.perf_counter()
    values = translate.compute([{"text": pair.korean} for pair in pairs])
    hypotheses = [value["text"] for value in values]
    seconds = time.perf_counter() - began
    references = [pair.english for pair in pairs]
    print(f"{len(pairs)} sentences in {seconds:.1f} s, loading included; attempts {attempts(values)}")
    for metric in (BLEU(), CHRF(word_order=2)):
        print(metric.corpus_score(hypotheses, [references]), metric.get_signature())
    expected = [recognize(pair.korean) for pair in pairs]
    print("sentences whose every fact is right:")
    for one in fact_shares(zip(expected, hypotheses, strict=True)):
        print(f"  {one.group:30} {one.right:4} of {one.sentences:4}  {one.share:.3f}")
    print(f"  values and names put in the place of wrong ones: {sum(len(value['repairs']) for value in values)}")
    if options.lost:
        for pair, facts, hypothesis in zip(pairs, expected, hypotheses, strict=True):
            if gone := lost(facts, hypothesis):
                told = "; ".join(f"{fact.kind} {fact.text} = {' | '.join(fact.renderings[:3])}" for fact in gone)
                print(f"\n{pair.korean}\n  {hypothesis}\n  {pair.english}\n  lost: {told}")
    for pair, hypothesis in random.Random(3).sample(list(zip(pairs, hypotheses, strict=True)), min(options.show, len(pairs))):
        print(f"\n{pair.korean}\n  {hypothesis}\n  {pair.english}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How far the checks can be trusted: false alarms on references that people wrote, and how many seeded errors are caught.

    python scripts/measure_checks.py data/corpus/articles --pattern '?04'    the dev split
    python scripts/measure_checks.py --errors                                the samples; every alarm and every missed error
    python scripts/measure_checks.py --show 50                               fifty seeded errors beside their references

Every finding on a reference counts as a false alarm. An error is caught where there is a finding that the reference does not have.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.checks.pairs import pair_findings
from pipeline.errors import EduwireError
from pipeline.evaluation.references import Pair, read_pairs
from pipeline.evaluation.seeded_errors import KINDS, SeededError, is_caught, seeded_errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "data" / "samples")
    parser.add_argument("--pattern", default="*", help="file names without ending")
    parser.add_argument("--per-kind", type=int, default=150, help="most seeded errors of one kind (default: 150)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--errors", action="store_true", help="print every false alarm and every missed error")
    parser.add_argument("--show", type=int, default=0, help="print so many seeded errors and nothing else")
    options = parser.parse_args()
    try:
        pairs = read_pairs(options.folder, options.pattern)
    except EduwireError as error:
        sys.exit(str(error))
    seeded = seeded_errors(pairs, per_kind=options.per_kind, seed=options.seed)
    if options.show:
        for one in random.Random(options.seed).sample(seeded, min(options.show, len(seeded))):
            print(f"\n{one.kind.name}\n  {one.pair.korean}\n  {one.pair.english}\n  {one.english}")
        return
    print_alarms(pairs, options.errors)
    print_caught(seeded, options.errors)


def print_alarms(pairs: list[Pair], show: bool) -> None:
    began = time.perf_counter()
    found = [pair_findings(pair.korean, pair.english) for pair in pairs]
    seconds = time.perf_counter() - began
    kinds = Counter(kind for findings in found for kind in {one.kind for one in findings})
    print(f"{'false alarms':26} {'sentences':>9} {'percent':>8}")
    for kind, count in (*kinds.most_common(), ("any", sum(map(bool, found)))):
        print(f"{kind:26} {count:9} {count / len(pairs):8.2%}")
    print(f"{len(pairs)} references, {len(pairs) / seconds:,.0f} sentences/s")
    for pair, findings in zip(pairs, found, strict=True):
        if show and findings:
            print(f"alarm: {'; '.join(f'{one.kind}: {one.message}' for one in findings)}\n  {pair.korean}\n  {pair.english}")


def print_caught(seeded: list[SeededError], show: bool) -> None:
    missed = [one for one in seeded if not is_caught(one, pair_findings)]
    print(f"\n{'seeded errors':26} {'cases':>9} {'caught':>8}")
    rows = [(kind.name, {kind.name}) for kind in KINDS]
    rows += [("all critical", {kind.name for kind in KINDS if kind.critical}), ("all", {kind.name for kind in KINDS})]
    for title, names in rows:
        cases, lost = (sum(one.kind.name in names for one in errors) for errors in (seeded, missed))
        print(f"{title:26} {cases:9} {1 - lost / max(1, cases):8.1%}")
    for one in missed if show else ():
        print(f"missed {one.kind.name}\n  {one.pair.korean}\n  {one.pair.english}\n  {one.english}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How well facts are recognized, rendered and verified: precision and recall on labelled sentences, false alarms on references.

    python scripts/measure_facts.py                                    the labelled sentences of data/facts
    python scripts/measure_facts.py --pairs data/corpus/articles       and false alarms on references, with seeded changes
    python scripts/measure_facts.py --pairs data/samples --errors      the samples; every error and false alarm on its own line

A false alarm is a certain fact that `missing` reports although a person translated the sentence. A seeded change writes another
number into the reference in the place of one that meets a fact; `verify` should report it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.evaluation.references import Pair, read_pairs
from pipeline.facts import Fact, missing, recognize, verify
from pipeline.facts.labelled import Tally, read_labelled, score
from pipeline.facts.recognizing import NAMES_AND_TERMS, NUMBERS_AND_DATES

SETS = {"numbers": NUMBERS_AND_DATES, "names": NAMES_AND_TERMS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=sorted(SETS), default="numbers", help="which labelled file and recognizers (default: numbers)")
    parser.add_argument("--pairs", type=Path, help="folder with references (*.ref.json or corpus *.txt)")
    parser.add_argument("--pattern", default="*", help="which of its files, '?04' for the dev split (default: all)")
    parser.add_argument("--errors", action="store_true", help="print every error and every false alarm")
    options = parser.parse_args()
    recognizers = SETS[options.set]
    labelled = ROOT / "data" / "facts" / f"{options.set}.tsv"
    for origin in ("hand", "dev"):
        tallies, errors = score((one for one in read_labelled(labelled) if one.origin == origin), recognizers)
        print_tallies(f"{labelled.name}, {origin}", tallies)
        if options.errors:
            print(*errors, sep="\n")
    if options.pairs:
        print_alarms(read_pairs(options.pairs, options.pattern), recognizers, options.errors)


def print_tallies(title: str, tallies: dict[str, Tally]) -> None:
    print(f"\n{title:18} {'labelled':>8} {'precision':>9} {'recall':>7} {'rendering':>9}")
    for kind, tally in [*sorted(tallies.items()), ("all", sum(tallies.values(), Tally()))]:
        rendering = f"{tally.accuracy:9.3f}" if tally.right > tally.free else f"{'free':>9}"
        print(f"{kind:18} {tally.right + tally.missed:8} {tally.precision:9.3f} {tally.recall:7.3f} {rendering}")


def print_alarms(pairs: list[Pair], recognizers: tuple[str, ...], show: bool) -> None:
    started = time.perf_counter()
    found = [recognize(pair.korean, recognizers=recognizers) for pair in pairs]
    seconds = time.perf_counter() - started
    facts, alarms, seeded, caught = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    sentences = reported = 0
    for pair, there in zip(pairs, found, strict=True):
        lost = missing(there, pair.english)
        sentences += bool(there)
        reported += bool(lost)
        facts.update(fact.kind for fact in there if fact.certain)
        alarms.update(fact.kind for fact in lost)
        for fact, changed in seeded_changes(there, pair.english):
            seeded[fact.kind] += 1
            caught[fact.kind] += verify(fact, changed) != "ok"
        if show and lost:
            print(f"alarm: {', '.join(fact.text for fact in lost)} | {pair.korean} | {pair.english}")
    print(f"\n{'references':18} {'facts':>8} {'alarms':>7} {'percent':>8} {'seeded':>7} {'caught':>7}")
    for kind in [*sorted(facts), "all"]:
        row = [sum(one.values()) if kind == "all" else one[kind] for one in (facts, alarms, seeded, caught)]
        print(f"{kind:18} {row[0]:8} {row[1]:7} {row[1] / max(1, row[0]):8.2%} {row[2]:7} {row[3] / max(1, row[2]):7.1%}")
    share = reported / max(1, sentences)
    print(f"sentences with facts {sentences}, with an alarm {reported} ({share:.2%}); {len(pairs) / seconds:,.0f} sentences/s")


def seeded_changes(facts: Iterable[Fact], english: str) -> Iterable[tuple[Fact, str]]:
    """Certain facts that the English has, each with the English in which the figures of one of its numbers are changed."""
    chance = random.Random(len(english))
    for fact in facts:
        if not fact.certain or verify(fact, english) != "ok":
            continue
        for digits in re.findall(r"\d[\d,.]*\d|\d", fact.renderings[0]):
            places = list(re.finditer(rf"(?<![\d,.]){re.escape(digits)}(?![\d,]|\.\d)", english))
            if len(places) == 1 and digits != "1":
                other = re.sub(r"\d", lambda match: str((int(match[0]) + chance.randint(1, 8)) % 9 + 1), digits)
                if float(other.replace(",", "")) != float(digits.replace(",", "")):
                    yield fact, english[: places[0].start()] + other + english[places[0].end() :]
                break


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Speed and memory on this machine, as ratios within one run.

    python scripts/benchmark.py                     speed, warm and memory, about ten minutes on two cores
    python scripts/benchmark.py speed --beam 1      naive loop, bare engine, pipeline cold and warm
    python scripts/benchmark.py warm                a second run over 1,000 articles
    python scripts/benchmark.py memory              peak memory of 200 and of 5,000 articles
    python scripts/benchmark.py hub --beam 4        the Marian-base shape and the embedded shape against transformers and bare CTranslate2
    python scripts/benchmark.py nli                 zero-shot tagging against transformers' zero-shot pipeline

hub and nli run when they are named, take about five minutes each on two quiet cores, and need transformers and torch; what they compare
stands in scripts/benchmarks/. They give the slow ones fewer sentences or pairs than the fast ones: what counts are the rates.

The naive loop is transformers in float32, one sentence a call; the bare engine is CTranslate2 in int8 with one worker of one thread for
each core, given all sentences at once; the pipeline is a whole process, `eduwire run` with the default config, an empty cache and the
model converted before. All get the same sentences; one that occurs twice counts once. Figures are medians of several runs.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.registry import build
from scripts.benchmarks.hub import hub
from scripts.benchmarks.nli import nli
from scripts.benchmarks.runs import SAMPLES, articles, rate, run, translated


def naive_rate(texts: Sequence[str], beam: int) -> float:
    model = build("translation", "bart", engine="transformers", compute_type="float32", beam_size=beam)
    model.translate(texts[:2])  # loads
    return rate(len(texts), lambda: [model.translate([text]) for text in texts])


def pipeline_rates(texts: Sequence[str], beam: int, place: Path, runs: int, options: Sequence[str]) -> tuple[float, float, float]:
    """Sentences a second of the bare engine, the cold and the warm pipeline, in turn: a machine that slows down slows all of them."""
    bare = build("translation", "bart", beam_size=beam, max_source_tokens=510, conversions=str(place / "cache" / "engines"))
    bare.translate(texts[:8])  # loads
    found: list[tuple[float, float, float]] = []
    for _ in range(runs):
        engine = rate(len(texts), lambda: bare.translate(texts))
        (place / "cache" / "cache.sqlite").unlink(missing_ok=True)
        shutil.rmtree(place / "out", ignore_errors=True)
        chosen = ["--set", f"translate.beam_size={beam}", *options]
        seconds = [run(place / "in", place / "out", place / "cache", *chosen)[0] for _ in ("cold", "warm")]
        found.append((engine, len(texts) / seconds[0], len(texts) / seconds[1]))
    engines, colds, warms = zip(*found, strict=True)
    return statistics.median(engines), statistics.median(colds), statistics.median(warms)


def speed(beams: Sequence[int], runs: int, naive_sentences: int, options: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        run(
            articles(place / "in"), place / "first", place / "cache", "--set", "translate.beam_size=1"
        )  # converts the model, and tells which sentences there are
        texts = translated(place / "first")
        some = random.Random(1).sample(texts, min(naive_sentences, len(texts)))
        print(f"{len(texts)} sentences of {sum(map(len, texts)) / len(texts):.0f} characters; naive loop on {len(some)} of them")
        print("beam  naive/s  bare/s  cold/s  warm/s  bare:naive  cold:naive  cold:bare")
        for beam in beams:
            naive = naive_rate(some, beam)
            bare, cold, warm = pipeline_rates(texts, beam, place, runs, options)
            ratios = f"{bare / naive:10.1f}  {cold / naive:10.1f}  {cold / bare:9.2f}"
            print(f"{beam:4}  {naive:7.2f}  {bare:6.1f}  {cold:6.1f}  {warm:6.0f}  {ratios}", flush=True)


def edited_copies(folder: Path, count: int) -> None:
    """So many articles from the samples: from the second round on each has one sentence of its own."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    folder.mkdir()
    for number in range(count):
        text = texts[number % len(texts)]
        if number >= len(texts):
            text += f"\n\n이번 조사에는 학교 {number}곳이 참여했다.\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def warm(count: int = 1000) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        edited_copies(place / "in", count)
        first, _ = run(place / "in", place / "out", place / "cache", "--set", "translate.beam_size=1")
        second, _ = run(place / "in", place / "out", place / "cache", "--set", "translate.beam_size=1")
        print(f"{count} articles: first run {first:.1f} s, second run {second:.1f} s", flush=True)


def memory(few: int = 200, many: int = 5000) -> None:
    peaks = []
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        for count in (few, many):
            edited_copies(place / f"in{count}", count)
            _, peak = run(place / f"in{count}", place / f"out{count}", place / f"cache{count}", "--set", "translate.beam_size=1")
            peaks.append(peak)
            print(f"{count} articles: peak {peak / 1e6:.0f} MB", flush=True)
    print(f"{many} against {few} articles: {100 * (peaks[1] / peaks[0] - 1):+.1f} percent", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "what", nargs="*", choices=["speed", "warm", "memory", "hub", "nli"], help="speed, warm and memory where none is named"
    )
    parser.add_argument("--beam", type=int, nargs="+", default=[1, 4], help="beam sizes for speed and hub")
    parser.add_argument("--runs", type=int, help="runs of each figure, the median counts (speed and hub: 3; nli: 1)")
    parser.add_argument("--naive-sentences", type=int, help="sentences that the naive loop translates (speed: 60; hub: 24)")
    parser.add_argument("--sentences", type=int, default=400, help="sentences that CTranslate2 and the pipeline translate, for hub")
    parser.add_argument("--batched-sentences", type=int, default=128, help="sentences that transformers translates in batches, for hub")
    parser.add_argument("--articles", type=int, default=3, help="articles that are tagged, for nli; 100 take about two hours")
    parser.add_argument("--naive-pairs", type=int, default=22, help="pairs of an article and a theme that the pipeline is given, for nli")
    parser.add_argument("--encoders", nargs="+", default=["xlm-roberta", "deberta-v3"], help="architectures for nli")
    parser.add_argument("--no-facts", action="store_true", help="speed without facts, checks, report: what the engine is compared to")
    options = parser.parse_args()
    chosen = options.what or ["speed", "warm", "memory"]
    if "speed" in chosen:
        bare = ["--stages", "segment,translate,summarize,tag", "--set", "translate.facts=false", "--set", "output.report=false"]
        facts = bare if options.no_facts else []
        speed(options.beam, options.runs or 3, options.naive_sentences or 60, facts)
    if "warm" in chosen:
        warm()
    if "memory" in chosen:
        memory()
    if "hub" in chosen:
        hub(options.beam, options.runs or 3, options.naive_sentences or 24, options.batched_sentences, options.sentences)
    if "nli" in chosen:
        nli(options.encoders, options.articles, options.naive_pairs, options.runs or 1)


if __name__ == "__main__":
    main()

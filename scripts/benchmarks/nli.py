"""Zero-shot tagging against transformers' zero-shot pipeline with its defaults (float32, one pair of a text and a claim a pass).

Both are given the same articles, each short enough for one window, and the same claims, those of the shipped taxonomy. The weights are
random, so the threshold is set where nothing passes: evidence, which the pipeline does not look for, is not looked for. The pipeline is
measured on fewer pairs, spread over all articles; the tagger once in each engine and compute type, model loaded and converted before.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.interfaces import Document
from models.registry import build
from pipeline.taxonomy import load_taxonomy
from scripts.benchmarks.random_models import nli_base
from scripts.benchmarks.runs import ROOT, articles

TEXT_TOKENS = 380
"""Most pieces of an article: with the longest claim it fits a window of 512."""
ENGINES = {
    "xlm-roberta": (("transformers", "float32"), ("transformers", "bfloat16"), ("ctranslate2", "float32"), ("ctranslate2", "int8")),
    "deberta-v3": (("transformers", "float32"), ("transformers", "bfloat16")),
}


def nli(architectures: Sequence[str], count: int, naive_pairs: int, runs: int) -> None:
    """Prints pairs a second and the ratio to the pipeline for each architecture."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        texts = [path.read_text(encoding="utf-8") for path in sorted(articles(place / "in").glob("*.txt"))]
        for architecture in architectures:
            folder = nli_base(place / architecture, architecture, texts, place / "scratch")
            _compare(architecture, folder, texts, count, naive_pairs, runs, place)


def _compare(architecture: str, folder: Path, texts: Sequence[str], count: int, naive_pairs: int, runs: int, place: Path) -> None:
    from transformers import AutoTokenizer, pipeline

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    cut = [_whole_lines(text, tokenizer) for text in texts]
    some = [cut[number % len(cut)] for number in range(count)]
    themes = load_taxonomy(ROOT / "configs" / "themes.yaml")
    claims = build("themes", "zero_shot", themes=themes, model=str(folder), device="cpu").signature()["hypotheses"]
    pairs = [(place, theme) for place in range(len(some)) for theme in range(len(claims))]
    asked = pairs[:: max(1, len(pairs) // naive_pairs)][:naive_pairs]
    reference: Any = pipeline("zero-shot-classification", model=str(folder), device="cpu")

    def naive() -> None:
        for article, theme in asked:
            reference(" ".join(some[article]), [claims[theme]], hypothesis_template="{}", multi_label=True)

    reference(" ".join(some[0]), [claims[0]], hypothesis_template="{}", multi_label=True)
    slow = _rate(len(asked), naive, runs)
    lengths = [len(tokenizer(" ".join(some[article]), claims[theme])["input_ids"]) for article, theme in asked]
    print(
        f"{architecture}: {count} articles x {len(claims)} themes, {statistics.mean(lengths):.0f} tokens a pair; pipeline on {len(asked)}"
    )
    print(f"{'pipeline':24} {slow:8.2f} pairs/s", flush=True)
    documents = [Document(None, tuple(lines), (0,) * len(lines)) for lines in some]
    for engine, compute_type in ENGINES[architecture]:
        options: dict[str, Any] = {"engine": engine, "compute_type": compute_type, "device": "cpu", "conversions": str(place / "engines")}
        tagger = build("themes", "zero_shot", themes=themes, model=str(folder), threshold=0.999, **options)
        tagger.tag([Document(None, documents[0].sentences[:1], (0,))])  # loads
        fast = _rate(len(pairs), lambda tagger=tagger: tagger.tag(documents), runs)  # type: ignore[misc]
        print(f"{engine + ' ' + compute_type:24} {fast:8.2f} pairs/s {fast / slow:6.2f} times the pipeline", flush=True)


def _whole_lines(text: str, tokenizer: Any) -> list[str]:
    kept: list[str] = []
    room = TEXT_TOKENS
    for line in filter(None, map(str.strip, text.splitlines())):
        room -= len(tokenizer(line, add_special_tokens=False)["input_ids"])
        if room < 0:
            break
        kept.append(line)
    return kept


def _rate(count: int, work: Callable[[], object], runs: int) -> float:
    rates = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        rates.append(count / (time.perf_counter() - began))
    return statistics.median(rates)

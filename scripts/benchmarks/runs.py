"""Whole runs of eduwire in processes of their own, and the texts that they are given."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "data" / "samples"
RUN_AND_MEASURE = """
import resource, sys, time
began = time.perf_counter()
from pipeline.cli.main import main
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def run(inputs: Path, out: Path, cache: Path, *options: str) -> tuple[float, float]:
    """Seconds and peak bytes of `eduwire run` in a process of its own."""
    command = [sys.executable, "-c", RUN_AND_MEASURE, "run", str(inputs), "-o", str(out), "--cache", str(cache), "--quiet", *options]
    printed = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout
    seconds, peak = printed.split()[-2:]
    return float(seconds), float(peak)


def articles(folder: Path) -> Path:
    """The samples and the articles of the corpus as plain text: enough that start-up does not decide."""
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("*.json"))
    for path in sorted((ROOT / "data" / "corpus" / "articles").glob("*.txt")):
        for number, chunk in enumerate(path.read_text(encoding="utf-8").split("\n# ")):
            lines = [line.partition(" ||| ")[0] for line in chunk.splitlines() if " ||| " in line or line == "P"]
            text = "\n".join({"P": "", "T": line[2:], "D": line[2:], "C": f"▲ {line[2:]}"}.get(line[:2].strip(), line) for line in lines)
            (folder / f"{path.stem}-{number}.txt").write_text(text, encoding="utf-8")
    return folder


def translated(out: Path) -> list[str]:
    """The distinct Korean sentences that a run translated, in reading order."""
    found: dict[str, None] = {}
    for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for segment, translation in zip(record["segments"], record["translations"], strict=True):
            if translation is not None:
                found[segment["text"].strip()] = None
    return list(found)


def rate(count: int, work: Callable[[], object]) -> float:
    """Sentences a second."""
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)

"""Two shapes of translator against transformers and against bare CTranslate2, at the same beam, on the same sentences.

- base: opus-mt's (6 + 6 layers, d 512, 32,000 pieces), random weights. They do not know where to end, so every engine produces exactly
  `PIECES` pieces for each sentence, which is about what the sentences have themselves.
- embedded: the shipped model as it is; its outputs end by themselves.

naive: `generate` in float32, one sentence a call. Batches: sorted by length, 32 a call. Bare: CTranslate2 in int8, all sentences at once,
already in pieces, in the better of its two ways to use the cores. Cold: `eduwire run`, a whole process with an empty cache, the model
converted before, stages segment and translate, without facts, which the others know nothing of.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.machine import cores
from models.registry import build
from models.weights import shipped
from scripts.benchmarks.random_models import marian_base
from scripts.benchmarks.runs import articles, rate, run, translated

PIECES = 32
WANTED_PIECES = 35
BATCH = 32
BOTH_WAYS: tuple[tuple[int, int], ...] = ((cores(), 1), (1, cores()))
"""Workers, and threads of each: one worker of one thread for each core, or one worker for all cores."""
STAGES = ("--set", "stages=[segment,translate]", "--set", "translate.facts=false")
OF_LENGTH = ("--set", "translate.max_length_factor=0.001", "--set", f"translate.max_length_extra={PIECES}")


def hub(beams: Sequence[int], runs: int, naive_sentences: int, batched_sentences: int, sentences: int) -> None:
    """Prints sentences a second and ratios for both shapes."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        lines = [
            line.strip()
            for path in sorted(articles(place / "all").glob("*.txt"))
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
        base = marian_base(place / "opus-mt-shape", lines, place / "scratch")
        for family, folder in (("marian", base), ("bart", shipped("ko-en-news"))):
            _compare(family, folder, lines, place / family, beams, runs, (naive_sentences, batched_sentences, sentences))


def _compare(
    family: str, folder: Path, lines: Sequence[str], place: Path, beams: Sequence[int], runs: int, counts: tuple[int, int, int]
) -> None:
    fixed = OF_LENGTH if family == "marian" else ()
    chosen = ["--set", f"translate.family={family}", "--set", f"translate.model={folder}", *STAGES, *fixed]
    translator = build("translation", family, model=str(folder), device="cpu")
    _write(lines, translator, place / "in", counts[2])
    run(place / "in", place / "out", place / "cache", *chosen, "--set", "translate.beam_size=1")  # converts, and tells the sentences
    texts = translated(place / "out")
    pieces = sum(translator.count_tokens(texts)) / len(texts)
    print(f"{family}: {len(texts)} sentences of {pieces:.0f} pieces; naive on {counts[0]}, batches on {counts[1]}")
    print("beam  naive/s  float32/s  bfloat16/s  bare/s  cold/s  cold:naive  cold:float32  cold:bfloat16  cold:bare")
    for beam in beams:
        naive = _transformers(folder, texts[: counts[0]], beam, 1, "float32", fixed=bool(fixed))
        full, half = (_transformers(folder, texts[: counts[1]], beam, BATCH, kind, fixed=bool(fixed)) for kind in ("float32", "bfloat16"))
        colds, bares = [], []
        ways = BOTH_WAYS
        for _ in range(runs):
            found = _bare(place / "cache" / "engines", translator, texts, beam, ways, fixed=bool(fixed))
            ways = (max(found, key=found.__getitem__),)  # later runs repeat the better one
            bares.append(found[ways[0]])
            (place / "cache" / "cache.sqlite").unlink()
            shutil.rmtree(place / "out")
            seconds, _ = run(place / "in", place / "out", place / "cache", *chosen, "--set", f"translate.beam_size={beam}")
            colds.append(len(texts) / seconds)
        again = _attempted(place / "out")
        cold, bare = statistics.median(colds), statistics.median(bares)
        ratios = f"{cold / naive:10.1f}  {cold / full:12.1f}  {cold / half:13.1f}  {cold / bare:9.2f}"
        print(f"{beam:4}  {naive:7.2f}  {full:9.1f}  {half:10.1f}  {bare:6.1f}  {cold:6.1f}  {ratios}", flush=True)
        if again:
            print(f"      the pipeline translated {again} sentences a second time, which the others did not", flush=True)


def _write(lines: Sequence[str], translator: Any, folder: Path, count: int) -> None:
    """The lines whose length is nearest to what is wanted, each a paragraph."""
    once = list(dict.fromkeys(line for line in lines if line.endswith("다.") and line.count("다.") == 1))
    lengths = dict(zip(once, translator.count_tokens(once), strict=True))
    nearest = sorted(once, key=lambda line: abs(lengths[line] - WANTED_PIECES))[:count]
    folder.mkdir(parents=True)
    for number in range(0, len(nearest), 20):
        (folder / f"{number:04}.txt").write_text("\n\n".join(nearest[number : number + 20]), encoding="utf-8")


def _transformers(folder: Path, texts: Sequence[str], beam: int, batch: int, kind: str, *, fixed: bool) -> float:
    """Sentences a second of plain `generate`."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=getattr(torch, kind)).eval()
    ordered = sorted(texts, key=len, reverse=True) if batch > 1 else list(texts)

    def translate(some: Sequence[str]) -> None:
        inputs = {
            name: values for name, values in tokenizer(list(some), return_tensors="pt", padding=True).items() if name != "token_type_ids"
        }
        with torch.inference_mode():
            found = model.generate(**inputs, num_beams=beam, do_sample=False, max_new_tokens=PIECES if fixed else 128)
        tokenizer.batch_decode(found, skip_special_tokens=True)

    def everything() -> None:
        for start in range(0, len(ordered), batch):
            translate(ordered[start : start + batch])

    translate(ordered[:2])
    return rate(len(ordered), everything)


def _bare(
    engines: Path, translator: Any, texts: Sequence[str], beam: int, ways: Sequence[tuple[int, int]], *, fixed: bool
) -> dict[tuple[int, int], float]:
    """Sentences a second of CTranslate2 alone, for each way to use the cores."""
    import ctranslate2

    (folder,) = (path for path in engines.iterdir() if (path / "model.bin").is_file())
    sources = translator._codec.encode(texts)
    found = {}
    for workers, threads in ways:
        engine: Any = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=workers, intra_threads=threads)
        options: dict[str, Any] = {"beam_size": beam, "max_decoding_length": PIECES if fixed else 128, "max_input_length": 0}
        options |= {"max_batch_size": 1024, "batch_type": "tokens"}
        engine.translate_batch(sources[:8], **options)
        found[workers, threads] = rate(len(sources), lambda engine=engine, options=options: engine.translate_batch(sources, **options))  # type: ignore[misc]
    return found


def _attempted(out: Path) -> int:
    """How many sentences were translated more than once."""
    records = map(json.loads, (out / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    return sum(1 for record in records for one in record["translations"] if one is not None and one.get("attempts", 1) > 1)

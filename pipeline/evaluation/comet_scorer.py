"""Run by an interpreter that has unbabel-comet, never imported here: JSON lines with src, mt, ref in; a line with `score` for each out.

    comet/bin/python comet_scorer.py MODEL_FOLDER < sentences.jsonl

The folder is what `comet.download_model` leaves: checkpoints/model.ckpt beneath it.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Scores standard input."""
    import os

    sys.path.pop(0)  # this file's folder: modules of this package are not for that interpreter
    sentences = [json.loads(line) for line in sys.stdin if line.strip()]
    answers, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: PTH123, SIM115 (its progress must not stand among the answers)
    from comet import load_from_checkpoint  # type: ignore[import-not-found]

    given = Path(sys.argv[1])
    checkpoint = given if given.is_file() else next(given.rglob("*.ckpt"), given / "checkpoints" / "model.ckpt")
    scores = load_from_checkpoint(str(checkpoint)).predict(sentences, batch_size=16, gpus=0).scores
    for score in scores:
        answers.write(json.dumps({"score": float(score)}) + "\n")


if __name__ == "__main__":
    main()

"""Sentence pairs as files hold them: the corpus's articles by split, its sentences, and folders of parallel TSV files."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from models.errors import ModelError

Pair = tuple[str, str]
"""Korean, English."""
Split = Literal["train", "dev"]

BORDER = " ||| "
DEV_ENDING = "04"
"""Article files whose name ends so are the dev split (data/README.md); samples are in a folder of their own."""
PARALLEL_ENDINGS = (".tsv.gz", ".tsv")
_MARKS = ("T ", "D ", "C ")


def article_pairs(corpus: Path, split: Split) -> list[Pair]:
    """The sentences of the articles of a split, headlines and captions among them. Raises ModelError where there are none."""
    paths = [path for path in sorted((corpus / "articles").glob("*.txt")) if path.stem.endswith(DEV_ENDING) == (split == "dev")]
    pairs = [(korean[2:] if korean.startswith(_MARKS) else korean, english) for path in paths for korean, english in _bordered(path)]
    if not pairs:
        raise ModelError(f"{corpus / 'articles'} holds no article of the {split} split; name the corpus folder, data/corpus")
    return pairs


def sentence_pairs(corpus: Path) -> list[Pair]:
    """The pairs of the corpus's sentences. Raises ModelError where there are none."""
    pairs = [pair for path in sorted((corpus / "sentences").glob("*.txt")) for pair in _bordered(path)]
    if not pairs:
        raise ModelError(f"{corpus / 'sentences'} holds no sentence pairs; name the corpus folder, data/corpus")
    return pairs


def parallel_files(folder: Path) -> dict[str, Path]:
    """Name of a file without ending -> the file, for the TSV files of a folder. Raises ModelError where there are none."""
    found = {path.name.removesuffix(end): path for end in PARALLEL_ENDINGS for path in sorted(folder.glob(f"*{end}"))}
    files = {name: path for name, path in found.items() if name != "SOURCES"}
    if not files:
        raise ModelError(f"{folder} holds no .tsv or .tsv.gz file of pairs; name a folder with NAME.tsv.gz files (Korean TAB English)")
    return files


def parallel_pairs(path: Path) -> list[Pair]:
    """The lines `Korean TAB English` of a file; lines of another shape are passed over. Raises ModelError where it cannot be read."""
    try:
        text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} cannot be read as UTF-8 lines: {error}; copy it again") from error
    rows = (line.split("\t") for line in text.split("\n"))
    return [(row[0].strip(), row[1].strip()) for row in rows if len(row) == 2 and row[0].strip() and row[1].strip()]


def _bordered(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        korean, border, english = line.partition(BORDER)
        if border and korean.strip() and english.strip():
            yield korean.strip(), english.strip()

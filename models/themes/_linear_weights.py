"""The weights file of the linear tagger: one safetensors file that holds vocabulary, coefficients, calibration and thresholds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FORMAT = "eduwire-themes-linear/1"
FILE = "model.safetensors"
_TENSORS = ("vocabulary", "idf", "coefficients", "intercept", "slope", "offset", "thresholds", "top_threshold")


@dataclass(frozen=True, slots=True)
class LinearWeights:
    """F n-grams, T themes. A theme's probability is `1 / (1 + exp(-(slope * (x @ coefficients + intercept) + offset)))`."""

    themes: tuple[str, ...]
    headline_repeats: int
    """How many times the headline is counted."""
    vocabulary: tuple[str, ...]
    idf: Floats
    """F: inverse document frequencies of the n-grams."""
    coefficients: Floats
    """F x T; stored in half precision."""
    intercept: Floats
    slope: Floats
    offset: Floats
    thresholds: Floats
    """T: the probability from which a theme passes."""
    top_threshold: float
    """The probability from which the best theme of an article passes, whatever its own threshold."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says of itself, read without its tensors."""

    themes: tuple[str, ...]
    headline_repeats: int


def read_header(path: Path) -> Header:
    """Checks that the file is there, whole and of this format, in a few microseconds. Raises ModelError where it is not."""
    header = _checked_header(path)
    about = header.get("__metadata__", {}).get(FORMAT)
    if about is None:
        raise ModelError(f"{path}: these are not weights of a linear theme tagger: {FORMAT} is not in the file's metadata")
    missing = [name for name in _TENSORS if name not in header]
    if missing:
        raise ModelError(f"{path}: the weights lack {', '.join(missing)}; train them again with scripts/train_tagger.py")
    values = json.loads(about)
    return Header(tuple(values["themes"]), int(values["headline_repeats"]))


def _checked_header(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise ModelError(f"{path}: the weights file is missing; install eduwire again, or give the folder that holds {FILE}")
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        raw = file.read(length) if 0 < length <= size - 8 else b""
    try:
        header: dict[str, Any] = json.loads(raw)
        tensors = [value for key, value in header.items() if key != "__metadata__"]
        end = 8 + length + max((int(tensor["data_offsets"][1]) for tensor in tensors), default=0)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise ModelError(
            f"{path}: the weights file is damaged: its header cannot be read; install eduwire again or copy the file anew"
        ) from None
    if end != size:
        raise ModelError(f"{path}: the weights file is damaged: it has {size:,} bytes, its header says {end:,}; copy the file anew")
    return header


def load(path: Path) -> LinearWeights:
    """The weights in single precision. Raises ModelError as `read_header` does."""
    import numpy as np
    from safetensors.numpy import load_file

    header, tensors = read_header(path), load_file(path)

    def single(name: str) -> Floats:
        return np.ascontiguousarray(tensors[name], dtype=np.float32)

    return LinearWeights(
        themes=header.themes,
        headline_repeats=header.headline_repeats,
        vocabulary=tuple(tensors["vocabulary"].tobytes().decode("utf-8").split("\n")),
        idf=single("idf"),
        coefficients=single("coefficients"),
        intercept=single("intercept"),
        slope=single("slope"),
        offset=single("offset"),
        thresholds=single("thresholds"),
        top_threshold=float(tensors["top_threshold"][0]),
    )


def save(path: Path, weights: LinearWeights) -> None:
    """Writes the weights; the same weights give the same bytes."""
    import numpy as np
    from safetensors.numpy import save_file

    tensors: dict[str, np.ndarray[Any, Any]] = {
        "vocabulary": np.frombuffer("\n".join(weights.vocabulary).encode("utf-8"), dtype=np.uint8),
        "idf": weights.idf.astype(np.float32),
        "coefficients": weights.coefficients.astype(np.float16),
        "intercept": weights.intercept.astype(np.float32),
        "slope": weights.slope.astype(np.float32),
        "offset": weights.offset.astype(np.float32),
        "thresholds": weights.thresholds.astype(np.float32),
        "top_threshold": np.array([weights.top_threshold], dtype=np.float32),
    }
    # One key, since safetensors writes several in an order that differs from run to run.
    metadata = {FORMAT: json.dumps({"themes": weights.themes, "headline_repeats": weights.headline_repeats})}
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata)
    path.chmod(0o644)

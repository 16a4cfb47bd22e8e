"""How a sentence encoder's token vectors become one vector, as its own files say (the layout of sentence-transformers)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from models.engines.encoders import Readout
from models.errors import ModelError

POOLING, MODULES = Path("1_Pooling", "config.json"), "modules.json"
_FLAG = re.compile(r"pooling_mode_(.+?)(?:_tokens?)?")
_PLAIN_MODULES = ("Transformer", "Pooling", "Normalize")
KNOWN: dict[str, Readout] = {"mean": "mean", "cls": "cls", "max": "max"}
E5_PREFIXES, INSTRUCT_PREFIXES = ("query: ", "passage: "), ("Instruct: Find news on this theme of education policy.\nQuery: ", "")
"""Before themes and before sentences, as the model cards of E5 and multilingual-e5-instruct want it."""
_E5 = re.compile(r"(?:^|[-_/])e5(?:[-_]|$)", re.IGNORECASE)


def pooling_of(folder: Path) -> Readout:
    """`mean`, `cls` or `max`; mean where the folder says nothing. Raises ModelError for another pooling, for a damaged file, and for a
    model that has more layers behind its pooling.
    """
    _no_more_layers(folder)
    if not (folder / POOLING).is_file():
        return "mean"
    values = _json(folder / POOLING)
    if not isinstance(values, dict):
        raise ModelError(f"{folder / POOLING} is not a JSON object; copy the model folder again")
    named = values.get("pooling_mode")
    flagged = [found[1] for key, flag in values.items() if flag is True and (found := _FLAG.fullmatch(key))]
    modes = [named] if isinstance(named, str) else flagged
    if len(modes) != 1 or modes[0] not in KNOWN:
        raise ModelError(
            f"{folder / POOLING} asks for pooling by {' and '.join(map(str, modes)) or 'nothing'}; {', '.join(KNOWN)} are known"
        )
    return KNOWN[str(modes[0])]


def prefixes_of(name: str) -> tuple[str, str]:
    """What E5 models want before themes and before sentences, by the model's name; nothing for others."""
    if not _E5.search(name):
        return "", ""
    return INSTRUCT_PREFIXES if "instruct" in name.lower() else E5_PREFIXES


def _no_more_layers(folder: Path) -> None:
    if not (folder / MODULES).is_file():
        return
    modules = _json(folder / MODULES)
    types = [str(module.get("type", "")).rpartition(".")[2] for module in modules if isinstance(module, dict)]
    others = [kind for kind in types if kind not in _PLAIN_MODULES]
    if others:
        raise ModelError(f"{folder / MODULES} lists {', '.join(others)} behind the encoder, which eduwire does not run; name another model")


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}; copy the model folder again") from error

"""Checkpoint -> CTranslate2 folder, made once, kept under the user's cache, named by its hash, compute type and converter version."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.engines.checkpoint import Checkpoint
from models.engines.quiet import quiet_transformers
from models.errors import ModelError

log = logging.getLogger(__name__)

TEMPORARY = ".converting-"
LEFT_BEHIND_S = 3600
"""Age from which a temporary folder is nobody's work any more; a conversion takes seconds."""

NORMALIZATION = {"bart": (False, True), "mbart": (True, True), "pegasus": (True, False)}
"""Whether a layer normalizes before its sublayers, and whether the embeddings are normalized, as transformers builds them."""


def default_folder() -> Path:
    """Where conversions are kept when the config names no place: `EDUWIRE_CACHE`, else the user's cache directory."""
    import platformdirs

    return Path(os.environ.get("EDUWIRE_CACHE") or platformdirs.user_cache_dir("eduwire")) / "engines"


def converted(checkpoint: Checkpoint, compute_type: str, folder: Path | None = None) -> Path:
    """The CTranslate2 folder of a sequence-to-sequence checkpoint; see `published`."""
    return published(checkpoint, compute_type, lambda made: _convert(checkpoint, made, compute_type), folder)


def published(checkpoint: Checkpoint, kind: str, convert: Callable[[Path], None], folder: Path | None = None) -> Path:
    """The checkpoint's converted folder of one kind, made now by `convert` if it was not before.

    The result appears under its name only when it is complete, so two processes that start together both end with a whole one, and
    a kill leaves at most a temporary folder, which a conversion removes once it is `LEFT_BEHIND_S` old. Raises ModelError where it
    cannot be made.
    """
    base = folder or default_folder()
    target = base / f"{checkpoint.fingerprint[:16]}-{kind}-ct{version('ctranslate2')}"
    if (target / "model.bin").is_file():
        return target
    log.info("converting %s to CTranslate2 %s, once", checkpoint.folder.name, kind)
    try:
        base.mkdir(parents=True, exist_ok=True)
        _sweep(base)
        with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=base) as temporary:
            made = Path(temporary) / "model"
            convert(made)
            _publish(made, target)
    except OSError as error:
        raise ModelError(f"cannot write the converted model to {base}: {error}; free space there or set EDUWIRE_CACHE") from error
    return target


def _sweep(base: Path) -> None:
    for folder in base.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > LEFT_BEHIND_S:
                shutil.rmtree(folder)


def _convert(checkpoint: Checkpoint, made: Path, compute_type: str) -> None:
    with quiet_transformers():
        try:
            converter = _converter(checkpoint.folder)
            converter.convert(str(made), quantization=compute_type)
            _name_special_pieces(made / "config.json", converter.decoder_start)
        except OSError:
            raise
        except Exception as error:  # the converter raises whatever transformers, safetensors or torch raise
            raise checkpoint.refusal(error) or ModelError(
                f"{checkpoint.folder} cannot be converted for CTranslate2: {error}; set translate.engine: transformers"
            ) from error


def _name_special_pieces(path: Path, decoder_start: str | None) -> None:
    """Names what the converter leaves null and CTranslate2 then does not load: the start of an mBART's decoder, which the converter
    takes for a language code where config.json does not name an mBART-50 tokenizer, and its start of sentence, which no source has.
    """
    values = json.loads(path.read_text(encoding="utf-8"))
    start, end = values.get("decoder_start_token"), values["eos_token"]
    named = {"decoder_start_token": start or decoder_start or end, "bos_token": values.get("bos_token") or end}
    path.write_text(json.dumps({**values, **named}), encoding="utf-8")


def _converter(folder: Path) -> Any:
    """CTranslate2's converter, told what transformers 5 no longer tells it: how each architecture normalizes, whether a T5 scales its
    output, and the language codes that are no special tokens of the tokenizer (M2M100).
    """
    import ctranslate2

    class Converter(ctranslate2.converters.TransformersConverter):  # type: ignore[misc]
        decoder_start: str | None = None

        def load_model(self, model_class: Any, name: str, **kwargs: Any) -> Any:
            model = super().load_model(model_class, name, weights_only=True, **kwargs)
            _complete(model.config)
            self._start = model.config.decoder_start_token_id
            return model

        def load_tokenizer(self, tokenizer_class: Any, name: str, **kwargs: Any) -> Any:
            tokenizer = super().load_tokenizer(tokenizer_class, name, **kwargs)
            self.decoder_start = None if self._start is None else tokenizer.convert_ids_to_tokens(self._start)
            return WithCodes(tokenizer)

    return Converter(str(folder))


def _complete(config: Any) -> None:
    """Sets what the converter reads: it is fixed by the architecture, whatever a config.json says of it or leaves out."""
    if config.model_type in NORMALIZATION:
        config.normalize_before, config.normalize_embedding = NORMALIZATION[config.model_type]
    if config.model_type in ("t5", "mt5", "umt5"):  # transformers 5 says "tied" of all of them; the converter takes it for "scales"
        config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", False)


class WithCodes:
    """A tokenizer whose `special_tokens_map` names its language codes."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)

    @property
    def special_tokens_map(self) -> dict[str, Any]:
        """The tokenizer's own, with the codes among the additional ones, in the order of their ids."""
        ids = getattr(self._tokenizer, "lang_token_to_id", None) or {}
        return {"additional_special_tokens": sorted(ids, key=ids.__getitem__), **self._tokenizer.special_tokens_map}


def _publish(made: Path, target: Path) -> None:
    try:
        made.rename(target)
    except OSError:
        if not (target / "model.bin").is_file():  # what stands there is not another process's finished work
            shutil.rmtree(target)
            made.rename(target)

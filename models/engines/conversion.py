"""Checkpoint -> CTranslate2 folder, made once, kept under the user's cache, named by weights hash, compute type and converter version."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.engines.checkpoint import Checkpoint
from models.errors import ModelError

log = logging.getLogger(__name__)


def default_folder() -> Path:
    """Where conversions are kept when the config names no place: `EDUWIRE_CACHE`, else the user's cache directory."""
    import platformdirs

    return Path(os.environ.get("EDUWIRE_CACHE") or platformdirs.user_cache_dir("eduwire")) / "engines"


def converted(checkpoint: Checkpoint, compute_type: str, folder: Path | None = None) -> Path:
    """The checkpoint's CTranslate2 folder, converted now if it was not before.

    The result appears under its name only when it is complete, so two processes that start together both end with a whole one, and
    a kill leaves at most a temporary folder that the next conversion removes. Raises ModelError where it cannot be made.
    """
    base = folder or default_folder()
    target = base / f"{checkpoint.sha256[:16]}-{compute_type}-ct{version('ctranslate2')}"
    if (target / "model.bin").is_file():
        return target
    log.info("converting %s to CTranslate2 %s, once", checkpoint.folder.name, compute_type)
    try:
        base.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".converting-", dir=base) as temporary:
            made = Path(temporary) / "model"
            _convert(checkpoint, made, compute_type)
            _publish(made, target)
    except OSError as error:
        raise ModelError(f"cannot write the converted model to {base}: {error}; free space there or set EDUWIRE_CACHE") from error
    return target


def _convert(checkpoint: Checkpoint, made: Path, compute_type: str) -> None:
    import ctranslate2

    with _quiet_transformers():
        try:
            ctranslate2.converters.TransformersConverter(str(checkpoint.folder)).convert(str(made), quantization=compute_type)
        except OSError:
            raise
        except Exception as error:  # the converter raises whatever transformers, safetensors or torch raise
            raise ModelError(
                f"{checkpoint.folder} cannot be converted for CTranslate2: {error}; set translate.engine: transformers"
            ) from error


def _publish(made: Path, target: Path) -> None:
    try:
        made.rename(target)
    except OSError:
        if not (target / "model.bin").is_file():  # what stands there is not another process's finished work
            shutil.rmtree(target)
            made.rename(target)


@contextlib.contextmanager
def _quiet_transformers() -> Iterator[None]:
    """Keeps transformers' progress bars out of ours."""
    from transformers.utils import logging

    theirs: Any = logging  # untyped functions
    was = theirs.is_progress_bar_enabled()
    theirs.disable_progress_bar()
    try:
        yield
    finally:
        if was:
            theirs.enable_progress_bar()

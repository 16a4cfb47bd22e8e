"""Keeps transformers' progress bars, warnings and advice about optional packages away from a user who has chosen nothing of it."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def quiet_transformers() -> Iterator[None]:
    """Silence while a model or tokenizer loads; errors still come through."""
    from transformers.utils import logging

    theirs: Any = logging  # untyped functions
    was, level = theirs.is_progress_bar_enabled(), theirs.get_verbosity()
    theirs.disable_progress_bar()
    theirs.set_verbosity_error()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        theirs.set_verbosity(level)
        if was:
            theirs.enable_progress_bar()

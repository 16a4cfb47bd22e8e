"""Finds the checks: every file of `pipeline.checks.sentence` and `pipeline.checks.article`, by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pipeline.checks.pair import Pair
from pipeline.checks.whole import Checked, Located
from pipeline.records import Finding

VERSION = 3
"""Raised when a check finds something else in the same pair or article."""
FindInPair = Callable[[Pair], Iterable[Finding]]
FindInArticle = Callable[[Checked], Iterable[Located]]


@cache
def sentence_checks() -> Mapping[str, FindInPair]:
    """The checks of one sentence and its translation."""
    return MappingProxyType(_found("pipeline.checks.sentence"))


@cache
def article_checks() -> Mapping[str, FindInArticle]:
    """The checks of a whole article."""
    return MappingProxyType(_found("pipeline.checks.article"))


def _found(package: str) -> dict[str, Any]:
    path = importlib.import_module(package).__path__
    names = sorted(module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_"))
    return {name: importlib.import_module(f"{package}.{name}").find for name in names}

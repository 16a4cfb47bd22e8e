"""eduwire: Korean education news in, a bilingual, summarized and theme-tagged corpus out.

    from pipeline import Pipeline, load_config, read
    pipeline = Pipeline(load_config())
    for record in pipeline.run(read(["articles/"])):
        print(record.article.id, record.summary)

These names are the public library; everything else may move. They load when they are asked for, so that importing costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import Config, load_config
    from pipeline.errors import CacheError, ConfigError, EduwireError, InputError, Interrupted, ModelError, OutputError
    from pipeline.pipeline import Pipeline
    from pipeline.reading import InputOptions, read
    from pipeline.records import Article, Block, Failure, Finding, Record, Segment, Summary, SummarySentence, Theme, Translation
    from pipeline.runs import RunResult, run_folder
    from pipeline.stage import Stage
    from pipeline.writing.dataset import to_dataset

_HOMES = {
    "pipeline.config": ("Config", "load_config"),
    "pipeline.errors": ("CacheError", "ConfigError", "EduwireError", "InputError", "Interrupted", "ModelError", "OutputError"),
    "pipeline.pipeline": ("Pipeline",),
    "pipeline.reading": ("InputOptions", "read"),
    "pipeline.records": (
        "Article",
        "Block",
        "Failure",
        "Finding",
        "Record",
        "Segment",
        "Summary",
        "SummarySentence",
        "Theme",
        "Translation",
    ),
    "pipeline.runs": ("RunResult", "run_folder"),
    "pipeline.stage": ("Stage",),
    "pipeline.writing.dataset": ("to_dataset",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "Block",
    "CacheError",
    "Config",
    "ConfigError",
    "EduwireError",
    "Failure",
    "Finding",
    "InputError",
    "InputOptions",
    "Interrupted",
    "ModelError",
    "OutputError",
    "Pipeline",
    "Record",
    "RunResult",
    "Segment",
    "Stage",
    "Summary",
    "SummarySentence",
    "Theme",
    "Translation",
    "load_config",
    "read",
    "run_folder",
    "to_dataset",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

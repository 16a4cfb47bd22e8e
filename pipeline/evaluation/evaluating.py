"""A configuration, or a finished run, against data: what `eduwire evaluate` calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.evaluation.examples import Example, example
from pipeline.evaluation.gold import Data, require_known_themes
from pipeline.evaluation.metrics import Settings, metrics
from pipeline.evaluation.producing import Prices, read_run, run_pipeline
from pipeline.evaluation.results import Evaluation
from pipeline.evaluation.scoring import evaluated
from pipeline.facts.tables import load_tables
from pipeline.progress import Progress
from pipeline.resources import configs_folder
from pipeline.taxonomy import load_taxonomy

OF_WHOLE_ARTICLES = frozenset({"summarize", "tag"})
"""Stages that are left out where the data are single sentences."""


def stages_for(data: Data, config: Config) -> list[str]:
    """The stages of the config that make sense for the data."""
    names = [entry.name for entry in config.stages]
    return names if data.whole else [name for name in names if name not in OF_WHOLE_ARTICLES]


def evaluate(
    config: Config,
    data: Data,
    *,
    run: Path | None = None,
    settings: Settings | None = None,
    prices: Prices | None = None,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Evaluation:
    """Runs the pipeline of the config over the data, or reads the output folder `run`, and measures it.

    Raises ConfigError, ModelError and InputError, what can be known of them before anything is computed; Interrupted when asked to stop.
    """
    themes = taxonomy_ids(config)
    require_known_themes(data.articles, frozenset(themes))
    tables = load_tables(config.facts, config.resolve)
    measured = metrics(replace(settings or Settings(), themes=themes, tables=tables))
    if run is None:
        produced = run_pipeline(config, data, progress=progress, should_stop=should_stop, prices=prices)
    else:
        produced = read_run(run, data, prices=prices)
    examples: list[Example] = []
    notes = list(produced.notes)
    for one in data.articles:
        if (record := produced.records.get(one.article.id)) is not None:
            found, note = example(one, record)
            examples.append(found)
            notes += [note] if note else []
    return evaluated(
        examples,
        measured,
        data=data.name,
        usage=produced.usage,
        signature=produced.signature,
        versions=produced.versions,
        notes=notes,
        progress=progress,
    )


def taxonomy_ids(config: Config) -> tuple[str, ...]:
    """The ids of the taxonomy that the config's tag stage uses, else of the shipped one. Raises ConfigError where it is not right."""
    section: Any = config.sections.get("tag")
    path = config.resolve(section.taxonomy) if section is not None else str(configs_folder() / "themes.yaml")
    return tuple(theme.id for theme in load_taxonomy(path))

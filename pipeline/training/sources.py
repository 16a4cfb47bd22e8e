"""From a config to what training draws from: corpus, parallel files, grammar, and both of our own with their facts in English."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.training.translator.code_switching import switched
from models.training.translator.grammar import Grammar
from models.training.translator.mixture import Draw, Mixture, Source, listed
from models.training.translator.pairs import Pair, article_pairs, parallel_files, parallel_pairs, sentence_pairs
from pipeline.errors import ConfigError
from pipeline.positions import Document
from pipeline.strict import unknown_key
from pipeline.training.config import Data, Generated
from pipeline.training.insertions import insertions
from pipeline.training.name_tables import name_tables

OWN = ("articles", "sentences")
"""Names in the mix for what the corpus has; all others are files of the parallel folder."""


@dataclass(frozen=True, slots=True)
class TrainingData:
    """`finite` are all pairs that can be drawn and are not made up while drawing; `parallel` the names of the parallel files in use."""

    mixture: Mixture
    dev: list[Pair]
    finite: list[Pair]
    parallel: tuple[str, ...]


def training_data(
    data: Data, document: Document, corpus: Path, parallel: Path | None, seed: int, say: Callable[[str], None]
) -> TrainingData:
    """Reads it all. Raises ConfigError for a name in the mix that no file has, ModelError where a folder does not hold what it should."""
    files = parallel_files(parallel) if parallel else {}
    wanted = [name for name, weight in data.mix.items() if weight > 0]
    others = [name for name in wanted if name not in OWN]
    if parallel is None and others:
        say(f"no --parallel folder: left out of the mix are {', '.join(others)}")
        others = []
    if unknown := [name for name in others if name not in files]:
        raise ConfigError("\n".join(unknown_key(("data", "mix", name), (*OWN, *files), document.where) for name in unknown))
    own = {"articles": article_pairs(corpus, "train"), "sentences": sentence_pairs(corpus)}
    pairs = {**{name: own[name] for name in OWN if name in wanted}, **{name: parallel_pairs(files[name]) for name in others}}
    sources = {name: listed(found, data.mix[name]) for name, found in pairs.items()}
    sources |= _generated(data.generated, corpus, [pair for found in own.values() for pair in found])
    dev = article_pairs(corpus, "dev")
    return TrainingData(
        Mixture(sources, seed), _spread(dev, data.dev_sentences), [one for found in pairs.values() for one in found], tuple(others)
    )


def _generated(shares: Generated, corpus: Path, own: list[Pair]) -> dict[str, Source]:
    grammar: Draw = Grammar(corpus / "grammar", name_tables()).draw if shares.grammar or shares.switched_grammar else lambda _: None

    def listed_own(chance: random.Random) -> Pair:
        return chance.choice(own)

    return {
        "generated.grammar": Source(shares.grammar, grammar),
        "generated.switched_grammar": Source(shares.switched_grammar, switched(grammar, insertions, shares.switch_probability)),
        "generated.switched_corpus": Source(shares.switched_corpus, switched(listed_own, insertions, shares.switch_probability)),
    }


def _spread(pairs: list[Pair], count: int) -> list[Pair]:
    """`count` of the pairs, evenly over all files, in their order."""
    step = max(1.0, len(pairs) / count)
    return [pairs[int(number * step)] for number in range(min(count, len(pairs)))]

"""The trained scorer: the chance that each word of an article would be in a summary of it, by logistic regression on word features."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ModelError
from models.interfaces import Document
from models.summarization._article import TermCounts
from models.summarization._features import word_features

if TYPE_CHECKING:
    from models.summarization._article import Floats

FILE_NAME = "salience.json"
LAYOUT = 1
UNSEEN_LOG_ODDS = math.log(0.15 / 0.85)
"""Prior of a word that no training article has: about one word type in seven of an article is in its summary."""
UNSEEN_REPEAT = 0.1


@dataclass(frozen=True)
class LanguageWeights:
    """The scorer of one language.

    `features` holds for each feature (mean, scale, lowest, highest, weight): a value is kept within what training saw, so that an
    article of 5,000 sentences does not drive the estimate where no data was. `lexicon` holds for each term (training articles,
    log odds to be in a summary); `repeats` the chance that a summary has the term twice when it has it; `reference_terms` is the
    length of a summary in terms.
    """

    features: dict[str, tuple[float, float, float, float, float]]
    intercept: float
    lexicon: dict[str, tuple[int, float]]
    repeats: dict[str, float]
    reference_terms: float

    def chances(self, document: Document, counts: TermCounts) -> tuple[Floats, Floats]:
        """For each vocabulary term the chance to be in a summary once, and twice or more."""
        import numpy as np

        unseen = (0, UNSEEN_LOG_ODDS)
        known = np.array([self.lexicon.get(term, unseen) for term in counts.vocabulary])
        columns = word_features(document, counts, known[:, 1], np.log1p(known[:, 0]))
        mean, scale, lowest, highest, weight = np.array(list(self.features.values())).T[:, :, None]
        kept = np.clip(np.stack([columns[name] for name in self.features]), lowest, highest)
        logit = self.intercept + (weight * (kept - mean) / scale).sum(axis=0)
        once = 1 / (1 + np.exp(-logit))
        twice = once * np.array([self.repeats.get(term, UNSEEN_REPEAT) for term in counts.vocabulary])
        return once, twice


@dataclass(frozen=True)
class WordSalience:
    """The scorers of all languages, and the hash of the file that they were read from."""

    languages: dict[str, LanguageWeights]
    sha256: str
    revision: str

    def of(self, language: str) -> LanguageWeights:
        """The scorer of a language. Raises ModelError where the file has none."""
        if language not in self.languages:
            raise ModelError(f"the salience model has no weights for language {language!r}; it has {', '.join(sorted(self.languages))}")
        return self.languages[language]


def read_salience(folder: Path) -> WordSalience:
    """The scorer in `folder`. Raises ModelError for a missing or damaged file, naming it."""
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the salience weights {path}: {error.strerror}; reinstall eduwire or name another folder") from error
    try:
        values: dict[str, Any] = json.loads(content)
        if values["layout"] != LAYOUT:
            raise ModelError(f"{path} has layout {values['layout']}, this version of eduwire reads layout {LAYOUT}")
        languages = {code: _language(one) for code, one in values["languages"].items()}
        revision = str(values["revision"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}: {error}); reinstall eduwire or train the file again") from error
    return WordSalience(languages, hashlib.sha256(content).hexdigest(), revision)


def _language(values: dict[str, Any]) -> LanguageWeights:
    features = {}
    for name, numbers in values["features"].items():
        mean, scale, lowest, highest, weight = (float(number) for number in numbers)
        features[str(name)] = (mean, scale, lowest, highest, weight)
    return LanguageWeights(
        features=features,
        intercept=float(values["intercept"]),
        lexicon={str(term): (int(articles), float(log_odds)) for term, (articles, log_odds) in values["lexicon"].items()},
        repeats={str(term): float(chance) for term, chance in values["repeats"].items()},
        reference_terms=float(values["reference_terms"]),
    )

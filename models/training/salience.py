"""Trains the word salience weights from articles with written summaries, and measures two-sentence summaries against them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from models.interfaces import Document
from models.summarization._article import TermCounts, count_terms
from models.summarization._features import word_features
from models.summarization._word_salience import LAYOUT, UNSEEN_LOG_ODDS
from models.summarization._words import stopwords, terms

if TYPE_CHECKING:
    from models.summarization._article import Floats

PRIOR_ARTICLES = 8
"""Weight, in articles, of the prior of an unseen word when a word's own rate is estimated."""
FEWEST_ARTICLES = {"en": 2, "ko": 5}
"""A term of fewer training articles is left out of the lexicon; pairs of Korean characters are more and say less."""
INVERSE_REGULARIZATION = 0.1
REFERENCE_TERMS = {"en": 45.0, "ko": 90.0}
"""Assumed length of a summary in terms. English: written summaries have 37; 45 to 60 is best in cross-validation."""


@dataclass(frozen=True)
class Example:
    """An article as training sees it: its document, and the text whose words count as salient."""

    group: str
    document: Document
    reference: str


def best_pair(sentences: Sequence[str], reference: str, score: Callable[[str, str], float]) -> tuple[int, ...]:
    """The two sentences that score highest against the reference (all of them where there are fewer than two)."""
    pairs = combinations(range(len(sentences)), 2) if len(sentences) > 1 else [tuple(range(len(sentences)))]
    return max(pairs, key=lambda pair: score(reference, " ".join(sentences[number] for number in pair)))


def rouge_scorer(kind: str = "rouge1") -> Callable[[str, str], float]:
    """F-measure of (reference, candidate) by the rouge_score package with its Porter stemmer."""
    from rouge_score import rouge_scorer as package

    scorer = package.RougeScorer([kind], use_stemmer=True)
    return lambda reference, candidate: float(scorer.score(reference, candidate)[kind].fmeasure)


def train_language(examples: Sequence[Example], language: str) -> dict[str, Any]:
    """The weights of one language, as `salience.json` holds them."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    laid_out = [_LaidOut.of(example, language) for example in examples]
    rates = _Rates.of(laid_out, language)
    columns = [one.features(rates.without(one)) for one in laid_out]
    names = list(columns[0])
    matrix = np.vstack([np.stack([column[name] for name in names], axis=1) for column in columns])
    labels = np.concatenate([one.salient for one in laid_out])
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1
    model = LogisticRegression(C=INVERSE_REGULARIZATION, max_iter=1000).fit((matrix - mean) / scale, labels)
    numbers = np.stack([mean, scale, matrix.min(axis=0), matrix.max(axis=0), model.coef_[0]], axis=1)
    return {
        "features": {name: [round(float(number), 5) for number in row] for name, row in zip(names, numbers, strict=True)},
        "intercept": round(float(model.intercept_[0]), 5),
        "lexicon": rates.lexicon(),
        "repeats": rates.repeat_chances(),
        "reference_terms": REFERENCE_TERMS[language],
    }


def weights_file(languages: dict[str, Any], revision: str) -> dict[str, Any]:
    """The content of `salience.json`."""
    return {"layout": LAYOUT, "revision": revision, "languages": languages}


def folds(examples: Sequence[Example], count: int) -> Iterable[tuple[list[Example], list[Example]]]:
    """(training, held out) for each of `count` folds; examples of one group, a corpus file, stay together."""
    groups = sorted({example.group for example in examples})
    for fold in range(count):
        held = set(groups[fold::count])
        yield [one for one in examples if one.group not in held], [one for one in examples if one.group in held]


@dataclass(frozen=True)
class _LaidOut:
    example: Example
    counts: TermCounts
    salient: Floats
    """1 for each vocabulary term that the reference has."""
    repeated: frozenset[str]
    """Terms that the reference has twice or more."""

    @classmethod
    def of(cls, example: Example, language: str) -> _LaidOut:
        import numpy as np

        counts = count_terms(example.document, language)
        reference = Counter(terms(example.reference, language))
        salient = np.array([float(term in reference) for term in counts.vocabulary])
        return cls(example, counts, salient, frozenset(term for term, count in reference.items() if count >= 2))

    def features(self, rates: _Rates) -> dict[str, Floats]:
        import numpy as np

        prior = np.array([rates.log_odds(term) for term in self.counts.vocabulary])
        familiarity = np.log1p(np.array([float(rates.familiar(term)) for term in self.counts.vocabulary]))
        return word_features(self.example.document, self.counts, prior, familiarity)


@dataclass(frozen=True)
class _Rates:
    """In how many articles each term stands, in how many of their references, and how often twice."""

    language: str
    articles: Counter[str]
    references: Counter[str]
    repeatable: Counter[str]
    repeats: Counter[str]
    left_out: _LaidOut | None = None

    @classmethod
    def of(cls, laid_out: Sequence[_LaidOut], language: str) -> _Rates:
        rates = cls(language, Counter(), Counter(), Counter(), Counter())
        for one in laid_out:
            totals = one.counts.per_term(one.counts.count)
            for term, salient, total in zip(one.counts.vocabulary, one.salient, totals, strict=True):
                rates.articles[term] += 1
                rates.references[term] += int(salient)
                if total >= 2 and salient:
                    rates.repeatable[term] += 1
                    rates.repeats[term] += int(term in one.repeated)
        return rates

    def without(self, one: _LaidOut) -> _Rates:
        """The rates as they would be without one article, so that no article's prior knows its own summary."""
        salient = {term for term, value in zip(one.counts.vocabulary, one.salient, strict=True) if value}
        return replace(
            self,
            articles=_less(self.articles, one.counts.vocabulary),
            references=_less(self.references, salient),
        )

    def familiar(self, term: str) -> int:
        count = self.articles.get(term, 0)
        return count if count >= FEWEST_ARTICLES[self.language] else 0

    def log_odds(self, term: str) -> float:
        if not self.familiar(term):
            return UNSEEN_LOG_ODDS
        unseen = 1 / (1 + math.exp(-UNSEEN_LOG_ODDS))
        rate = (self.references[term] + unseen * PRIOR_ARTICLES) / (self.articles[term] + PRIOR_ARTICLES)
        return math.log(rate / (1 - rate))

    def lexicon(self) -> dict[str, list[float]]:
        return {term: [count, round(self.log_odds(term), 3)] for term, count in sorted(self.articles.items()) if self.familiar(term)}

    def repeat_chances(self) -> dict[str, float]:
        """The chance that a reference which has the term has it twice; the prior weighs as in `log_odds`."""
        return {
            term: round((self.repeats[term] + 0.1 * PRIOR_ARTICLES) / (count + PRIOR_ARTICLES), 3)
            for term, count in sorted(self.repeatable.items())
            if count >= FEWEST_ARTICLES[self.language] and (term in stopwords(self.language) or self.repeats[term])
        }


def _less(counts: Counter[str], terms_of_one: Iterable[str]) -> Counter[str]:
    fewer = counts.copy()
    fewer.subtract(dict.fromkeys(terms_of_one, 1))
    return fewer

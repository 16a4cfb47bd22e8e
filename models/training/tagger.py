"""Trains the linear theme tagger: ridge regression on character n-grams, calibrated on texts that it did not see.

Articles of the train split, weakly labelled theme sentences and passages written for training are the data. The dev split is
never trained on; it joins the cross-validated scores of the train split when calibration and thresholds are fitted.
The shipped settings below were chosen by leave-one-file-out cross-validation on train and dev.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import ModelError
from models.interfaces import Document
from models.themes._linear_weights import LinearWeights
from models.themes._ngrams import NgramIndex, ngrams, words
from models.training import ridge
from models.training.calibration import Calibration, Thresholds, calibration_error, fit_calibration, fit_thresholds
from models.training.tag_scores import TagScores, score_tags
from models.training.tagged_texts import TaggedText, read_articles, read_passages, read_theme_sentences, split_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Settings:
    """What cross-validation chose. `weak` is the weight of a weakly labelled text, where an article's is 1."""

    penalty: float = 0.8
    weak: float = 1.0
    headline_repeats: int = 2
    soft_from: float = 0.1
    """Score from which a weak text is taken to touch a theme that it is not labelled with; see `_softened`."""
    least_texts: int = 3
    """An n-gram of the vocabulary occurs in at least so many training texts."""
    top_threshold: float = 0.15
    folds: int = 5
    """Over how many parts calibration and thresholds are cross-validated."""


@dataclass(frozen=True, slots=True)
class Report:
    """What training measured, for the model card. Scores are of texts that neither the fit nor the thresholds had seen."""

    texts: Mapping[str, int]
    cross_validated: TagScores
    """Train split: each file by a model without it, calibration and thresholds from other files."""
    cross_validated_error: float
    dev: TagScores
    """Dev split, with calibration and thresholds of the train split alone."""
    dev_error: float


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts of a corpus folder, by part."""

    train: list[TaggedText]
    dev: list[TaggedText]
    weak: list[TaggedText]


def read_corpus(folder: Path, themes: Sequence[str]) -> Corpus:
    """Reads `articles/`, `sentences/t-*.txt` and `themes/*.txt`. Raises ModelError for a theme id that is not in `themes`."""
    articles = read_articles(folder / "articles")
    corpus = Corpus(
        train=[text for text in articles if split_of(text) == "train"],
        dev=[text for text in articles if split_of(text) == "dev"],
        weak=read_theme_sentences(folder / "sentences") + read_passages(folder / "themes"),
    )
    for text in (*corpus.train, *corpus.dev, *corpus.weak):
        unknown = set(text.themes) - set(themes)
        if unknown:
            raise ModelError(f"{folder}: text {text.id} has themes that the taxonomy lacks: {', '.join(sorted(unknown))}")
    if not corpus.train or not corpus.dev:
        raise ModelError(f"{folder}: the train or the dev split is empty; both are needed")
    return corpus


def train(corpus: Corpus, themes: Sequence[str], settings: Settings, seed: int = 0) -> tuple[LinearWeights, Report]:
    """Weights and what was measured on the way. The same corpus, settings and seed give the same weights on the same machine."""
    import numpy as np

    fitted = [*corpus.train, *corpus.weak]
    vocabulary, idf = _vocabulary(fitted, settings)
    index = NgramIndex(vocabulary)
    rows = _features([*fitted, *corpus.dev], index, idf, settings)
    kernel = rows @ rows.T + 1.0
    count, articles = len(fitted), len(corpus.train)
    gold = _gold(fitted, themes)
    truth = gold.astype(float)
    weights = np.array([1.0] * articles + [settings.weak] * len(corpus.weak))
    groups = [text.group for text in fitted]
    dual = _softened(kernel[:count, :count], truth, weights, groups, articles, settings)
    unseen = _unseen(kernel[:count, :count], truth, weights, groups, articles, settings)
    dev = kernel[count:, :count] @ dual
    calibration, thresholds = _decide(np.concatenate([unseen, dev]), np.concatenate([gold[:articles], _gold(corpus.dev, themes)]), settings)
    report = _report(corpus, themes, unseen, dev, settings, seed)
    result = LinearWeights(
        themes=tuple(themes),
        headline_repeats=settings.headline_repeats,
        vocabulary=tuple(vocabulary),
        idf=idf.astype(np.float32),
        coefficients=(rows[:count].T @ dual).astype(np.float32),
        intercept=dual.sum(axis=0).astype(np.float32),
        slope=np.full(len(themes), calibration.slope, dtype=np.float32),
        offset=calibration.offset.astype(np.float32),
        thresholds=thresholds.own.astype(np.float32),
        top_threshold=thresholds.top,
    )
    return result, report


def _softened(kernel: Floats, truth: Floats, weights: Floats, groups: Sequence[str], articles: int, settings: Settings) -> Floats:
    """The dual coefficients after the weak texts got soft labels.

    A weak text is labelled with the theme it was written for; that it touches others is not recorded, and a plain fit would learn that
    it does not. So a first model, which never saw the text's file, scores it, and what it scores above `soft_from` becomes the target.
    """
    import numpy as np

    dual, inverse = ridge.solve(kernel, truth, weights, settings.penalty)
    scores = np.clip(ridge.left_out(dual, inverse, truth, groups)[articles:], 0.0, 1.0)
    targets = truth.copy()
    targets[articles:] = np.maximum(truth[articles:], np.where(scores > settings.soft_from, scores, 0.0))
    return np.asarray(inverse @ targets)


def _unseen(kernel: Floats, truth: Floats, weights: Floats, groups: Sequence[str], articles: int, settings: Settings) -> Floats:
    """Scores of the articles, each by a model, soft labels included, that never saw its file."""
    import numpy as np

    names, scores = np.array(groups), np.empty((articles, truth.shape[1]))
    for name in dict.fromkeys(groups[:articles]):
        inside, rest = np.flatnonzero(names == name), np.flatnonzero(names != name)
        others = articles - len(inside)
        dual = _softened(kernel[np.ix_(rest, rest)], truth[rest], weights[rest], list(names[rest]), others, settings)
        scores[inside] = kernel[np.ix_(inside, rest)] @ dual
    return scores


def _vocabulary(texts: Sequence[TaggedText], settings: Settings) -> tuple[list[str], Floats]:
    """The n-grams that occur in enough texts, in alphabetical order, and their smoothed inverse document frequencies."""
    import numpy as np

    counts = Counter(ngram for text in texts for ngram in {each for word in words(_whole(text.document)) for each in ngrams(word)})
    vocabulary = sorted(ngram for ngram, count in counts.items() if count >= settings.least_texts)
    frequencies = np.array([counts[ngram] for ngram in vocabulary], dtype=float)
    return vocabulary, np.log((1 + len(texts)) / (1 + frequencies)) + 1


def _whole(document: Document) -> str:
    return " ".join([document.headline or "", *document.sentences])


def _features(texts: Sequence[TaggedText], index: NgramIndex, idf: Floats, settings: Settings) -> Floats:
    """TF-IDF rows of length 1, with logarithmic term frequency, as the tagger makes them."""
    import numpy as np

    rows = np.zeros((len(texts), len(index)))
    for row, text in zip(rows, texts, strict=True):
        headline = [text.document.headline or ""] * settings.headline_repeats
        counts = np.bincount(index.ids(" ".join([*headline, *text.document.sentences])), minlength=len(index))
        present = np.flatnonzero(counts)
        row[present] = (1 + np.log(counts[present])) * idf[present]
        row /= max(float(np.sqrt(row @ row)), 1e-12)
    return rows


def _gold(texts: Sequence[TaggedText], themes: Sequence[str]) -> Flags:
    import numpy as np

    return np.array([[theme in text.themes for theme in themes] for text in texts])


def _decide(scores: Floats, gold: Flags, settings: Settings) -> tuple[Calibration, Thresholds]:
    calibration = fit_calibration(scores, gold)
    return calibration, fit_thresholds(calibration.probabilities(scores), gold, settings.top_threshold)


def _report(corpus: Corpus, themes: Sequence[str], unseen: Floats, dev: Floats, settings: Settings, seed: int) -> Report:
    import numpy as np

    gold, chances, tags = _gold(corpus.train, themes), np.empty_like(unseen), np.zeros(unseen.shape, dtype=bool)
    groups = sorted({text.group for text in corpus.train})
    random.Random(seed).shuffle(groups)
    part = np.array([groups.index(text.group) % settings.folds for text in corpus.train])
    for fold in range(settings.folds):
        calibration, thresholds = _decide(unseen[part != fold], gold[part != fold], settings)
        chances[part == fold] = calibration.probabilities(unseen[part == fold])
        tags[part == fold] = thresholds.tags(chances[part == fold])
    calibration, thresholds = _decide(unseen, gold, settings)
    dev_chances = calibration.probabilities(dev)
    return Report(
        texts={"train articles": len(corpus.train), "dev articles": len(corpus.dev), "weakly labelled texts": len(corpus.weak)},
        cross_validated=_scores(tags, chances, corpus.train, themes),
        cross_validated_error=calibration_error(chances, gold),
        dev=_scores(thresholds.tags(dev_chances), dev_chances, corpus.dev, themes),
        dev_error=calibration_error(dev_chances, _gold(corpus.dev, themes)),
    )


def _scores(tags: Flags, chances: Floats, texts: Sequence[TaggedText], themes: Sequence[str]) -> TagScores:
    import numpy as np

    ranked: list[list[str]] = []
    for flags, row in zip(tags, chances, strict=True):
        order = np.argsort(-row, kind="stable")
        ranked.append([themes[theme] for theme in order if flags[theme]])
    return score_tags(ranked, [text.themes for text in texts])

"""What is known of each word of an article: the features from which its chance to be in a summary is estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.interfaces import Document
from models.summarization._article import TermCounts

if TYPE_CHECKING:
    from models.summarization._article import Floats, Ints


def sentence_traits(document: Document, counts: TermCounts) -> dict[str, Floats]:
    """Traits of each sentence: `centrality` (mean TF-IDF cosine to the others), `headline` (cosine to the headline), `opens`
    (1 where it opens a paragraph) and `quoted` (share of its characters between double quotation marks)."""
    import numpy as np

    n = len(counts.lengths)
    sentences_with = np.bincount(counts.term, minlength=len(counts.vocabulary))
    rarity = np.log1p(n / np.maximum(sentences_with, 1)) * (1 - counts.stopword)
    weights = counts.count * rarity[counts.term]
    norm = np.sqrt(counts.per_sentence(weights**2))
    norm[norm == 0] = 1
    weights = weights / norm[counts.sentence]
    # The mean cosine to all others needs only the sum of all vectors, so a long article costs no sentence-by-sentence matrix.
    total = counts.per_term(weights)
    centrality = (counts.per_sentence(weights * total[counts.term]) - 1) / max(n - 1, 1)
    title = counts.headline * rarity
    title = title / (np.linalg.norm(title) or 1)
    paragraphs = np.array(document.paragraphs)
    return {
        "centrality": np.maximum(centrality, 0),
        "headline": counts.per_sentence(weights * title[counts.term]),
        "opens": np.concatenate([[1.0], (np.diff(paragraphs) != 0).astype(np.float64)]),
        "quoted": np.array([_quoted_share(sentence) for sentence in document.sentences]),
    }


def word_features(document: Document, counts: TermCounts, prior: Floats, familiarity: Floats) -> dict[str, Floats]:
    """Features of each vocabulary term, by name.

    `prior` is the log odds that a word like this is in a summary, whatever the article; `familiarity` the log of one plus the
    number of training articles that have it.
    """
    import numpy as np

    n = len(counts.lengths)
    size = len(counts.vocabulary)
    sentences_with = np.bincount(counts.term, minlength=size).astype(np.float64)
    first = _first_sentences(counts, size)
    paragraphs = _paragraphs_with(document, counts, size)
    traits = {name: values[counts.sentence] for name, values in sentence_traits(document, counts).items()}
    best_headline = np.zeros(size)
    np.maximum.at(best_headline, counts.term, traits["headline"])
    opens = np.zeros(size)
    np.maximum.at(opens, counts.term, traits["opens"])
    shortest = np.full(size, np.inf)
    np.minimum.at(shortest, counts.term, counts.lengths[counts.sentence])
    lead = (first == 0).astype(np.float64)
    last = np.zeros(size)
    last[counts.term[counts.sentence == n - 1]] = 1
    number = np.array([term[0] in "0123456789" for term in counts.vocabulary], dtype=np.float64)
    frequency = np.log(np.maximum(sentences_with, 1))
    repeated = paragraphs / max(len(set(document.paragraphs)), 1)
    centrality = counts.per_term(traits["centrality"]) / sentences_with
    name_share = np.minimum(counts.capitalized / counts.per_term(counts.count), 1)
    headline, stopword = counts.headline, counts.stopword
    return {
        "headline": headline,
        "log_count": np.log(counts.per_term(counts.count)),
        "log_sentences": frequency,
        "sentence_share": sentences_with / n,
        "log_paragraphs": np.log(paragraphs),
        "paragraph_share": repeated,
        "first_in_lead": lead,
        "first_in_second": (first == 1).astype(np.float64),
        "first_in_third": (first == 2).astype(np.float64),
        "first_position": first / n,
        "in_last": last,
        "opens_paragraph": opens,
        "number": number,
        "number_early": number * (first <= 1),
        "number_headline": number * headline,
        "stopword": stopword,
        "capitalized": np.minimum(counts.capitalized, 3) / 3,
        "capitalized_share": name_share,
        "capitalized_lead": (counts.capitalized > 0) * lead,
        "letters": np.array([len(term) for term in counts.vocabulary]) / 10,
        "quoted": counts.per_term(traits["quoted"]) / sentences_with,
        "centrality": centrality,
        "best_headline_cosine": best_headline,
        "mean_headline_cosine": counts.per_term(traits["headline"]) / sentences_with,
        "shortest_sentence": shortest / 40,
        "headline_lead": headline * lead,
        "headline_sentences": headline * frequency,
        "lead_sentences": lead * frequency,
        "headline_centrality": headline * centrality,
        "headline_paragraphs": headline * repeated,
        "lead_paragraphs": lead * repeated,
        "once_in_lead": lead * (1 - headline) * (sentences_with == 1),
        "once_elsewhere": (1 - lead) * (1 - headline) * (sentences_with == 1),
        "familiarity": familiarity,
        "prior_content": prior * (1 - stopword),
        "prior_stopword": prior * stopword,
        "prior_headline": prior * headline,
        "prior_lead": prior * lead,
    }


def _first_sentences(counts: TermCounts, size: int) -> Ints:
    import numpy as np

    first = np.full(size, len(counts.lengths), dtype=np.int64)
    np.minimum.at(first, counts.term, counts.sentence)
    return first


def _paragraphs_with(document: Document, counts: TermCounts, size: int) -> Floats:
    """For each term the number of paragraphs that have it."""
    import numpy as np

    _, paragraph = np.unique(np.array(document.paragraphs), return_inverse=True)
    pairs = np.unique(paragraph[counts.sentence] * size + counts.term)
    return np.bincount(pairs % size, minlength=size).astype(np.float64)


def _quoted_share(sentence: str) -> float:
    """Share of the characters that stand between double quotation marks, straight or curly."""
    pieces = sentence.replace("“", '"').replace("”", '"').split('"')
    return sum(len(piece) for piece in pieces[1::2]) / max(len(sentence), 1)

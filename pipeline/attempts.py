"""From a sentence to the best translation that the model can be brought to: facts carried through, hypotheses ranked by them, retries.

A model that was trained on code-switched sources copies what already stands in English (Dinu et al. 2019, Song et al. 2019), so numbers
with Korean units, names and offices are written in English into its source. Of the n best hypotheses the one with the most facts right
wins; among equals the one with the fewest numbers that the Korean does not have, then the model's score decides.

Only sentences that have still lost a fact go on, one attempt after another: the plain source; the lost facts in English and in quotation
marks; every fact in English, decoded so that nothing repeats. A value or name that is still lost is then put in the place of one that
stands there without a source, where both are single of their sort (`pipeline.facts.repairing`), and that is told. Sentences that cannot
be put right so are cut at clause borders, into halves and then into thirds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.interfaces import Context, Hypothesis, Translator
from pipeline.facts import Fact, recognize
from pipeline.facts.insertions import in_english, quoted, switched
from pipeline.facts.losses import lost
from pipeline.facts.repairing import Repair, repaired
from pipeline.piecewise import Piece, joined, pieces
from pipeline.ranking import Worth, is_poor, worth, worth_without_facts

HALVES, THIRDS = 0.6, 0.4
"""Largest piece of a sentence that is cut, as a share of its tokens; borders are rarely in the middle."""


@dataclass(frozen=True, slots=True)
class Best:
    """The hypothesis that was chosen, how many attempts there were, what of the source it has lost, and what was put right in it.

    `pieces`: how many parts of the sentence were translated each for itself; 1 for one translated whole.
    """

    hypothesis: Hypothesis
    attempts: int
    lost: tuple[Fact, ...]
    repairs: tuple[Repair, ...] = ()
    pieces: int = 1


NOTHING = Hypothesis("", float("-inf"))


@dataclass(slots=True)
class _Sentence:
    """A sentence and the best that has been found for it so far."""

    text: str
    facts: tuple[Fact, ...]
    context: Context | None
    source: str
    by_facts: bool
    chosen: Hypothesis = NOTHING
    worth: Worth | None = None
    pieces: int = 1
    attempts: int = 0
    parts: Sequence[Piece] = ()

    def consider(self, hypotheses: Sequence[Hypothesis], pieces: int = 1) -> None:
        """One more attempt, of the sentence in so many pieces: keeps the best of what there was and of these."""
        self.attempts += 1
        for one in hypotheses:
            found = worth(one, self.text, self.facts) if self.by_facts else worth_without_facts(one)
            if self.worth is None or found > self.worth:
                self.chosen, self.worth, self.pieces = one, found, pieces

    @property
    def is_losing(self) -> bool:
        """Whether a fact is lost."""
        return self.worth is None or self.worth[1] < 0

    @property
    def is_wrong(self) -> bool:
        """Whether a fact is lost, or is there only in doubt or in a short form."""
        return self.worth is None or self.worth[2] < 0


def best_translations(
    translator: Translator,
    texts: Sequence[str],
    contexts: Sequence[Context] | None,
    *,
    facts: bool,
    known: Sequence[tuple[Fact, ...]] | None = None,
) -> list[Best]:
    """The best translation of each text; without `facts` the model's first choice, unless that is empty or runs in circles.

    `known` are the facts of each text; None: they are recognized here, with the shipped tables.
    """
    around: Sequence[Context | None] = contexts or [None] * len(texts)
    expected = known if known is not None else [recognize(text) if facts else () for text in texts]
    sentences = [_Sentence(text, some, context, text, facts) for text, some, context in zip(texts, expected, around, strict=True)]
    _switch(translator, sentences)
    _attempt(translator, sentences, lambda one: one.source)
    if translator.copies_english:
        _attempt(translator, [one for one in sentences if one.source != one.text and one.is_wrong], lambda one: one.text)
    _attempt(translator, [one for one in sentences if is_poor(one.chosen)], lambda one: one.text, against_loops=True)
    if translator.copies_english:
        _attempt(translator, _losing(sentences), _with_quotation_marks)
        _attempt(translator, _losing(sentences), lambda one: in_english(one.text, one.facts), against_loops=True)
    if not translator.context_sentences:  # a model that sees the article is not helped by half a sentence
        _in_pieces(translator, _beyond_repair(sentences), HALVES)
        _in_pieces(translator, _beyond_repair(sentences), THIRDS)
    return [_best(one) for one in sentences]


def _switch(translator: Translator, sentences: Sequence[_Sentence]) -> None:
    """Facts into the sources of a model that copies English, where they fit."""
    if translator.copies_english:
        sources = [switched(one.text, one.facts) for one in sentences]
        for one, source, length in zip(sentences, sources, translator.count_tokens(sources), strict=True):
            if length <= translator.max_source_tokens:
                one.source = source


def _losing(sentences: Sequence[_Sentence]) -> list[_Sentence]:
    return [one for one in sentences if one.is_losing]


def _beyond_repair(sentences: Sequence[_Sentence]) -> list[_Sentence]:
    """A whole sentence with one value put right reads better than one in pieces."""
    return [one for one in sentences if one.is_losing and _best(one).lost]


def _with_quotation_marks(sentence: _Sentence) -> str:
    return quoted(sentence.text, sentence.facts, lost(sentence.facts, sentence.chosen.text))


def _attempt(
    translator: Translator, sentences: Sequence[_Sentence], source: Callable[[_Sentence], str], *, against_loops: bool = False
) -> None:
    """One more translation of these sentences, from `source`; what that makes too long for the model is left as it is."""
    sources = [source(one) for one in sentences]
    lengths = translator.count_tokens(sources) if sources else ()
    fits = [
        (one, text)
        for one, text, length in zip(sentences, sources, lengths, strict=True)
        if length <= translator.max_source_tokens or not one.attempts
    ]
    for (one, _), hypotheses in zip(fits, _translate(translator, fits, against_loops=against_loops), strict=True):
        one.consider(hypotheses)


def _in_pieces(translator: Translator, sentences: Sequence[_Sentence], share: float) -> None:
    """One more translation of these sentences, cut at clause borders; each piece is chosen by its own facts, and they are joined."""
    cut = [(one, pieces(one.text, one.facts, share, lambda text: translator.count_tokens([text])[0])) for one in sentences]
    cut = [(one, parts) for one, parts in cut if len(parts) > 1 and parts != one.parts]
    flat = [(one, _source(translator, part)) for one, parts in cut for part in parts]
    found = iter(_translate(translator, flat))
    for one, parts in cut:
        one.parts = parts
        one.consider([joined([_chosen(next(found), part) for part in parts])], len(parts))


def _source(translator: Translator, piece: Piece) -> str:
    source = switched(piece.text, piece.facts) if translator.copies_english else piece.text
    return source if translator.count_tokens([source])[0] <= translator.max_source_tokens else piece.text


def _chosen(hypotheses: Sequence[Hypothesis], piece: Piece) -> Hypothesis:
    return max(hypotheses, key=lambda one: worth(one, piece.text, piece.facts))


def _translate(
    translator: Translator, sources: Sequence[tuple[_Sentence, str]], *, against_loops: bool = False
) -> Sequence[Sequence[Hypothesis]]:
    if not sources:
        return ()
    contexts = [one.context for one, _ in sources if one.context is not None] or None
    return translator.translate([text for _, text in sources], against_loops=against_loops, contexts=contexts)


def _best(sentence: _Sentence) -> Best:
    chosen = sentence.chosen
    gone = lost(sentence.facts, chosen.text) if sentence.is_losing else []
    if not gone:
        return Best(chosen, sentence.attempts, (), pieces=sentence.pieces)
    english, repairs = repaired(sentence.text, sentence.facts, chosen.text)
    return Best(replace(chosen, text=english), sentence.attempts, tuple(lost(sentence.facts, english)), tuple(repairs), sentence.pieces)

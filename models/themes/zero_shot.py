"""Themes by natural language inference: does "This article is about X" follow from the article? Nothing is trained, so a changed
themes.yaml only changes the claims.

All pairs of an article and a theme that one call is given are sorted by length and share batches by token budget. An article longer
than the window is read in windows of whole sentences, none left out; a theme's score is its highest of any window. The score is the
model's own probability of entailment against all else (softmax over its labels). It is not calibrated for a taxonomy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from models.engines.encoders import Row
from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, ThemeDefinition, ThemeScore
from models.themes._cues import CueFinder
from models.themes._encoder import Encoder, EncoderCheckpoint
from models.themes._encoder_frames import Frame, pair_frame
from models.themes._encoder_hypotheses import entailed, entailment_label, hypotheses
from models.themes._encoder_options import DECIMALS, UNREADABLE, check_finite, checked, passing, strongest, taxonomy_hash, warn_unread
from models.themes._encoder_windows import Ids, even_parts, windows

THRESHOLD = 0.5
"""From even odds on the claim is taken to follow."""
WINDOW_TOKENS = 512
"""The length that the usual NLI models were trained on; those with more positions (bge-m3: 8,192) are weaker on more at once."""
LEAST_PREMISE = 16
"""Tokens of an article that a window must have room for beside the longest claim."""

Scored = dict[tuple[int, int], float]
"""Probability of entailment by the places of a premise and a theme."""


def build(
    *,
    themes: Sequence[ThemeDefinition],
    model: str,
    threshold: float = THRESHOLD,
    threshold_scale: float = 1.0,
    max_themes: int = 3,
    hypothesis: str = "en",
    window_tokens: int | None = None,
    engine: str = "auto",
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_tokens: int | None = None,
    conversions: str | None = None,
) -> ZeroShotTagger:
    """A tagger on a folder in Hugging Face layout that holds a sequence classifier with an entailment label.

    `hypothesis` is `en`, `ko`, or a template with {name_en}, {name_ko} and {definition}. `window_tokens` are the most tokens of article
    and claim together, None: 512, or what the model takes where that is less. `threshold_scale` multiplies `threshold`. `engine`,
    `compute_type` and `device` are those of `choose_encoder`; `conversions` is the folder for converted models.
    Raises ModelError where folder, device or options do not fit; weights and tokenizer are loaded at the first call.
    """
    limit = checked("zero_shot", themes, threshold, threshold_scale, max_themes)
    claims = hypotheses(themes, hypothesis)
    checkpoint = EncoderCheckpoint(
        model,
        "zero_shot",
        "ForSequenceClassification",
        engine=engine,
        device=device,
        compute_type=compute_type,
        threads=threads,
        batch_tokens=batch_tokens,
        conversions=conversions,
        meant="sequence classifiers for inference (XLMRobertaForSequenceClassification, DebertaV2ForSequenceClassification)",
    )
    label = entailment_label(checkpoint.files.config, checkpoint.files.folder)
    if window_tokens is not None and not 0 < window_tokens <= checkpoint.positions:
        raise ModelError(f"window_tokens is {window_tokens}, but {model} takes 1 to {checkpoint.positions}")
    room = window_tokens or min(WINDOW_TOKENS, checkpoint.positions)
    return ZeroShotTagger(checkpoint, label, themes, claims, threshold=limit, max_themes=max_themes, window_tokens=room)


class ZeroShotTagger:
    """See `models.interfaces.ThemeTagger`. Evidence: the sentences with most of the theme's cues; where none has a cue, those from
    which the claim follows by themselves.
    """

    def __init__(
        self,
        checkpoint: EncoderCheckpoint,
        label: int,
        themes: Sequence[ThemeDefinition],
        claims: Sequence[str],
        *,
        threshold: float,
        max_themes: int,
        window_tokens: int,
    ) -> None:
        self._checkpoint, self._label = checkpoint, label
        self._themes, self._texts = tuple(themes), tuple(claims)
        self._threshold, self._max, self._window = threshold, max_themes, window_tokens
        self._finder = CueFinder((cue, place) for place, theme in enumerate(themes) for cue in theme.cues)

    def info(self) -> ModelInfo:
        """Identity of the weights."""
        return self._checkpoint.info()

    def signature(self) -> Mapping[str, Json]:
        """The checkpoint, the claims and the taxonomy (its cues choose evidence), and all options but those of speed."""
        return {
            **self._checkpoint.signature(),
            "hypotheses": list(self._texts),
            "themes": taxonomy_hash(self._themes),
            "threshold": self._threshold,
            "max_themes": self._max,
            "window_tokens": self._window,
        }

    def tag(self, documents: Sequence[Document]) -> Sequence[Sequence[ThemeScore]]:
        """See `ThemeTagger.tag`. A document that is empty, or that the model's tokenizer does not know the letters of, has no themes."""
        if not any(document.headline or document.sentences for document in documents):
            return [() for _ in documents]
        sentences = self._sentences(documents)
        scores = self._scores(sentences)
        found = [passing(chances, self._threshold, self._max) for chances in scores]
        evidence = self._evidence(documents, sentences, found)
        return [
            tuple(ThemeScore(self._themes[theme].id, scores[place][theme], evidence[place, theme]) for theme in chosen)
            for place, chosen in enumerate(found)
        ]

    def _sentences(self, documents: Sequence[Document]) -> list[list[list[int]]]:
        """The tokens of each document's headline (none is no token) and sentences; nothing for one that the model cannot read."""
        pieces = iter(self._encoder.pieces([text for document in documents for text in (document.headline or "", *document.sentences)]))
        read = [[next(pieces) for _ in range(1 + len(document.sentences))] for document in documents]
        unread = [self._encoder.unknown_share([number for ids in document for number in ids]) >= UNREADABLE for document in read]
        warn_unread(sum(unread), len(unread), self._checkpoint.name)
        return [[] if lost else document for document, lost in zip(read, unread, strict=True)]

    def _scores(self, sentences: Sequence[Sequence[Sequence[int]]]) -> list[dict[int, float]]:
        """For each document the chance of every theme: the highest of any window."""
        read = [(place, window) for place, document in enumerate(sentences) for window in windows(document, self._room)]
        every = range(len(self._themes))
        scored = self._entailment([window for _, window in read], [(number, theme) for number in range(len(read)) for theme in every])
        best: list[dict[int, float]] = [{} for _ in sentences]
        for (number, theme), chance in scored.items():
            held = best[read[number][0]]
            held[theme] = max(chance, held.get(theme, 0.0))
        return best

    def _entailment(self, premises: Sequence[Ids], wanted: Sequence[tuple[int, int]]) -> Scored:
        """The chance that the claim of a theme follows from a premise, for the wanted pairs of both."""
        import numpy as np

        rows = [self._frame.row(premises[premise], self._claims[theme]) for premise, theme in wanted]
        once = list(dict.fromkeys(rows))  # a text that comes twice is read once, and so has one score
        chances: dict[Row, float] = {}
        for places, logits in self._encoder.run(once):
            check_finite(bool(np.isfinite(logits).all()), self._checkpoint.name)
            found = entailed(logits, self._label).tolist()
            chances.update((once[place], round(chance, DECIMALS)) for place, chance in zip(places, found, strict=True))
        return {pair: chances[row] for pair, row in zip(wanted, rows, strict=True)}

    def _evidence(
        self, documents: Sequence[Document], sentences: Sequence[Sequence[Sequence[int]]], found: Sequence[Sequence[int]]
    ) -> dict[tuple[int, int], tuple[int, ...]]:
        evidence: dict[tuple[int, int], tuple[int, ...]] = {}
        for place, chosen in enumerate(found):
            counts: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
            for number, text in enumerate(documents[place].sentences if chosen else ()):
                for _, theme in self._finder.find(text):
                    counts[theme][number] += 1
            evidence.update(((place, theme), strongest(counts[theme], 1)) for theme in chosen)
        bare = [pair for pair, shown in evidence.items() if not shown]
        return {**evidence, **dict(self._entailing_sentences(sentences, bare))}

    def _entailing_sentences(
        self, sentences: Sequence[Sequence[Sequence[int]]], wanted: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[tuple[int, int], tuple[int, ...]]]:
        """Evidence for pairs of a document and a theme, by the sentences alone; the headline is none of them."""
        parts: list[Ids] = []
        pairs, origins = [], []
        for place, theme in wanted:
            for number, ids in enumerate(sentences[place][1:]):
                for part in even_parts(ids, self._room):
                    pairs.append((len(parts), theme))
                    origins.append((place, theme, number))
                    parts.append(part)
        scored = self._entailment(parts, pairs)
        best: dict[tuple[int, int], dict[int, float]] = {pair: {} for pair in wanted}
        for pair, (place, theme, number) in zip(pairs, origins, strict=True):
            held = best[place, theme]
            held[number] = max(scored[pair], held.get(number, 0.0))
        for pair, held in best.items():
            yield pair, strongest(held, self._threshold)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._checkpoint, "labels")

    @cached_property
    def _frame(self) -> Frame:
        return pair_frame(self._encoder.tokenizer, self._checkpoint.files.folder)

    @cached_property
    def _claims(self) -> list[list[int]]:
        return self._encoder.pieces(self._texts)

    @cached_property
    def _room(self) -> int:
        """Tokens of an article in one window. The same for all themes, so that all are asked of the same windows."""
        room = self._window - self._frame.special_tokens - max(map(len, self._claims))
        if room < LEAST_PREMISE:
            raise ModelError(
                f"the longest claim leaves {room} of {self._window} tokens to the article, where {LEAST_PREMISE} are the least; "
                "shorten the theme's definition, set hypothesis: 'This article is about {name_en}.', or raise window_tokens"
            )
        return room

"""Themes by sentence vectors: how near an article lies to what the taxonomy says of each theme. Nothing is trained, so a changed
themes.yaml only changes the themes' vectors.

A theme's vector is the mean of two, its English name with the definition and its Korean name with the cues. An article's is the mean
of its sentences' vectors plus its headline's, so that the headline counts as much as the body. `_theme_likeness` makes scores of the
cosines. Sentences are the batch's rows, so a call's articles share batches, and a sentence is read once for all themes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from models.engines.encoders import Readout
from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, ThemeDefinition, ThemeScore
from models.themes._encoder import Encoder, EncoderCheckpoint
from models.themes._encoder_frames import Frame, single_frame
from models.themes._encoder_options import DECIMALS, UNREADABLE, check_finite, checked, passing, strongest, taxonomy_hash, warn_unread
from models.themes._encoder_pooling import pooling_of, prefixes_of
from models.themes._encoder_windows import even_parts
from models.themes._theme_likeness import LEAST_THEMES, MIDDLE, TEMPERATURE, likeness, spread

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

THRESHOLD = 0.5
LEAST_ROOM = 8
"""Tokens of a text that must fit beside prefix and special tokens."""


def build(
    *,
    themes: Sequence[ThemeDefinition],
    model: str,
    threshold: float = THRESHOLD,
    threshold_scale: float = 1.0,
    max_themes: int = 3,
    temperature: float = TEMPERATURE,
    theme_prefix: str | None = None,
    sentence_prefix: str | None = None,
    engine: str = "auto",
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_tokens: int | None = None,
    conversions: str | None = None,
) -> EmbeddingTagger:
    """A tagger on a folder in Hugging Face layout that holds a sentence encoder; pooling as its 1_Pooling/config.json says, else mean.

    The prefixes stand before themes and sentences; None: `query: ` and `passage: ` for models with E5 in their name, else nothing.
    `threshold_scale` multiplies `threshold`; `temperature` is that of `_theme_likeness`, in standard deviations.
    `engine`, `compute_type` and `device` are those of `choose_encoder`; `conversions` is the folder for converted models.
    Raises ModelError where folder, device or options do not fit; weights and tokenizer are loaded at the first call.
    """
    limit = checked("embedding", themes, threshold, threshold_scale, max_themes)
    if len(themes) < LEAST_THEMES:
        raise ModelError(f"embedding tells themes apart by the others, so it needs {LEAST_THEMES} or more; take the family zero_shot")
    if not temperature > 0:
        raise ModelError(f"temperature must be above 0, not {temperature}")
    checkpoint = EncoderCheckpoint(
        model,
        "embedding",
        "Model",
        engine=engine,
        device=device,
        compute_type=compute_type,
        threads=threads,
        batch_tokens=batch_tokens,
        conversions=conversions,
        meant="sentence encoders (BertModel, XLMRobertaModel)",
    )
    for_themes, for_sentences = prefixes_of(checkpoint.name)
    prefixes = (for_themes if theme_prefix is None else theme_prefix, for_sentences if sentence_prefix is None else sentence_prefix)
    return EmbeddingTagger(
        checkpoint,
        pooling_of(checkpoint.files.folder),
        prefixes,
        themes,
        threshold=limit,
        max_themes=max_themes,
        temperature=temperature,
    )


class EmbeddingTagger:
    """See `models.interfaces.ThemeTagger`. Evidence: the sentences that stand out for the theme most, by the same scores."""

    def __init__(
        self,
        checkpoint: EncoderCheckpoint,
        pooling: Readout,
        prefixes: tuple[str, str],
        themes: Sequence[ThemeDefinition],
        *,
        threshold: float,
        max_themes: int,
        temperature: float,
    ) -> None:
        self._checkpoint, self._pooling, self._prefixes = checkpoint, pooling, prefixes
        self._themes = tuple(themes)
        self._threshold, self._max, self._temperature = threshold, max_themes, temperature

    def info(self) -> ModelInfo:
        """Identity of the weights."""
        return self._checkpoint.info()

    def signature(self) -> Mapping[str, Json]:
        """The checkpoint, pooling, prefixes and taxonomy, and all options but those of speed."""
        return {
            **self._checkpoint.signature(),
            "pooling": self._pooling,
            "prefixes": list(self._prefixes),
            "themes": taxonomy_hash(self._themes),
            "threshold": self._threshold,
            "max_themes": self._max,
            "middle": MIDDLE,
            "temperature": self._temperature,
        }

    def tag(self, documents: Sequence[Document]) -> Sequence[Sequence[ThemeScore]]:
        """See `ThemeTagger.tag`. A document that is empty, or that the model's tokenizer does not know the letters of, has no themes."""
        texts = [text for document in documents for text in (document.headline or "", *document.sentences)]
        if not any(text.strip() for text in texts):
            return [() for _ in documents]
        pieces = self._encoder.pieces(texts)
        vectors = self._vectors(pieces, self._prefixes[1])
        found, start, unread = [], 0, 0
        for document in documents:
            end = start + 1 + len(document.sentences)
            readable = self._encoder.unknown_share([number for ids in pieces[start:end] for number in ids]) < UNREADABLE
            unread += not readable
            found.append(self._tag(vectors[start], vectors[start + 1 : end]) if readable else ())
            start = end
        warn_unread(unread, len(documents), self._checkpoint.name)
        return found

    def _tag(self, headline: Floats, sentences: Floats) -> tuple[ThemeScore, ...]:
        """Texts without a token have the vector zero, which adds nothing."""
        import numpy as np

        read = sentences[np.any(sentences != 0, axis=1)]
        article = headline + (read.mean(axis=0) if len(read) else 0.0)
        if not np.any(article):
            return ()
        scores = dict(enumerate(self._scores(article / np.linalg.norm(article))))
        by_sentence = [self._scores(vector) if np.any(vector) else None for vector in sentences]
        found = []
        for theme in passing(scores, self._threshold, self._max):
            parts = {place: by_theme[theme] for place, by_theme in enumerate(by_sentence) if by_theme is not None}
            found.append(ThemeScore(self._themes[theme].id, scores[theme], strongest(parts, self._threshold)))
        return tuple(found)

    def _scores(self, vector: Floats) -> list[float]:
        unit = spread(self._theme_vectors)
        return [round(float(score), DECIMALS) for score in likeness(self._theme_vectors @ vector, unit, self._temperature)]

    def _vectors(self, texts: Sequence[Sequence[int]], prefix: str) -> Floats:
        """One vector of length 1 for each text (its token ids), texts x width; zero for a text without a token. A text longer than the
        model takes is read in the fewest even parts, and has the mean of their vectors.
        """
        import numpy as np

        ahead = self._encoder.pieces([prefix.strip()])[0] if prefix else []
        room = self._checkpoint.positions - self._frame.special_tokens - len(ahead)
        if room < LEAST_ROOM:
            raise ModelError(f"a prefix of {len(ahead)} tokens leaves {room} to the text, where {LEAST_ROOM} are the least; shorten it")
        rows, owners = [], []
        once = {ids: place for place, ids in enumerate(dict.fromkeys(map(tuple, texts)))}  # a sentence that comes twice is read once
        for ids, place in once.items():
            for part in even_parts(ids, room):
                rows.append(self._frame.row((*ahead, *part)))
                owners.append(place)
        summed: Floats = np.zeros((len(once), self._encoder.width))
        for places, found in self._encoder.run(rows):
            check_finite(bool(np.isfinite(found).all()), self._checkpoint.name)
            np.add.at(summed, [owners[place] for place in places], found)
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        np.divide(summed, lengths, out=summed, where=lengths > 0)
        return summed[[once[tuple(ids)] for ids in texts]]

    @cached_property
    def _theme_vectors(self) -> Floats:
        import numpy as np

        texts = [f"{theme.name_en}. {theme.definition}" for theme in self._themes]
        texts += [f"{theme.name_ko}: {', '.join(theme.cues)}" for theme in self._themes]
        vectors = self._vectors(self._encoder.pieces(texts), self._prefixes[0])
        both: Floats = vectors[: len(self._themes)] + vectors[len(self._themes) :]
        both /= np.linalg.norm(both, axis=1, keepdims=True)
        return both

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._checkpoint, self._pooling)

    @cached_property
    def _frame(self) -> Frame:
        return single_frame(self._encoder.tokenizer, self._checkpoint.files.folder)

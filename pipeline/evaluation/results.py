"""What an evaluation found, as values: scores, slices, sentences, themes, usage. JSON-able; `evaluation.json` is one `Evaluation`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pipeline.records import Finding

FORMAT = 1
"""Of evaluation.json; raised when a reader of the old one would go wrong."""

Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Score:
    """One corpus score. `low` to `high` is its 95 percent bootstrap interval, None where there are too few units for one.

    `scale` is what a perfect or full score is (100 for chrF++, 1 for shares; for TER and ratios the unit, 100 or 1); `better` says
    which way is good; `count` how many units (sentences or articles) it rests on; `signature` how it was computed.
    """

    metric: str
    value: float
    low: float | None
    high: float | None
    scale: float
    better: Better
    count: int
    signature: str


@dataclass(frozen=True, slots=True)
class SliceScore:
    """Scores of a part of the data: `dimension` is theme, genre, region, length, numbers …, `name` its value; `examples` its sentences."""

    dimension: str
    name: str
    examples: int
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SentenceResult:
    """One aligned sentence. `score` is sentence chrF++ (0 to 100), None without a reference; `index` counts in the article, from 0."""

    article: str
    index: int
    korean: str
    hypothesis: str
    reference: str | None
    score: float | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Themes that were given with a confidence above `low` up to `high`: how many, their mean confidence, the share that was right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """One theme: `support` articles have it by the reference, `given` by the system; precision, recall and F1 from 0 to 1."""

    id: str
    support: int
    given: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """In `count` articles the theme `gold` was missed where `given` was given without being right."""

    gold: str
    given: str
    count: int


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """How the themes came out, over `articles` articles with gold themes; confusions with the most frequent first."""

    articles: int
    reliability: tuple[ReliabilityBin, ...]
    themes: tuple[ThemeScore, ...]
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What the evaluation took. `words` are English words produced; `cost` is in the currency of the prices given, None without any.

    `computed` of the `sentences` were translated now, the others came from the cache; where a finished run was read, `seconds` is None.
    """

    seconds: float | None
    articles: int
    sentences: int
    computed: int
    words: int
    peak_memory_bytes: int | None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None

    @property
    def cost_per_thousand_words(self) -> float | None:
        """The cost by a thousand English words; None where it is not known, or where nothing was produced."""
        return None if self.cost is None or not self.words else 1000 * self.cost / self.words


@dataclass(frozen=True, slots=True)
class Rows:
    """Sufficient statistics of one metric: the row of each unit, by the unit's key; what a paired comparison resamples."""

    keys: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One configuration on one set of data.

    `data` names the data; `signature` is all that the outputs depend on; `versions` the packages; `notes` what a reader must know
    (metrics that did not run, articles aligned as a whole). `themes` is None where nothing is known of themes.
    """

    data: str
    signature: Mapping[str, Any]
    versions: Mapping[str, str]
    notes: tuple[str, ...]
    scores: tuple[Score, ...]
    slices: tuple[SliceScore, ...]
    sentences: tuple[SentenceResult, ...]
    themes: ThemeResult | None
    usage: Usage
    rows: Mapping[str, Rows] = field(default_factory=dict)

    def score(self, metric: str) -> Score | None:
        """The score of that name, None where it was not computed."""
        return next((one for one in self.scores if one.metric == metric), None)

    def worst(self, count: int = 20) -> tuple[SentenceResult, ...]:
        """The sentences with the lowest score, the lowest first; ties in the order of the data."""
        return tuple(sorted((one for one in self.sentences if one.score is not None), key=lambda one: one.score or 0.0)[:count])

    def to_dict(self) -> dict[str, Any]:
        """The evaluation as JSON-able values; `from_dict` takes it back without loss."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Evaluation:
        """The evaluation that `to_dict` described. Raises KeyError, TypeError or ValueError where `values` is no such description."""
        if values["format"] != FORMAT:
            raise ValueError(f"format {values['format']}, this version reads {FORMAT}")
        themes = values["themes"]
        return cls(
            data=values["data"],
            signature=values["signature"],
            versions=values["versions"],
            notes=tuple(values["notes"]),
            scores=tuple(Score(**one) for one in values["scores"]),
            slices=tuple(SliceScore(**one) for one in values["slices"]),
            sentences=tuple(_sentence(one) for one in values["sentences"]),
            themes=None if themes is None else _themes(themes),
            usage=Usage(**values["usage"]),
            rows={name: Rows(tuple(one["keys"]), tuple(map(tuple, one["values"]))) for name, one in values["rows"].items()},
        )


def _sentence(values: Mapping[str, Any]) -> SentenceResult:
    findings = tuple(
        Finding(
            one["kind"],
            one["severity"],
            one["message"],
            tuple(one["source_span"]) if one["source_span"] else None,
            tuple(one["target_span"]) if one["target_span"] else None,
        )
        for one in values["findings"]
    )
    return SentenceResult(**{**values, "findings": findings})


def _themes(values: Mapping[str, Any]) -> ThemeResult:
    return ThemeResult(
        values["articles"],
        tuple(ReliabilityBin(**one) for one in values["reliability"]),
        tuple(ThemeScore(**one) for one in values["themes"]),
        tuple(Confusion(**one) for one in values["confusions"]),
    )

"""Hand-labelled sentences and how well the recognizers do on them: precision, recall, rendering accuracy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from pathlib import Path

from pipeline.errors import InputError
from pipeline.facts.fact import Fact
from pipeline.facts.recognizing import RECOGNIZERS, recognize

COLUMNS = ("origin", "kind", "expression", "english", "sentence")


@dataclass(frozen=True, slots=True)
class Label:
    """One expression of a sentence as a person labelled it; `english` holds the preferred renderings that are right."""

    kind: str
    expression: str
    english: tuple[str, ...]


@dataclass(slots=True)
class LabelledSentence:
    """A sentence with all its expressions; none for a sentence that only tempts. `origin` is `dev` or `hand`."""

    text: str
    origin: str
    published: str | None
    labels: list[Label] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts of one kind: found as labelled, found without a label, labelled and not found, found with a right first rendering, and
    found of those that have no rendering because their English is free (programmes).
    """

    right: int = 0
    false: int = 0
    missed: int = 0
    rendered: int = 0
    free: int = 0

    @property
    def precision(self) -> float:
        """Share of the found facts that are labelled."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Share of the labelled expressions that are found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def accuracy(self) -> float:
        """Share of the rightly found facts with a rendering whose preferred one is among the labelled ones; 1 where none has any."""
        asked = self.right - self.free
        return self.rendered / asked if asked else 1.0

    def __add__(self, other: Tally) -> Tally:
        mine, others = astuple(self), astuple(other)
        return Tally(*(one + two for one, two in zip(mine, others, strict=True)))


def read_labelled(path: Path) -> list[LabelledSentence]:
    """The labelled sentences of a TSV file: origin, kind, expression, English (`|` between forms), sentence, published or nothing.

    Raises InputError that names file and line where a row has too few columns or an expression is not in its sentence.
    """
    found: dict[tuple[str, str], LabelledSentence] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if not line or line.startswith("#") or tuple(cells[:5]) == COLUMNS:
            continue
        if len(cells) < len(COLUMNS) or (cells[1] != "-" and cells[2] not in cells[4]):
            raise InputError(
                f"{path}, line {number}: no labelled expression", f"columns {', '.join(COLUMNS)}; the sentence holds the expression"
            )
        origin, kind, expression, english, text = cells[:5]
        published = cells[5] if len(cells) > 5 else ""
        sentence = found.setdefault((text, published), LabelledSentence(text, origin, published or None))
        if kind != "-":
            sentence.labels.append(Label(kind, expression, tuple(form.strip() for form in english.split("|"))))
    return list(found.values())


def score(sentences: Iterable[LabelledSentence], recognizers: tuple[str, ...] = RECOGNIZERS) -> tuple[dict[str, Tally], list[str]]:
    """The tally of each kind and a line for each error. A fact is right where its text and its kind are labelled."""
    tallies: dict[str, Tally] = {}
    errors: list[str] = []
    for sentence in sentences:
        open_labels = list(sentence.labels)
        for fact in recognize(sentence.text, published=sentence.published, recognizers=recognizers):
            label = next((one for one in open_labels if one.expression == fact.text and one.kind == fact.kind), None)
            tally = tallies.setdefault(fact.kind, Tally())
            if label is None:
                tally.false += 1
                errors.append(f"false: {fact.kind} {fact.text!r} in {sentence.text}")
                continue
            open_labels.remove(label)
            tally.right += 1
            if label.english == ("",):
                tally.free += 1
                continue
            tally.rendered += _rendered(fact, label)
            if not _rendered(fact, label):
                errors.append(f"rendering: {fact.text!r} is {fact.renderings[:1]}, not {' or '.join(label.english)}")
        for label in open_labels:
            tallies.setdefault(label.kind, Tally()).missed += 1
            errors.append(f"missed: {label.kind} {label.expression!r} in {sentence.text}")
    return tallies, errors


def _rendered(fact: Fact, label: Label) -> bool:
    return bool(fact.renderings) and fact.renderings[0].casefold() in {form.casefold() for form in label.english}

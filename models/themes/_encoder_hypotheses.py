"""What a zero-shot tagger claims of an article, theme by theme, and which of a model's labels says that the claim follows."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.errors import ModelError
from models.interfaces import ThemeDefinition

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HYPOTHESES = {
    "en": "This article is about {name_en}. {definition}",
    "ko": "이 기사는 {name_ko}에 관한 것이다.",
}
"""Templates by language. English also for Korean articles: the multilingual NLI models were mostly trained with English hypotheses."""
FIELDS = ("name_en", "name_ko", "definition")


def hypotheses(themes: Sequence[ThemeDefinition], template: str) -> tuple[str, ...]:
    """The claim for each theme. `template` is a language of `HYPOTHESES` or a text with fields in braces.

    Raises ModelError for unknown fields, and where two themes would share a claim.
    """
    pattern = HYPOTHESES.get(template, template)
    try:
        named = {field for _, field, _, _ in string.Formatter().parse(pattern) if field is not None}
    except ValueError as error:
        raise ModelError(f"hypothesis {template!r} has braces that do not match: {error}") from error
    if not named or not named <= set(FIELDS):
        wrong = f"names {', '.join(sorted(named - set(FIELDS)))}" if named else "names no field"
        raise ModelError(f"hypothesis {template!r} {wrong}; use {', '.join(f'{{{field}}}' for field in FIELDS)}, or en or ko alone")
    try:
        claims = tuple(pattern.format(**{field: getattr(theme, field) for field in FIELDS}) for theme in themes)
    except (ValueError, LookupError) as error:
        raise ModelError(f"hypothesis {template!r} cannot be filled in: {error}; write fields as {{name_en}}, nothing more") from error
    if len(set(claims)) < len(claims):
        raise ModelError(f"hypothesis {template!r} says the same of two themes; use {{name_en}} or {{definition}}")
    return claims


def entailment_label(config: Mapping[str, Any], where: object) -> int:
    """The place of the label that says that the claim follows, by its name in config.json (`id2label`): the one that begins with
    "entail", in any case. Raises ModelError where there is not exactly one.
    """
    labels = config.get("id2label") or {}
    if not isinstance(labels, Mapping):
        raise ModelError(f"{where} has an id2label in config.json that is not an object; copy the model folder again")
    found = [int(place) for place, label in labels.items() if str(label).strip().lower().startswith("entail")]
    if len(found) != 1:
        named = ", ".join(str(label) for label in labels.values()) or "unnamed"
        raise ModelError(
            f"{where} has the labels {named}, none of which, or more than one, is entailment: it is not a model for inference (NLI); "
            "name a zero-shot model, MoritzLaurer/bge-m3-zeroshot-v2.0 say"
        )
    return found[0]


def entailed(logits: npt.NDArray[np.float32], label: int) -> npt.NDArray[np.float64]:
    """The probability of one label in each row of logits (rows x labels): softmax over all, sigmoid where there is but one."""
    import numpy as np

    wide = logits.astype(np.float64)
    if wide.shape[1] == 1:
        single: npt.NDArray[np.float64] = 1 / (1 + np.exp(-wide[:, 0]))
        return single
    raised = np.exp(wide - wide.max(axis=1, keepdims=True))
    found: npt.NDArray[np.float64] = raised[:, label] / raised.sum(axis=1)
    return found

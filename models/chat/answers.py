"""Reads answers strictly: one sentence in, one translation out, or a reason why not. What is doubtful is rejected, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.chat.languages import is_english
from models.chat.unwrapping import unfenced, unwrapped, without_thought

LONGEST_FACTOR, LONGEST_EXTRA = 6, 80
"""Most characters of English for each Korean one, and beside; news runs at 2 to 2.6."""
SHORTEST_FACTOR, SHORT_SOURCE = 0.35, 25
"""Fewest characters of English for each Korean one, in sources of at least so many characters."""
LONGEST_NUMBER = 6
"""Digits that the number of a sentence can have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A translation, or an empty text and the fault that it was rejected for."""

    text: str
    fault: str | None = None


_IS_ABOUT_TRANSLATION = re.compile(r"번역|통역|옮긴|옮기")
_OPENING = r"(?:(?:sure|certainly|of course|okay|ok|absolutely|yes)\b[,!.:]*\s+)?"
_ABOUT_THE_TASK = re.compile(
    rf"\A{_OPENING}(?:here(?:['’]s|\s+is|\s+are)|below\s+is|the\s+following\s+is|this\s+is|i(?:['’]ve|['’]ll|\s+have|\s+will)|let\s+me|as\s+requested)"
    r"\b[^\n]{0,80}?\btranslat"
    r"|\A(?:sure|certainly|of course|absolutely)[,!.]?\s+(?:here(?:['’]s|\s+is)|i\s+can\s+translate)\b"
    r"|\A(?:the|my|an?)\s+(?:[\w-]+\s+){0,3}translation\b[^\n]{0,80}?(?:\bis\b|\bwould\b|\breads\b|:)"
    r"|\A(?:the|this)\s+(?:[\w-]+\s+){0,2}(?:sentence|text|phrase)\s+(?:can\s+be\s+translated|translates|means)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:\A|\n|[.!?”\"']\s+|[(\[])\**(?:translator['’]?s?\s+)?notes?\**\s*:|\bi\s+(?:kept|translated|rendered|left)\s+", re.IGNORECASE
)
_HAS_NOTE = re.compile(r"※|참고|주의|비고|알림|유의|메모|노트|번역|적어")
_ALTERNATIVES = re.compile(
    r"(?:\A|\n|[.!?”\"']\s|\()"
    r"(?:alternative(?:ly| translation)?|another\s+(?:possible\s+)?(?:translation|version|option)|(?:option|version|alternative)\s+[12ab])"
    r"\s*[:,)]",
    re.IGNORECASE,
)
_HAS_OPTIONS = re.compile(r"\d\s*안|[가-힣]안\b|대안|옵션|버전|선택|또는")
_REFUSAL = re.compile(
    r"\A(?:i(?:['’]m|\s+am)\s+(?:sorry|unable|afraid|not\s+able)|sorry\b|i\s+(?:can(?:['’]t|not|\s+not)|won['’]t|do\s+not|don['’]t)|unfortunately)"
    r"[^\n]{0,120}?\b(?:translat\w*|assist|help\s+with|provide|comply|fulfil\w*|request|content|language\s+model)\b"
    r"|\bas\s+an?\s+(?:ai|artificial\s+intelligence)(?:\s+language)?\s+(?:model|assistant)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\A#{1,6}\s|\A[-*+]\s|\A>\s|\A\|.*\|\Z|\*\*|__|`|~~~|\[[^\]\n]+\]\(\w+:|</?(?:p|br|b|i|em|strong|div|span)\b", re.IGNORECASE
)
_OUR_MARKS = re.compile(
    r"</?(?:headline|before|terms|source|sentences|translation)\b|<\||<(?:start|end)_of_turn>|\[/?INST\]", re.IGNORECASE
)
_NUMBERED = re.compile(rf"\A\s*(?:\[(\d{{1,{LONGEST_NUMBER}}})\]|(\d{{1,{LONGEST_NUMBER}}})[.):])\s*(.*)\Z")


def read_translation(answer: str, source: str, *, finished: bool = True) -> Reading:
    """The English in an answer to one Korean sentence, or the fault for which it is rejected."""
    bare = unwrapped(answer, source)
    if bare is None or not finished:
        return Reading("", "cut off")
    if not bare:
        return Reading("", "empty")
    fault = next((name for name, wrong in _FAULTS.items() if wrong(bare, source)), None)
    return Reading("", fault) if fault else Reading(" ".join(bare.split()))


def read_numbered(answer: str, sources: Sequence[str], *, finished: bool = True) -> Mapping[int, Reading]:
    """The readings of an answer to sentences numbered from 1, by their place from 0; a number that is missing or comes twice is left out.

    What stands before the first number is passed over: it can be taken for no translation. In an answer that was cut off the last one
    is left out as well.
    """
    rest = without_thought(answer)
    if rest is None:
        return {}
    parts: list[tuple[int, list[str]]] = []
    for line in unfenced(rest).splitlines():
        found = _NUMBERED.match(line)
        if found:
            parts.append((int(found[1] or found[2]) - 1, [found[3]]))
        elif parts and line.strip():
            parts[-1][1].append(line)
    if not finished:
        parts = parts[:-1]
    places = [place for place, _ in parts]
    once = [(place, lines) for place, lines in parts if 0 <= place < len(sources) and places.count(place) == 1]
    return {place: read_translation("\n".join(lines), sources[place]) for place, lines in once}


def _prose(answer: str, source: str) -> bool:
    if not _IS_ABOUT_TRANSLATION.search(source) and _ABOUT_THE_TASK.search(answer):
        return True
    return bool(_NOTE.search(answer)) and not _HAS_NOTE.search(source) and '"' not in source and "“" not in source


def _several(answer: str, source: str) -> bool:
    if sum(bool(line.strip()) for line in answer.splitlines()) > max(1, sum(bool(line.strip()) for line in source.splitlines())):
        return True
    return bool(_ALTERNATIVES.search(answer)) and not _HAS_OPTIONS.search(source)


def _markdown(answer: str, source: str) -> bool:
    """A sign counts only where the source does not have it."""
    return any(found[0].strip() not in source for found in _MARKDOWN.finditer(answer))


def _absurd_length(answer: str, source: str) -> bool:
    length = len(source.strip())
    if len(answer) > LONGEST_FACTOR * length + LONGEST_EXTRA:
        return True
    return length >= SHORT_SOURCE and len(answer) < SHORTEST_FACTOR * length


_FAULTS: Mapping[str, Callable[[str, str], bool]] = {
    "the prompt's marks": lambda answer, _: bool(_OUR_MARKS.search(answer)),
    "refusal": lambda answer, _: bool(_REFUSAL.search(answer)),
    "prose about the task": _prose,
    "several answers": _several,
    "markdown": _markdown,
    "another language": lambda answer, source: not is_english(answer, source),
    "absurd length": _absurd_length,
}
"""Tried in this order."""

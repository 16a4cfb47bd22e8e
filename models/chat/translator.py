"""A Translator over any chat model: asks, reads strictly, and gives an empty text for an answer that is no translation.

Whether to ask again is decided in one place for every family, `pipeline.attempts.best_translations`: a sentence without a usable answer
is asked for once more, with `against_loops`. Here that second request says that the last answer could not be used, and decoding is told
not to repeat itself. One call asks once for each sentence, and once more only for those that were asked for together with others
(`segments_per_request`) and whose lines were missing. Trouble with the connection is another matter: see `models.chat.endpoint`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.chat import UNKNOWN_SCORE, ChatModel, ChatRequest, Message, Reply
from models.chat.answers import Reading, read_numbered, read_translation
from models.chat.enclosure import as_data
from models.chat.style import NUMBERED, TRANSLATOR, VERSION, surroundings
from models.chat.templates import Template
from models.engines import Decoding
from models.errors import ModelError
from models.interfaces import Context, Hypothesis, Json, ModelInfo

NO_CONTEXT = Context(None, (), ())
WRAPPING_TOKENS = 16
"""Room for JSON, a label or a number around a translation."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How sentences are put to the model.

    `context_tokens` bounds headline and sentences before together: the oldest are left out first, and none is cut. More than one of
    `segments_per_request` is cheaper, but then a sentence's translation can depend on its neighbours in the request. `spare_tokens` are
    allowed for beyond the translation, for models that think aloud first. `limits` gives the length limit of a translation.
    """

    context_sentences: int = 3
    context_tokens: int = 512
    segments_per_request: int = 1
    spare_tokens: int = 0
    limits: Decoding = field(default_factory=Decoding)

    def __post_init__(self) -> None:
        for name, least in (("context_sentences", 0), ("context_tokens", 0), ("segments_per_request", 1), ("spare_tokens", 0)):
            if getattr(self, name) < least:
                raise ModelError(f"{name} must be at least {least}, not {getattr(self, name)}")


class ChatTranslator:
    """See `models.interfaces.Translator`. The hypothesis of a rejected answer has an empty text."""

    def __init__(self, chat: ChatModel, family: str, template: Template, asking: Asking, max_source_tokens: int) -> None:
        if asking.segments_per_request > 1 and template.name != "plain":
            raise ModelError(f"segments_per_request must be 1 with the template {template.name!r}: it takes one text at a time")
        if max_source_tokens < 1:
            raise ModelError(f"max_source_tokens must be at least 1, not {max_source_tokens}")
        self.max_source_tokens = max_source_tokens
        self.copies_english = False
        self.context_sentences = asking.context_sentences if template.takes_context else 0
        self.chat = chat
        self._family, self._template, self._asking = family, template, asking

    def info(self) -> ModelInfo:
        """Identity of the model."""
        return self.chat.info(self._family)

    def signature(self) -> Mapping[str, Json]:
        """Model, template, version of the prompt, and how much context goes with a sentence."""
        asking = self._asking
        return {
            "family": self._family,
            **self.chat.signature(),
            "template": self._template.name,
            "prompt": VERSION,
            "context_sentences": self.context_sentences,
            "context_tokens": asking.context_tokens,
            "segments_per_request": asking.segments_per_request,
            "spare_tokens": asking.spare_tokens,
            "max_source_tokens": self.max_source_tokens,
            "max_length_factor": asking.limits.max_length_factor,
            "max_length_extra": asking.limits.max_length_extra,
        }

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        """See `Translator.count_tokens`."""
        return self.chat.count_tokens(texts)

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """See `Translator.unreadable`."""
        return self.chat.unreadable(texts)

    def translate(
        self, texts: Sequence[str], *, against_loops: bool = False, contexts: Sequence[Context] | None = None
    ) -> Sequence[Sequence[Hypothesis]]:
        """See `Translator.translate`. With one segment a request, a text's result depends on that text and its context alone.

        `against_loops` is the second attempt: the prompt then says that the last answer could not be used, where the template has room.
        """
        lengths = self.chat.count_tokens(texts)
        for text, length in zip(texts, lengths, strict=True):
            if length > self.max_source_tokens:
                raise ValueError(f"{length} tokens where at most {self.max_source_tokens} fit: {text[:60]!r}…")
        around = list(contexts) if contexts is not None else [NO_CONTEXT] * len(texts)
        if len(around) != len(texts):
            raise ValueError(f"{len(texts)} texts but {len(around)} contexts")
        wanted = [place for place, text in enumerate(texts) if text.strip()]
        tasks = {place: _Task(texts[place], lengths[place], self._bounded(around[place])) for place in wanted}
        found: dict[int, Hypothesis] = {}
        if self._asking.segments_per_request > 1 and not against_loops:
            self._together(tasks, found)
        self._one_by_one(tasks, found, against_loops=against_loops)
        return [[found.get(place) or Hypothesis("", UNKNOWN_SCORE)] for place in range(len(texts))]

    def _one_by_one(self, tasks: Mapping[int, _Task], found: dict[int, Hypothesis], *, against_loops: bool) -> None:
        open_places = [place for place in tasks if place not in found]
        requests = [self._request(tasks[place], again=against_loops) for place in open_places]
        for place, reply in zip(open_places, self.chat.answer(requests) if requests else (), strict=True):
            reading = read_translation(self._template.read(reply.text), tasks[place].text, finished=reply.finished)
            _take(found, place, reading, reply)

    def _together(self, tasks: Mapping[int, _Task], found: dict[int, Hypothesis]) -> None:
        groups = [group for group in self._groups(tasks) if len(group) > 1]
        requests = [self._group_request([tasks[place] for place in group]) for group in groups]
        for group, reply in zip(groups, self.chat.answer(requests) if requests else (), strict=True):
            readings = read_numbered(reply.text, [tasks[place].text for place in group], finished=reply.finished)
            for number, reading in readings.items():
                _take(found, group[number], reading, reply)

    def _groups(self, tasks: Mapping[int, _Task]) -> Iterator[list[int]]:
        """Neighbours of one article; together they keep to `max_source_tokens`."""
        group: list[int] = []
        for place, task in tasks.items():
            fits = group and sum(tasks[one].length for one in group) + task.length <= self.max_source_tokens
            related = group and tasks[group[0]].context.headline == task.context.headline
            if group and not (fits and related and len(group) < self._asking.segments_per_request):
                yield group
                group = []
            group.append(place)
        if group:
            yield group

    def _request(self, task: _Task, *, again: bool) -> ChatRequest:
        context = task.context if self._template.takes_context and task.context != NO_CONTEXT else None
        messages = self._template.write(task.text, context, self.chat.control_tokens, again)
        return ChatRequest(messages, self._limit([task]), against_loops=again)

    def _group_request(self, tasks: Sequence[_Task]) -> ChatRequest:
        tokens = self.chat.control_tokens
        first = tasks[0].context
        context = Context(first.headline, first.previous, tuple(dict.fromkeys(term for task in tasks for term in task.context.terms)))
        lines = "\n".join(f"[{number}] {' '.join(as_data(task.text, tokens).split())}" for number, task in enumerate(tasks, 1))
        user = "\n\n".join([*surroundings(context, tokens), f"<source>\n{lines}\n</source>"])
        messages: tuple[Message, ...] = ({"role": "system", "content": f"{TRANSLATOR}\n\n{NUMBERED}"}, {"role": "user", "content": user})
        return ChatRequest(messages, self._limit(tasks))

    def _limit(self, tasks: Sequence[_Task]) -> int:
        limits, ceiling = self._asking.limits, 1 << 20
        return sum(limits.limit(task.length, ceiling) + WRAPPING_TOKENS for task in tasks) + self._asking.spare_tokens

    def _bounded(self, context: Context) -> Context:
        """The context within `context_sentences` and `context_tokens`; sentences nearest to the text stay longest."""
        if self.context_sentences == 0:
            return NO_CONTEXT
        kept, room = list[str](), self._asking.context_tokens
        nearest_first = [*reversed(context.previous[-self.context_sentences :]), *([context.headline] if context.headline else [])]
        sizes = self.chat.count_tokens(nearest_first)
        headline_fits = bool(context.headline) and sizes[-1] <= room
        room -= sizes[-1] if headline_fits else 0
        for sentence, size in zip(nearest_first[: len(context.previous[-self.context_sentences :])], sizes, strict=False):
            if size > room:
                break
            kept.insert(0, sentence)
            room -= size
        return Context(context.headline if headline_fits else None, tuple(kept), context.terms)


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    length: int
    context: Context


def _take(found: dict[int, Hypothesis], place: int, reading: Reading, reply: Reply) -> None:
    if reading.fault is None:
        found[place] = Hypothesis(reading.text, reply.score)

"""How each kind of model wants to be asked for a translation, and what its answer is wrapped in.

plain           any instruction model: our own prompt (models/chat/style.py), context and terms
translategemma  google/translategemma-*: one user message whose content is one part with language codes; no room for anything else
lmt             NiuTrans/LMT-60-*: one fixed sentence; no room for anything else
rosetta         yanolja/YanoljaNEXT-Rosetta-*: JSON in, JSON out; context and a glossary in the system message

The three forms are those of the model cards, on which the models were trained: what is added to them only makes them worse.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.chat import Message
from models.chat.enclosure import as_data
from models.chat.style import TRANSLATOR, user_part
from models.chat.unwrapping import unfenced, without_thought
from models.errors import ModelError
from models.interfaces import Context

Writer = Callable[[str, Context | None, Sequence[str], bool], tuple[Message, ...]]
"""text, context, control tokens, whether a reminder is due -> messages"""


@dataclass(frozen=True, slots=True)
class Template:
    """A way to ask. `takes_context`: headline, sentences before and terms have a place in it."""

    name: str
    takes_context: bool
    write: Writer
    read: Callable[[str], str] = lambda answer: answer


def _plain(text: str, context: Context | None, control_tokens: Sequence[str], reminded: bool) -> tuple[Message, ...]:
    system = {"role": "system", "content": TRANSLATOR}
    return system, {"role": "user", "content": user_part(text, context, control_tokens, reminded=reminded)}


def _translategemma(text: str, context: Context | None, control_tokens: Sequence[str], reminded: bool) -> tuple[Message, ...]:
    del context, reminded
    part = {"type": "text", "source_lang_code": "ko", "target_lang_code": "en-US", "text": as_data(text, control_tokens)}
    return ({"role": "user", "content": [part]},)


def _lmt(text: str, context: Context | None, control_tokens: Sequence[str], reminded: bool) -> tuple[Message, ...]:
    del context, reminded
    asked = f"Translate the following text from Korean into English.\nKorean: {as_data(text, control_tokens)}\nEnglish:"
    return ({"role": "user", "content": asked},)


def _rosetta(text: str, context: Context | None, control_tokens: Sequence[str], reminded: bool) -> tuple[Message, ...]:
    del reminded
    lines = ["Translate the user's text to English."]
    if context is not None:
        around = " ".join([*([context.headline] if context.headline else []), *context.previous])
        about = f"Korean education news. {as_data(' '.join(around.split()), control_tokens)}".strip()
        lines += [f"Context: {about}", "Tone: American newspaper English, formal"]
        if context.terms:
            lines.append("Glossary:")
            lines += [f"- {as_data(korean, control_tokens)} -> {as_data(english, control_tokens)}" for korean, english in context.terms]
    lines += ["Output format: JSON", "Provide the final translation immediately without any other text."]
    source = json.dumps({"text": as_data(text, control_tokens)}, ensure_ascii=False)
    return {"role": "system", "content": "\n".join(lines)}, {"role": "user", "content": source}


def _rosetta_answer(answer: str) -> str:
    """The text in the JSON; anything else is no answer."""
    rest = without_thought(answer)
    try:
        values = json.loads(unfenced(rest or ""))
    except (ValueError, RecursionError):
        return ""
    found = values.get("text") if isinstance(values, dict) and len(values) == 1 else None
    return found if isinstance(found, str) else ""


TEMPLATES = {
    template.name: template
    for template in (
        Template("plain", True, _plain),
        Template("translategemma", False, _translategemma),
        Template("lmt", False, _lmt),
        Template("rosetta", True, _rosetta, _rosetta_answer),
    )
}


def template_named(name: str) -> Template:
    """Raises ModelError for an unknown name."""
    if name not in TEMPLATES:
        raise ModelError(f"no chat template is called {name!r}; choose auto, {', '.join(TEMPLATES)}")
    return TEMPLATES[name]


def recognized(chat_template: str, name: str) -> str:
    """Which template a model wants, told from the chat template that ships with it and from its name (folder or id)."""
    if "source_lang_code" in chat_template or "translategemma" in name.lower():
        return "translategemma"
    if "<start_of_turn>translation" in chat_template or "rosetta" in name.lower():
        return "rosetta"
    return "lmt" if "lmt-60" in name.lower() else "plain"

"""Takes an answer out of what models wrap it in: a thought, a code fence, our marks, a label, quotation marks. Nothing else is removed.

Each rule applies to the answer as a whole, so that a rule never takes a piece out of the middle of a translation.
"""

from __future__ import annotations

import re

_BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff\u200b\u200c\u200d\u2060"
_FENCE = re.compile(r"\A(```+|~~~+)[ \t]*[\w+-]*[ \t]*\n(.*?)\n?[ \t]*\1\Z", re.DOTALL)
_FENCE_IN_LINE = re.compile(r"\A(`+)([^`\n]+)\1\Z")
_MARKED = re.compile(r"\A<(translation|source)>(.*)</\1>\Z", re.DOTALL | re.IGNORECASE)
_LABEL = re.compile(
    r"\A(?:\*\*)?(?:(?:the\s+)?(?:english\s+)?translat(?:ion|ed\s+text)(?:\s*\(english\))?|english(?:\s+(?:version|text))?|answer|output|번역|영어)"
    r"(?:\*\*)?\s*[:：](?:\*\*)?\s*",
    re.IGNORECASE,
)
_LABELLED_SOURCE = re.compile(r"\A\W*\w[^:：\n]{0,20}[:：]")
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "「": "」", "『": "』"}
_THOUGHT = re.compile(r"\A\s*(?:<think(?:ing)?>)?(?:(?!<think).)*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHT = re.compile(r"<think(?:ing)?>", re.IGNORECASE)


def bare(text: str) -> str:
    """Without blanks and invisible signs at both ends."""
    return text.strip(_BLANK)


def without_thought(answer: str) -> str | None:
    """The answer after its leading thought, whose opening mark may stand in the prompt; None where a thought never ends."""
    rest = _THOUGHT.sub("", answer, count=1)
    return None if _OPEN_THOUGHT.search(rest) else bare(rest)


def unfenced(answer: str) -> str:
    """The inside of one code fence that holds the whole answer, else the answer."""
    text = bare(answer)
    found = _FENCE.match(text) or _FENCE_IN_LINE.match(text)
    return bare(found[2]) if found else text


def unwrapped(answer: str, source: str) -> str | None:
    """The bare answer; None where a thought never ends. Unwrapping twice is the same as once.

    A label or quotation marks stay where the source has them too: then they are translated, not added.
    """
    rest = without_thought(answer)
    while rest is not None:
        before = rest
        rest = unfenced(rest)
        if found := _MARKED.match(rest):
            rest = bare(found[2])
        if not _LABELLED_SOURCE.match(source):
            rest = bare(_LABEL.sub("", rest, count=1))
        rest = _unquoted(rest, source)
        if rest == before:
            break
    return rest


def _unquoted(answer: str, source: str) -> str:
    closing = _QUOTES.get(answer[:1])
    inside = answer[1:-1]
    if len(answer) < 2 or closing is None or answer[-1] != closing or answer[0] in inside or closing in inside:
        return answer
    if bare(source)[:1] in _QUOTES or bare(source)[-1:] in _QUOTES.values():
        return answer
    return bare(inside)

"""Finds the ends of Korean sentences by rule: fast, and right wherever a sentence carries its end mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.segmentation.markers import dot_belongs_to_token, markers_end
from pipeline.segmentation.quotes import Enclosure, Enclosures

_END_RUN = re.compile(r"[.?!。．？！…‥]+[~♡♥^ㅋㅎ]*")
_CLOSERS = "”’\"')]」』》〉】）］}"
_SPACES = re.compile(r"\s*")

# A quotation or question that these words follow is part of a longer sentence: “가나요?” 하고 물었다.
_CONTINUES = re.compile(
    r"(?:이?라[고는며던니]|이?라면서|하고|하며|하면서|하는|하던|하자|했[다던지]|고(?=\s?[말했전밝강설물답외])|[을를은는의와과로도]\s"
    r"|며\s|면서\s|란\s|[물묻]었|묻[자는]|물으[며면시니]|외[쳤치]|말했|말하[자며면는])"
)
# Without a closing mark only these words go on: `늦었니? 라고 물었다`. 하는, 은 and the like may begin a sentence of their own.
_CONTINUES_BARE = re.compile(r"(?:이?라[고는며던]\s?[가-힣]|이?라면서|하고\s(?:물|묻|말|외|소리|생각|되))")
# After a closing mark without a space comes a particle, unless one of these words starts a sentence of its own.
_STARTS = re.compile(
    r"(?:그[는가의]?\s|그[녀들러런리]|하지만|그러나|그런데|그리고|그래서|그래도|또\s|또한|이어\s|이에\s|이날|한편|반면|다만|따라서|[“‘\"'「『▲△■◇])"
)
# The reporting clause after a whole quotation: “생각나요.” 모둠장 엄지후 군이 말했다.
_REPORTS = re.compile(
    r"[^.?!“”\"…()]{2,40}[이가은는]\s(?:[가-힣]{1,6}\s){0,2}"
    r"(?:말했다|말했습니다|전했다|밝혔다|강조했다|설명했다|귀띔했다|외쳤다|물었다|답했다|웃었다|털어놨다|당부했다|소개했다)\.(?!\s*[“\"])"
)
_ASIDE = re.compile(r"\((?:[^()]{0,3}웃음|박수|침묵|한숨|일동[^()]{0,6}|[^().?!]{1,30})\)")
_LAUGHTER = re.compile(r"\((?:[^()]{0,3}웃음|박수|침묵|한숨|일동[^()]{0,6})\)")
_FINAL_SYLLABLES = frozenset("다요까죠오네지군나가니라자랴걸래냐여데께")
_GLUED_FINALS = frozenset("다요까죠")
_STANDS_BEFORE_QUOTATION = re.compile(r"(?::|[했았었였됐렸졌겼냈갔왔났썼쳤꼈켰밌뒀줬봤놨컸있니]다)\s*\Z")
_WORD = re.compile(r"[가-힣]{2,}\Z")


@dataclass(frozen=True, slots=True)
class SentenceEnd:
    """A border between two sentences. `depth` counts the quotations and brackets that both lie in; 0 is the plain case."""

    position: int
    depth: int


def sentence_ends(text: str, enclosures: Enclosures) -> list[SentenceEnd]:
    """All borders between sentences, those inside quotations and brackets too, white space counted to what precedes it."""
    return list(_Reader(text, enclosures).read())


class _Reader:
    """Reads end marks from left to right and keeps in mind where the sentence at hand began, outside all quotations."""

    def __init__(self, text: str, enclosures: Enclosures) -> None:
        self._text = text
        self._depths = enclosures.depths(len(text))
        self._spans = enclosures.spans
        self._span_ends = [span.end for span in enclosures.spans]
        self._openers = {span.start for span in enclosures.spans}
        self._start = 0
        self._start_of_markers = -1
        self._markers_end = 0

    def read(self) -> Iterator[SentenceEnd]:
        for match in _END_RUN.finditer(self._text):
            closed = self._skip_closers(match.end())
            spaces = _SPACES.match(self._text, closed)
            after = closed if spaces is None else spaces.end()
            if after >= len(self._text):
                return
            depth = self._depths[closed]
            if not self._ends(match, closed, after):
                continue
            if depth == 0:
                aside = self._aside(closed, after)
                if aside >= len(self._text):
                    return
                self._start = after = aside
            yield SentenceEnd(after, depth)

    def _skip_closers(self, position: int) -> int:
        while self._text[position : position + 1] in _CLOSERS and position < len(self._text) and position not in self._openers:
            position += 1
        return position

    def _ends(self, match: re.Match[str], closed: int, after: int) -> bool:
        text, mark, end = self._text, match.start(), match.end()
        if mark == 0 or text[mark - 1].isspace():
            return False
        if end > mark + 1 or text[mark] in "…‥":
            if _is_ellipsis(match.group()) and (after == closed or text[mark - 1] not in _FINAL_SYLLABLES):
                return closed > end and self._quotation_ends(mark, end, closed, after)
        elif text[mark] in ".．" and closed == end and dot_belongs_to_token(text, mark, after):
            return False
        if mark < self._skip_markers():
            return False
        if closed > end:
            if text[mark - 1].isdigit() and text[end] in ")]":
                return False
            return self._quotation_ends(mark, end, closed, after)
        if after == closed:
            return _ends_without_space(text, mark, after)
        return _CONTINUES_BARE.match(text, after) is None

    def _skip_markers(self) -> int:
        if self._start_of_markers != self._start:
            self._start_of_markers, self._markers_end = self._start, markers_end(self._text, self._start)
        return self._markers_end

    def _quotation_ends(self, mark: int, end: int, closed: int, after: int) -> bool:
        """Whether the sentence is over after `end mark + closing marks`, or goes on: a title, a particle, `하고 물었다`."""
        text = self._text
        if after == closed and _STARTS.match(text, after) is None:
            return False
        if _CONTINUES.match(text, after):
            return False
        span = self._span_closed_at(closed - 1)
        if span is None:
            return _REPORTS.match(text, after) is None
        if self._depths[closed] == 0 and span.start > self._skip_markers() and not self._follows_end(span.start):
            return False
        if span.kind == "single" and text[mark] != ".":
            return False
        if span.kind == "bracket" and text[span.start] not in "([":
            return False
        return span.kind != "double" or _REPORTS.match(text, after) is None

    def _follows_end(self, opener: int) -> bool:
        """Whether a quotation stands by itself: after a colon, or after a sentence that lacks its end mark (`물었다 “왜?” 나는`)."""
        return _STANDS_BEFORE_QUOTATION.search(self._text, max(0, opener - 4), opener) is not None

    def _span_closed_at(self, position: int) -> Enclosure | None:
        index = bisect_left(self._span_ends, position)
        if index < len(self._spans) and self._span_ends[index] == position:
            return self._spans[index]
        return None

    def _aside(self, closed: int, after: int) -> int:
        """`(웃음)` after a sentence, and the speaker's name in brackets after a quotation, stay with what they follow."""
        quoted = self._text[closed - 1] in '”"'
        match = (_ASIDE if quoted else _LAUGHTER).match(self._text, after)
        if match is None:
            return after
        spaces = _SPACES.match(self._text, match.end())
        end = match.end() if spaces is None else spaces.end()
        return end if end > match.end() or end == len(self._text) else after


def _is_ellipsis(run: str) -> bool:
    marks = run.rstrip("~♡♥^ㅋㅎ")
    return set(marks) <= set("…‥") or (set(marks) == {"."} and len(marks) > 1)


def _ends_without_space(text: str, mark: int, after: int) -> bool:
    """`했다.그는`: a final ending of a longer word, and Hangul, a number or an opening mark right after it."""
    if text[mark - 1] not in _GLUED_FINALS or _WORD.search(text, max(0, mark - 4), mark) is None:
        return False
    following = text[after]
    if not ("가" <= following <= "힣" or following.isdigit() or following in "“‘\"'「『([▲△■◇" or following.isupper()):
        return False
    return _CONTINUES.match(text, after) is None

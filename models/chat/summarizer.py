"""A Summarizer over any chat model: map and reduce over whole sentences, each summary sentence with the sentences it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.chat import ChatModel, ChatRequest
from models.chat.chunks import Numbered, chunks
from models.chat.languages import HANGUL
from models.chat.summary_answers import VERSION, read_summary, summary_messages, within
from models.errors import ModelError
from models.interfaces import Document, Json, ModelInfo, SummaryLine
from models.summarization._rounds import in_rounds

TOKENS_PER_WORD = 4
"""Room for the answer: an English word takes 1.3 to 1.5 tokens, a Korean one 2 to 3, and citations come on top."""
CITATION_TOKENS = 64
LANGUAGES = ("auto", "en", "ko")


class ChatSummarizer:
    """See `models.interfaces.Summarizer`. What cannot be shown to rest on the article is left out, if need be all of it.

    A long document is read in runs of whole sentences (`chunk_tokens`); then the sentences that those summaries rest on are read
    together. The last word is always said over sentences of the article, never over a summary of them.
    """

    def __init__(
        self, chat: ChatModel, family: str, *, language: str, max_sentences: int, max_words: int, chunk_tokens: int, spare_tokens: int = 0
    ) -> None:
        if language not in LANGUAGES:
            raise ModelError(f"summarization language {language!r} is not known; use one of {', '.join(LANGUAGES)}")
        for name, value in (("max_sentences", max_sentences), ("max_words", max_words), ("chunk_tokens", chunk_tokens)):
            if value < 1:
                raise ModelError(f"{name} must be at least 1, not {value}")
        self.chat = chat
        self._family, self._language = family, language
        self._max_sentences, self._max_words = max_sentences, max_words
        self._chunk_tokens, self._spare_tokens = chunk_tokens, spare_tokens

    def info(self) -> ModelInfo:
        """Identity of the model."""
        return self.chat.info(self._family)

    def signature(self) -> Mapping[str, Json]:
        """Model, version of the prompt, and every option."""
        return {
            "family": self._family,
            **self.chat.signature(),
            "prompt": VERSION,
            "language": self._language,
            "max_sentences": self._max_sentences,
            "max_words": self._max_words,
            "chunk_tokens": self._chunk_tokens,
            "spare_tokens": self._spare_tokens,
        }

    def summarize(self, documents: Sequence[Document]) -> Sequence[Sequence[SummaryLine]]:
        """See `Summarizer.summarize`. Documents go through the model together, round by round."""
        return in_rounds(
            [[(place, text) for place, text in enumerate(document.sentences) if text.strip()] for document in documents],
            self._runs,
            lambda runs: self._read(documents, runs),
            lambda lines: within(lines, self._max_sentences, self._max_words),
        )

    def _runs(self, sentences: Sequence[Numbered]) -> list[list[Numbered]]:
        return list(chunks(sentences, self.chat.count_tokens([text for _, text in sentences]), self._chunk_tokens))

    def _read(self, documents: Sequence[Document], runs: Sequence[tuple[int, Sequence[Numbered]]]) -> list[list[SummaryLine]]:
        """The lines of each run; a run without any is asked for once more."""
        found: list[list[SummaryLine]] = [[] for _ in runs]
        for reminded in (False, True):
            wanted = [place for place, lines in enumerate(found) if not lines]
            requests = [self._request(documents[runs[place][0]], runs[place][1], reminded) for place in wanted]
            for place, reply in zip(wanted, self.chat.answer(requests) if requests else (), strict=True):
                document, sentences = documents[runs[place][0]], runs[place][1]
                text = reply.text if reply.finished else reply.text.rpartition("\n")[0]  # the line that was cut off is no sentence
                found[place] = read_summary(text, sentences, document.headline, language=self._language_of(document))
        return found

    def _request(self, document: Document, sentences: Sequence[Numbered], reminded: bool) -> ChatRequest:
        messages = summary_messages(
            sentences,
            document.headline,
            language=self._language_of(document),
            max_sentences=self._max_sentences,
            max_words=self._max_words,
            control_tokens=self.chat.control_tokens,
            reminded=reminded,
        )
        return ChatRequest(messages, TOKENS_PER_WORD * self._max_words + CITATION_TOKENS + self._spare_tokens)

    def _language_of(self, document: Document) -> str:
        if self._language != "auto":
            return self._language
        text = " ".join(document.sentences[:40])
        letters = sum(sign.isalpha() for sign in text)
        return "ko" if letters and len(HANGUL.findall(text)) >= 0.3 * letters else "en"

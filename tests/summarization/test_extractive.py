from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ModelError
from models.interfaces import Document
from models.registry import build
from models.weights import shipped

ENGLISH = Document(
    headline="Haesong Office of Education to Open Reading Rooms at 12 Rural Schools",
    sentences=(
        "The Haesong Office of Education announced on the 9th that it will open reading rooms at 12 rural schools from March.",
        "Each reading room will have one instructor and 800 books chosen by students.",
        "Who will drive the children home in the evening?",
        '"My daughter reads under the blanket."',
        "However, some parents are worried about the bus times.",
        "The office will spend 230 million won on the reading rooms and add eight schools next year.",
    ),
    paragraphs=(0, 0, 1, 1, 1, 2),
)
KOREAN = Document(
    headline="해송교육지원청, 농촌학교 12곳에 독서교실 연다",
    sentences=(
        "해송교육지원청은 오는 3월부터 농촌학교 12곳에 독서교실을 연다고 9일 밝혔다.",
        "독서교실마다 강사 한 명과 학생들이 고른 책 800권을 둔다.",
        "저녁에 아이들은 누가 데려다주나?",
        "그러나 일부 학부모는 버스 시간을 걱정한다.",
        "교육지원청은 독서교실에 2억 3천만 원을 들이고 내년에 학교 8곳을 더한다.",
    ),
    paragraphs=(0, 0, 1, 1, 2),
)
LINES = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


def summarize(document: Document, **options: Any) -> list[tuple[str, tuple[int, ...]]]:
    summarizer = build("summarization", "extractive", **options)
    return [(line.text, line.cites) for line in summarizer.summarize([document])[0]]


def cited(document: Document, **options: Any) -> list[int]:
    return [number for _, cites in summarize(document, **options) for number in cites]


def document_of(sentences: list[str], headline: str | None = None) -> Document:
    return Document(headline, tuple(sentences), tuple(range(len(sentences))))


@pytest.mark.parametrize("document", [ENGLISH, KOREAN], ids=["english", "korean"])
def test_two_sentences_of_substance_in_reading_order(document: Document) -> None:
    assert cited(document) == [0, len(document.sentences) - 1] or cited(document) == [0, 1]


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("document", [ENGLISH, KOREAN], ids=["english", "korean"])
def test_questions_and_bare_quotations_stay_out(document: Document, most: int) -> None:
    chosen = [document.sentences[number] for number in cited(document, max_sentences=most)]
    assert len(chosen) == most
    assert not [sentence for sentence in chosen if sentence.endswith("?") or sentence.startswith('"')]


def test_one_poor_sentence_is_better_than_none() -> None:
    assert cited(document_of(["Who will pay for it?"])) == [0]


def test_headline_decides_between_like_sentences() -> None:
    sentences = [
        "The weather was mild on the day of the opening ceremony in Haesong.",
        "Three schools in Haesong will receive new laboratories for robots and sensors.",
        "Three schools in Haesong will receive new kitchens for lunches and breakfasts.",
    ]
    assert cited(document_of(sentences, "Robots and sensors: laboratories for schools"), max_sentences=1) == [1]
    assert cited(document_of(sentences, "Lunches and breakfasts: kitchens for schools"), max_sentences=1) == [2]


def test_the_same_sentence_is_never_given_twice() -> None:
    repeated = ENGLISH.sentences[0]
    chosen = [sentence for sentence, _ in summarize(document_of([repeated, repeated, ENGLISH.sentences[1], repeated], ENGLISH.headline))]
    assert sorted(chosen) == sorted([repeated, ENGLISH.sentences[1]])
    assert len(summarize(document_of([repeated, repeated]))) == 1


def test_max_words_is_kept_without_cutting() -> None:
    for limit in range(8, 60, 3):
        chosen = [sentence for sentence, _ in summarize(ENGLISH, max_words=limit, max_sentences=3)]
        assert chosen
        assert set(chosen) <= set(ENGLISH.sentences)
        assert sum(len(sentence.split()) for sentence in chosen) <= limit


def test_a_budget_below_every_sentence_gives_one_whole_sentence() -> None:
    ((sentence, (number,)),) = summarize(ENGLISH, max_words=3)
    assert sentence == ENGLISH.sentences[number]


@pytest.mark.parametrize("document", [document_of([]), document_of(["", " "]), document_of(["…", "-- !"])])
def test_no_words_give_no_summary(document: Document) -> None:
    assert summarize(document) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=12), st.none() | LINES, st.integers(1, 4), st.integers(1, 40), st.floats(0, 1))
def test_any_text_gives_whole_sentences_in_order(
    sentences: list[str], headline: str | None, most: int, words: int, redundancy: float
) -> None:
    document = document_of(sentences, headline)
    lines = summarize(document, max_sentences=most, max_words=words, redundancy=redundancy)
    numbers = [number for _, cites in lines for number in cites]
    assert len(lines) <= most
    assert numbers == sorted(set(numbers))
    assert [text for text, _ in lines] == [sentences[number] for number in numbers]
    assert len(lines) <= 1 or sum(len(text.split()) for text, _ in lines) <= words
    assert lines == summarize(document, max_sentences=most, max_words=words, redundancy=redundancy)


def test_a_document_does_not_depend_on_its_neighbours() -> None:
    summarizer = build("summarization", "extractive")
    assert summarizer.summarize([ENGLISH, KOREAN]) == [*summarizer.summarize([ENGLISH]), *summarizer.summarize([KOREAN])]


def test_five_thousand_sentences_within_two_seconds() -> None:
    sentences = [
        f"School {number} in district {number % 97} opened {number % 13} rooms for readers of grade {number % 6}." for number in range(5000)
    ]
    summarizer = build("summarization", "extractive")
    started = time.perf_counter()
    (lines,) = summarizer.summarize([document_of(sentences, "Readers in district 42")])
    assert len(lines) == 2
    assert time.perf_counter() - started < 2


def test_paragraphs_must_match_sentences() -> None:
    with pytest.raises(ValueError, match="2 sentences but 1 paragraph"):
        build("summarization", "extractive").summarize([Document(None, ("One.", "Two."), (0,))])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "ja"}, "use one of auto, en, ko"),
        ({"max_sentences": 0}, "at least 1"),
        ({"max_words": 0}, "at least 1"),
        ({"redundancy": 2.0}, "between 0 and 1"),
        ({"model": "salienze"}, "did you mean 'salience'"),
    ],
)
def test_options_out_of_range(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        build("summarization", "extractive", **options)


@pytest.mark.parametrize("content", [None, "", "[1]", '{"layout": 99}', '{"layout": 1, "languages": {"en": {}}, "revision": "1"}'])
def test_unusable_weights_name_their_file(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "salience.json").write_text(content)
    with pytest.raises(ModelError, match=r"salience\.json"):
        build("summarization", "extractive", model=str(tmp_path))


def test_signature_names_weights_and_options() -> None:
    plain = build("summarization", "extractive")
    assert plain.signature() != build("summarization", "extractive", max_words=40).signature()
    assert plain.signature() != build("summarization", "extractive", language="en").signature()
    assert json.loads(json.dumps(plain.signature())) == plain.signature()
    assert plain.info().sha256 == plain.signature()["weights"]
    assert (shipped("salience") / "README.md").is_file()

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.interfaces import Document, SummaryLine
from models.registry import build
from models.summarization._alignment import rest_on
from models.summarization._written_sentences import written_sentences
from tests.summarization.tiny_summarizers import RANDOM, bart_that_writes

SENTENCES = (
    "Hanbit Elementary School opened a library for 120 students on Monday.",
    "The weather was mild.",
    "Principal Kim Dara said the library stays open until 7 p.m.",
    "Parents brought cakes to the ceremony.",
    "The city paid 300 million won for the building.",
    "A choir of pupils sang two songs.",
)
TRUE = ("The city paid 300 million won for a library.", "Principal Kim Dara said it stays open until 7 p.m.")
FALSE = ("The library cost 500 million won to the city.", "Mayor Park Sora opened the library for students.")


def document(*sentences: str) -> Document:
    return Document(None, sentences, tuple(range(len(sentences))))


ARTICLE = document(*SENTENCES)


@pytest.fixture(scope="module")
def truthful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("truthful")
    bart_that_writes(folder, " ".join(TRUE))
    return folder


@pytest.fixture(scope="module")
def inventive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inventive")
    bart_that_writes(folder, f"{FALSE[0]} {TRUE[0]} {FALSE[1]}")
    return folder


def built(folder: Path, **options: Any) -> Any:
    common = {"compute_type": "float32", "device": "cpu", "conversions": str(folder.with_name(f"{folder.name}-engines"))}
    return build("summarization", "seq2seq", model=str(folder), **{**common, **options})


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_each_written_sentence_cites_what_it_rests_on(truthful: Path, engine: str) -> None:
    (found,) = built(truthful, engine=engine).summarize([ARTICLE])
    assert found == [SummaryLine(TRUE[0], (0, 4)), SummaryLine(TRUE[1], (2,))]


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_sentence_with_a_number_or_name_that_no_source_has_is_dropped(inventive: Path, engine: str) -> None:
    (found,) = built(inventive, engine=engine, max_words=100, no_repeat_ngram_size=0).summarize([ARTICLE])
    assert [line.text for line in found] == [TRUE[0]]


def test_a_long_article_is_read_to_its_end(truthful: Path) -> None:
    """The model reads a tenth of it at once; what it writes rests on the last sentences alone."""
    filler = [f"Class {number} planted flowers beside the gate this spring." for number in range(60)]
    summarizer = built(truthful, max_source_tokens=200)
    (found,) = summarizer.summarize([document(*filler, *SENTENCES)])
    assert [(line.text, line.cites[-1]) for line in found] == [(TRUE[0], 64), (TRUE[1], 62)]


def test_a_sentence_that_is_longer_than_the_model_reads_goes_in_parts(truthful: Path) -> None:
    long = " and ".join(SENTENCES).replace(". and", " and")
    (found,) = built(truthful, max_source_tokens=200).summarize([document("It rained.", long)])
    assert {line.cites for line in found} <= {(1,)}
    runs = built(truthful, max_source_tokens=200)._runs([(0, "It rained."), (1, long)])
    assert [text for run in runs for _, text in run if text != "It rained."] != [long]
    assert " ".join(text for run in runs for place, text in run if place == 1) == long


def test_limits_on_sentences_and_words_hold(truthful: Path) -> None:
    assert [len(found) for found in built(truthful, max_sentences=1).summarize([ARTICLE])] == [1]
    assert [line.text for line in built(truthful, max_words=45).summarize([ARTICLE])[0]] == list(TRUE)


def test_a_last_sentence_that_the_length_limit_cut_off_is_left_out(truthful: Path) -> None:
    (found,) = built(truthful, max_words=20).summarize([ARTICLE])  # 64 pieces, and TRUE has more
    assert [line.text for line in found] == [TRUE[0]]


def test_documents_do_not_touch_each_other_and_empty_ones_stay_empty(truthful: Path) -> None:
    summarizer = built(truthful)
    found = summarizer.summarize([document(), ARTICLE, document("The weather was mild."), document("  ")])
    assert found == [[], *summarizer.summarize([ARTICLE]), [], []]


def test_a_tokenizer_that_writes_no_ends_gets_them(tmp_path: Path) -> None:
    """KoBART's, on Korean."""
    written = "한빛초등학교가 학생 120명을 위한 도서관을 열었다."
    bart_that_writes(tmp_path, written, closed=False)
    summarizer = built(tmp_path, language="ko", max_words=100, no_repeat_ngram_size=0)
    article = document("날씨가 맑았다.", "한빛초등학교는 월요일 학생 120명을 위한 도서관을 새로 열었다고 밝혔다.")
    pieces = summarizer._codec.encode(["도서관"])[0]
    assert (pieces[0], pieces[-1]) == ("<s>", "</s>")
    assert summarizer.summarize([article]) == [[SummaryLine(written, (1,))]]


@pytest.mark.parametrize("name", sorted(RANDOM))
def test_both_engines_write_the_same_on_every_architecture(name: str, tmp_path: Path) -> None:
    for folder in ("model", "scratch"):
        (tmp_path / folder).mkdir()
    RANDOM[name](tmp_path / "model", tmp_path / "scratch")
    written = []
    for engine in ("ctranslate2", "transformers"):
        summarizer = built(tmp_path / "model", engine=engine, beam_size=3, no_repeat_ngram_size=0, max_words=10)
        assert all(line.cites for found in summarizer.summarize([ARTICLE]) for line in found)
        sources = summarizer._codec.encode(["The school closed.", "About 35,000 students took part."])
        written.append([output.pieces for found in summarizer._engine.generate(sources, summarizer._decoding) for output in found])
    assert written[0] == written[1]


def test_what_the_family_does_not_run_is_refused(truthful: Path, tmp_path: Path) -> None:
    from tests.models.tiny_checkpoints import marian

    for folder in ("model", "scratch"):
        (tmp_path / folder).mkdir()
    marian(tmp_path / "model", tmp_path / "scratch")
    (tmp_path / "model" / "tokenizer.json").touch()
    with pytest.raises(ModelError, match="holds MarianMTModel"):
        built(tmp_path / "model")
    with pytest.raises(ModelError, match="takes at most 256"):
        built(truthful, max_source_tokens=257)
    with pytest.raises(ModelError, match="language 'de' is not known"):
        built(truthful, language="de")


def test_the_signature_tells_what_can_change_a_result(truthful: Path) -> None:
    base = built(truthful).signature()
    assert base == built(truthful, threads=1).signature()
    for option in ({"prefix": "x"}, {"max_sentences": 1}, {"beam_size": 2}, {"engine": "transformers"}, {"max_source_tokens": 99}):
        assert built(truthful, **option).signature() != base


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True), st.data())
def test_a_sentence_of_the_article_rests_on_itself(sources: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(sources) - 1))
    assert rest_on(sources[place], list(enumerate(sources)), None, "en") == (place,)


@given(st.text(max_size=80), st.lists(st.text(max_size=60), max_size=5))
def test_citations_are_places_of_the_sources_in_order(sentence: str, sources: list[str]) -> None:
    cites = rest_on(sentence, [(place + 7, text) for place, text in enumerate(sources)], None, "en")
    assert list(cites) == sorted(set(cites) & {place + 7 for place in range(len(sources))})


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Kim came. He left!", ["Dr. Kim came.", "He left!"]),
        ("The U.S. Army came on Jan. 5. It rained 3.5 mm.", ["The U.S. Army came on Jan. 5.", "It rained 3.5 mm."]),
        ("One .<n>Two .", ["One .", "Two ."]),
        ('He said "Stop." Then he left', ['He said "Stop."', "Then he left"]),
        ("", []),
    ],
)
def test_sentences_are_told_apart(text: str, sentences: list[str]) -> None:
    assert written_sentences(text, ended=True) == sentences


@given(st.text(max_size=80))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    plain = " ".join(text.replace("<n>", " ").split())
    assert " ".join(written_sentences(text, ended=True)).split() == plain.split()

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.interfaces import Document, ThemeDefinition
from models.registry import build
from models.themes import _linear_weights
from models.themes._ngrams import NgramIndex, ngrams, words
from models.themes.linear import LinearTagger
from models.training.tag_scores import score_tags
from models.training.tagged_texts import read_articles, split_of
from models.weights import shipped

CORPUS = Path(__file__).resolve().parents[2] / "data" / "corpus"


@pytest.fixture(scope="module")
def tagger(themes: tuple[ThemeDefinition, ...]) -> LinearTagger:
    built = build("themes", "linear", themes=themes)
    assert isinstance(built, LinearTagger)
    return built


def test_best_theme_and_evidence_of_a_plain_article(tagger: LinearTagger, school_violence: Document) -> None:
    (found,) = tagger.tag([school_violence])
    assert found[0].id == "school-safety-violence"
    assert 0.5 < found[0].score <= 1
    assert set(found[0].evidence[:2]) == {1, 3}
    assert len(found[0].evidence) <= 3
    assert [theme.score for theme in found] == sorted((theme.score for theme in found), reverse=True)


def test_abstains_where_nothing_is_about_education(tagger: LinearTagger, off_topic: Document) -> None:
    assert tagger.tag([off_topic]) == [()]


@pytest.mark.parametrize("text", ["", "12,345 %", "English only?", "漢字", "ㅋㅋㅋ", "🎒"])
def test_text_without_known_words_has_no_theme(tagger: LinearTagger, text: str) -> None:
    assert tagger.tag([Document(text or None, (text,), (0,))]) == [()]
    assert tagger.tag([Document(None, (), ())]) == [()]


def test_a_headline_alone_is_enough(tagger: LinearTagger) -> None:
    (found,) = tagger.tag([Document("특수학교 장애학생 통합학급 지원 확대", (), ())])
    assert found[0].id == "special-inclusive-education"
    assert found[0].evidence == ()


def test_one_document_does_not_depend_on_the_others(tagger: LinearTagger, school_violence: Document, off_topic: Document) -> None:
    together = tagger.tag([off_topic, school_violence, off_topic])
    assert together[1] == tagger.tag([school_violence])[0]


def test_scores_are_those_of_scikit_learn(tagger: LinearTagger) -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    weights = _linear_weights.load(shipped("themes-linear") / _linear_weights.FILE)
    vectorizer = text.TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, vocabulary={ngram: n for n, ngram in enumerate(weights.vocabulary)}
    )
    vectorizer.idf_ = weights.idf.astype(float)
    for article in read_articles(CORPUS / "articles")[::20]:
        headline = [article.document.headline or ""] * weights.headline_repeats
        row = vectorizer.transform([" ".join(words(" ".join([*headline, *article.document.sentences])))])
        scores = np.asarray(row @ weights.coefficients.astype(float)).reshape(-1) + weights.intercept
        expected = 1 / (1 + np.exp(-(weights.slope * scores + weights.offset)))
        got = tagger.probabilities(article.document)
        assert [got[theme] for theme in weights.themes] == pytest.approx(expected.tolist(), abs=1e-5)


@given(st.text(alphabet=st.sampled_from("가나다교육 학교abc1.“\n"), max_size=60))
def test_ngrams_are_those_of_char_wb(text: str) -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    analyze = CountVectorizer(analyzer="char_wb", ngram_range=(2, 4)).build_analyzer()
    assert sorted(gram for word in words(text) for gram in ngrams(word)) == sorted(analyze(" ".join(words(text))))


def test_words_are_the_same_in_both_unicode_forms() -> None:
    assert words("학교폭력 SW교육 3학년") == words("학교폭력 SW교육 3학년") == ["학교폭력", "sw교육", "학년"]


def test_unknown_ngrams_are_left_out() -> None:
    index = NgramIndex([" 학", "학교"])
    assert index.ids("학교 학생").tolist() == [0, 1, 0]


def test_the_dev_split_is_tagged_as_the_model_card_says(tagger: LinearTagger) -> None:
    texts = [text for text in read_articles(CORPUS / "articles") if split_of(text) == "dev"]
    found = tagger.tag([text.document for text in texts])
    scores = score_tags([[theme.id for theme in tags] for tags in found], [text.themes for text in texts])
    assert scores.micro_f1 >= 0.72
    assert scores.top_right >= 0.92


def test_max_themes_and_threshold_scale(themes: tuple[ThemeDefinition, ...], school_violence: Document) -> None:
    everything = build("themes", "linear", themes=themes, threshold_scale=0.001, max_themes=22)
    assert len(everything.tag([school_violence])[0]) > 3
    assert len(build("themes", "linear", themes=themes, threshold_scale=0.001, max_themes=2).tag([school_violence])[0]) == 2
    assert build("themes", "linear", themes=themes, threshold_scale=100).tag([school_violence]) == [()]


@pytest.mark.parametrize(
    "options", [{"threshold_scale": 0}, {"threshold_scale": float("nan")}, {"max_themes": 0}, {"model": "themes-linaer"}]
)
def test_options_out_of_range(themes: tuple[ThemeDefinition, ...], options: dict[str, Any]) -> None:
    with pytest.raises(ModelError):
        build("themes", "linear", themes=themes, **options)


def test_an_unknown_model_names_the_nearest_and_a_missing_folder_is_named(themes: tuple[ThemeDefinition, ...], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="did you mean 'themes-linear'"):
        build("themes", "linear", themes=themes, model="themes-linaer")
    with pytest.raises(ModelError, match="no model folder"):
        build("themes", "linear", themes=themes, model=str(tmp_path / "nothing"))


def test_weights_of_another_taxonomy_say_what_to_do(themes: tuple[ThemeDefinition, ...]) -> None:
    other = (*themes[1:], replace(themes[0], id="space-travel"))
    with pytest.raises(ModelError, match="train_tagger") as error:
        build("themes", "linear", themes=other)
    assert themes[0].id in str(error.value)
    assert "space-travel" in str(error.value)


def test_the_order_of_the_taxonomy_does_not_matter(
    themes: tuple[ThemeDefinition, ...], tagger: LinearTagger, school_violence: Document
) -> None:
    assert build("themes", "linear", themes=themes[::-1]).tag([school_violence]) == tagger.tag([school_violence])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copy(shipped("themes-linear") / _linear_weights.FILE, tmp_path)
    return tmp_path / _linear_weights.FILE


def test_missing_and_damaged_weights_are_found_at_build_time(themes: tuple[ThemeDefinition, ...], copied: Path) -> None:
    folder, whole = str(copied.parent), copied.read_bytes()
    for damaged in (whole[:-1], whole[: len(whole) // 2], whole[:100], whole[:3], b"", b"\xff" * 64, whole + b"x"):
        copied.write_bytes(damaged)
        with pytest.raises(ModelError, match="damaged"):
            build("themes", "linear", themes=themes, model=folder)
    copied.unlink()
    with pytest.raises(ModelError, match="missing"):
        build("themes", "linear", themes=themes, model=folder)


def test_weights_of_another_kind_are_refused(themes: tuple[ThemeDefinition, ...], copied: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"embedding": np.zeros(3, dtype=np.float32)}, copied)
    with pytest.raises(ModelError, match="not weights of a linear theme tagger"):
        build("themes", "linear", themes=themes, model=str(copied.parent))


def test_weights_come_back_as_they_were_saved(copied: Path, tmp_path: Path) -> None:
    again = tmp_path / "again" / _linear_weights.FILE
    _linear_weights.save(again, _linear_weights.load(copied))
    assert again.read_bytes() == copied.read_bytes()


def test_info_and_signature_hold_the_hash_of_the_file(tagger: LinearTagger, themes: tuple[ThemeDefinition, ...]) -> None:
    digest = hashlib.sha256((shipped("themes-linear") / _linear_weights.FILE).read_bytes()).hexdigest()
    assert tagger.info().sha256 == digest
    assert tagger.signature()["sha256"] == digest
    assert build("themes", "linear", themes=themes, max_themes=2).signature() != tagger.signature()


def test_the_shipped_file_is_small() -> None:
    folder = shipped("themes-linear")
    assert (folder / _linear_weights.FILE).stat().st_size < 6_000_000
    assert (folder / "README.md").is_file()

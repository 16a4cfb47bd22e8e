from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.interfaces import Document, ThemeDefinition
from models.registry import build
from models.themes._cues import CueFinder

MEALS = ThemeDefinition("meals", "Meals", "급식", "Lunch.", ("급식", "영양교사"))
BUDGET = ThemeDefinition("budget", "Budget", "예산", "Money.", ("예산", "교육감 선거"))


def cues(text: str, *wanted: str) -> list[str]:
    return [cue for cue, _ in CueFinder((cue, 0) for cue in wanted).find(text)]


@pytest.mark.parametrize(
    ("text", "cue", "count"),
    [
        ("예산을 늘렸다.", "예산", 1),
        ("“예산”과 예산, (예산)으로는", "예산", 3),
        ("예산안은 다르다.", "예산", 0),
        ("새예산 충남예산", "예산", 0),
        ("학교폭력예방 대책", "학교폭력", 1),
        ("학교 폭력을 막자", "학교폭력", 1),
        ("전남특수학교가", "특수학교", 1),
        ("업무협약을 맺었다", "업무 협약", 1),
        ("고 대학생은", "대학", 0),
        ("전대 학생", "대학", 0),
        ("IB 학교, IB를, IBM은", "IB", 2),
        ("4·3을 기억하며", "4·3", 1),
        ("예산", "예산", 1),
        ("산", "예산", 0),
    ],
)
def test_cues_are_found_whatever_particle_follows(text: str, cue: str, count: int) -> None:
    assert len(cues(text, cue)) == count


def test_of_overlapping_cues_the_longest_counts() -> None:
    assert cues("학교폭력예방 주간", "학교폭력", "학교폭력예방") == ["학교폭력예방"]


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(cue in {"예산", "교육감 선거", "AI"} for cue in cues(text, "예산", "교육감 선거", "AI"))


@given(st.sampled_from(["은", "는", "이", "가", "을", "를", "의", "에", "에서", "으로", "와", "과", "도", "만", "까지", "부터", "에는"]))
def test_every_particle_is_tolerated(particle: str) -> None:
    assert cues(f"올해 급식{particle} 좋다", "급식") == ["급식"]


def test_scores_are_as_documented() -> None:
    tagger = build("themes", "keywords", themes=[MEALS, BUDGET], threshold_scale=0.01)
    ((theme,),) = tagger.tag([Document(None, ("급식을 먹었다.",), (0,))])
    assert theme.score == pytest.approx(1 / 3)
    ((theme,),) = tagger.tag([Document("급식", ("비가 왔다.",), (0,))])
    assert (theme.score, theme.evidence) == (pytest.approx(0.75 / 1.75), ())
    ((theme,),) = tagger.tag([Document(None, ("급식과 영양교사.",), (0,))])
    assert theme.score == pytest.approx(0.5)


def test_evidence_is_the_sentences_that_hold_cues_most_first() -> None:
    sentences = ("비가 왔다.", "예산이 줄었다.", "급식이 없다.", "예산과 예산, 예산.", "교육감 선거.", "예산은 예산.")
    ((first, *_),) = build("themes", "keywords", themes=[MEALS, BUDGET]).tag([Document(None, sentences, (0,) * 6)])
    assert (first.id, first.evidence) == ("budget", (3, 5, 1))


def test_abstains_without_cues(themes: tuple[ThemeDefinition, ...], off_topic: Document) -> None:
    assert build("themes", "keywords", themes=themes).tag([off_topic, Document(None, (), ())]) == [(), ()]


def test_finds_the_theme_of_a_plain_article(themes: tuple[ThemeDefinition, ...], school_violence: Document) -> None:
    (found,) = build("themes", "keywords", themes=themes).tag([school_violence])
    assert found[0].id == "school-safety-violence"
    assert set(found[0].evidence) == {1, 3}


def test_the_signature_follows_the_cues() -> None:
    one, other = build("themes", "keywords", themes=[MEALS]), build("themes", "keywords", themes=[BUDGET])
    assert one.signature() != other.signature()
    assert one.info().sha256 == one.signature()["sha256"]


@pytest.mark.parametrize("options", [{"themes": []}, {"max_themes": 0}, {"threshold_scale": -1.0}])
def test_options_out_of_range(options: dict[str, Any]) -> None:
    with pytest.raises(ModelError):
        build("themes", "keywords", **({"themes": [MEALS]} | options))

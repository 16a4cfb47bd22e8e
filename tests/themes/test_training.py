from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.errors import ModelError
from models.training import ridge
from models.training.calibration import Thresholds, calibration_error, fit_calibration, fit_thresholds
from models.training.tag_scores import score_tags
from models.training.tagged_texts import read_articles, read_passages, read_references, read_theme_sentences, split_of
from models.training.tagger import Settings, read_corpus, train

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "train_tagger.py"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two themes that one word each tells apart."""
    folder = tmp_path_factory.mktemp("corpus")
    for part in ("articles", "sentences", "themes"):
        (folder / part).mkdir()
    kinds = {"meals": "급식 식단 영양교사", "budget": "예산 추경 도의회"}
    for name in ("a01", "a02", "a03", "a04", "a05"):
        parts = []
        for number, (theme, talk) in enumerate(kinds.items(), 1):
            lines = [f"# {name}-{number}", "META date=2025-01-01 region=X genre=news", f"T {talk} 소식 ||| News", "D 부제 ||| Deck", "P"]
            parts.append("\n".join([*lines, f"{name} {talk} 이야기다. ||| A story.", "C 사진 ||| Photo", "SUM A story.", f"TAGS {theme}"]))
        (folder / "articles" / f"{name}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    for theme, talk in kinds.items():
        (folder / "sentences" / f"t-{theme}.txt").write_text(f"{talk} 문장. ||| A sentence.\n" * 12, encoding="utf-8")
    (folder / "themes" / "mixed.txt").write_text("TAGS meals, budget\n급식 예산을 늘린다.\n조리실도 고친다.\n", encoding="utf-8")
    return folder


def test_reads_every_part(corpus: Path) -> None:
    article = read_articles(corpus / "articles")[0]
    assert (article.id, article.group, article.themes) == ("a01-1", "a01", ("meals",))
    assert article.document.headline == "급식 식단 영양교사 소식"
    assert article.document.sentences == ("부제", "a01 급식 식단 영양교사 이야기다.", "사진")
    assert [len(text.document.sentences) for text in read_theme_sentences(corpus / "sentences")] == [6, 6, 6, 6]
    assert read_passages(corpus / "themes")[0].themes == ("meals", "budget")
    assert [split_of(text) for text in read_articles(corpus / "articles")[::2]] == ["train", "train", "train", "dev", "samples"]


def test_the_test_split_never_reaches_training(corpus: Path) -> None:
    read = read_corpus(corpus, ["meals", "budget"])
    assert {text.group for text in (*read.train, *read.dev)} == {"a01", "a02", "a03", "a04"}


def test_a_theme_outside_the_taxonomy_is_named(corpus: Path) -> None:
    with pytest.raises(ModelError, match="budget"):
        read_corpus(corpus, ["meals"])


def test_training_is_deterministic_and_learns(corpus: Path) -> None:
    themes = ["meals", "budget"]
    first, report = train(read_corpus(corpus, themes), themes, Settings())
    second, _ = train(read_corpus(corpus, themes), themes, Settings())
    assert np.array_equal(first.coefficients, second.coefficients)
    assert first.vocabulary == second.vocabulary
    assert report.dev.micro_f1 == 1.0
    assert report.dev.top_right == 1.0


def test_ridge_is_that_of_scikit_learn_and_left_out_is_refitting() -> None:
    from sklearn.linear_model import Ridge

    random = np.random.default_rng(0)
    rows, targets = random.normal(size=(24, 5)), random.normal(size=(24, 2))
    weights, groups = random.uniform(0.5, 2, 24), [str(n // 4) for n in range(24)]
    kernel = rows @ rows.T + 1.0
    dual, inverse = ridge.solve(kernel, targets, weights, 0.7)
    wide = np.hstack([rows, np.ones((24, 1))])
    model = Ridge(alpha=0.7, fit_intercept=False).fit(wide, targets, sample_weight=weights)
    assert kernel @ dual == pytest.approx(model.predict(wide), abs=1e-6)
    left = ridge.left_out(dual, inverse, targets, groups)
    for group in set(groups):
        inside = np.array([name == group for name in groups])
        again = Ridge(alpha=0.7, fit_intercept=False).fit(wide[~inside], targets[~inside], sample_weight=weights[~inside])
        assert left[inside] == pytest.approx(again.predict(wide[inside]), abs=1e-6)


def test_calibration_finds_the_probabilities() -> None:
    random = np.random.default_rng(0)
    scores = random.normal(size=(2000, 2))
    truth = 1 / (1 + np.exp(-(2 * scores + np.array([-1.0, 0.5]))))
    gold = random.uniform(size=truth.shape) < truth
    chances = fit_calibration(scores, gold).probabilities(scores)
    assert float(np.abs(chances - truth).mean()) < 0.02
    assert calibration_error(chances, gold) < 0.02
    assert calibration_error(np.full((4, 1), 0.95), np.zeros((4, 1), dtype=bool)) == pytest.approx(0.95)


def test_thresholds_let_the_best_theme_pass_earlier_and_cut_at_most() -> None:
    thresholds = Thresholds(np.array([0.5, 0.5, 0.5, 0.5]), top=0.2, most=2)
    chances = np.array([[0.3, 0.1, 0.0, 0.0], [0.1, 0.0, 0.0, 0.0], [0.9, 0.8, 0.7, 0.6]])
    assert thresholds.tags(chances).astype(int).tolist() == [[1, 0, 0, 0], [0, 0, 0, 0], [1, 1, 0, 0]]
    gold = np.array([[True, False, False, False], [False] * 4, [True, True, True, False]])
    fitted = fit_thresholds(chances, gold, 0.2)
    assert np.all((fitted.own >= 0.1) & (fitted.own <= 0.7))


def test_scores_by_hand() -> None:
    scores = score_tags([["a", "b"], ["b"], []], [["a"], ["a", "b"], ["c"]])
    assert [scores.precision, scores.recall] == pytest.approx([2 / 3, 1 / 2])
    assert scores.micro_f1 == pytest.approx(4 / 7)
    assert scores.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert [scores.top_right, scores.top_first, scores.tags] == pytest.approx([2 / 3, 1 / 3, 1])
    with pytest.raises(ValueError, match="1 tagged"):
        score_tags([["a"]], [])


def test_reads_references_of_samples(tmp_path: Path) -> None:
    kinds = [("headline", "제목"), ("byline", "기자"), ("paragraph", "문장."), ("sentence", "둘째."), ("caption", "사진")]
    values = {"segments": [{"kind": kind, "paragraph": 0, "ko": ko, "en": "x"} for kind, ko in kinds], "themes": ["basic-literacy"]}
    (tmp_path / "x.ref.json").write_text(json.dumps(values), encoding="utf-8")
    (text,) = read_references(tmp_path)
    assert (text.document.headline, text.document.sentences) == ("제목", ("문장.", "둘째.", "사진"))


def test_the_script_scores_a_folder_and_reports_mistakes(tmp_path: Path) -> None:
    folder = tmp_path / "refs"
    folder.mkdir()
    text = "# x-1\nT 학교폭력 예방 ||| A\nP\n학교폭력 전담조사관이 나섰다. ||| B\nTAGS school-safety-violence\n"
    (folder / "x01.txt").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, SCRIPT, "--evaluate", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "top right 1.000" in done.stdout
    empty = subprocess.run([sys.executable, SCRIPT, "--evaluate", tmp_path], capture_output=True, text=True, check=False)
    assert empty.returncode == 2
    assert empty.stderr.startswith("error: ")

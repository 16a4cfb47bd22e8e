"""Metrics against the tools that define them: sacrebleu's command line, rouge-score, scikit-learn; and against themselves."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score, label_ranking_average_precision_score, precision_recall_fscore_support

from pipeline.evaluation.bootstrap import intervals, p_values
from pipeline.evaluation.evaluating import taxonomy_ids
from pipeline.evaluation.examples import Example, Pair
from pipeline.evaluation.metrics import Metric, Row, Settings, metric_names, metrics
from pipeline.evaluation.results import Usage
from pipeline.evaluation.scoring import array, evaluated
from pipeline.evaluation.theme_results import theme_result
from pipeline.progress import Silent
from pipeline.records import Finding, Theme

NOTHING = Usage(None, 0, 0, 0, 0, None)


def scores(examples: Sequence[Example], *names: str, themes: tuple[str, ...] = ()) -> dict[str, float]:
    chosen = [one for one in metrics(Settings(themes)) if one.name in names]
    return {one.metric: one.value for one in evaluated(examples, chosen, data="test", usage=NOTHING).scores}


def one(name: str, themes: tuple[str, ...] = ()) -> Metric:
    return next(metric for metric in metrics(Settings(themes)) if metric.name == name)


def degraded(examples: Sequence[Example], count: int) -> list[Example]:
    """Translations that lost or doubled words here and there."""
    chance = random.Random(7)
    changed = []
    for example in examples[:count]:
        pairs = []
        for pair in example.pairs:
            words = [word for word in pair.hypothesis.split() for _ in range(chance.choice((0, 1, 1, 1, 2)))]
            pairs.append(Pair(pair.index, pair.korean, " ".join(words) or "nothing", pair.reference, pair.kind))
        changed.append(Example(example.article, tuple(pairs), example.summary, example.themes, example.gold_themes))
    return changed


def test_scores_and_signatures_are_those_of_sacrebleus_command_line(perfect: list[Example], tmp_path: Path) -> None:
    examples = degraded(perfect, 4)
    pairs = [pair for example in examples for pair in example.pairs]
    for name, texts in (("hyp", [pair.hypothesis for pair in pairs]), ("ref", [pair.reference or "" for pair in pairs])):
        (tmp_path / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "ref", "-i", "hyp", "-m", "bleu", "chrf", "ter", "--chrf-word-order", "2", "-w", "6"]
    printed = json.loads(subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True).stdout)
    expected = {told["name"].replace("chrF2++", "chrF").lower(): told for told in printed}
    mine = evaluated(examples, metrics(Settings()), data="test", usage=NOTHING)
    for name in ("bleu", "chrf", "ter"):
        found = mine.score(name)
        assert found is not None
        assert found.value == pytest.approx(expected[name]["score"], abs=1e-6)
        assert found.signature == expected[name]["signature"]
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.value < found.high


def test_references_against_themselves_are_perfect(perfect: list[Example], golds: Sequence[object]) -> None:
    from pipeline import load_config

    found = scores(perfect[:20], *metric_names(), themes=taxonomy_ids(load_config()))
    full = {"bleu": 100.0, "chrf": 100.0, "ter": 0.0, "length_ratio": 1.0, "theme_ece": 0.0}
    ones = ("rouge1", "rouge2", "rougeL", "theme_top1", "theme_lrap", "theme_f1_micro", "theme_f1_macro")
    for name, value in {**full, **dict.fromkeys(ones, 1.0)}.items():
        assert found[name] == pytest.approx(value), name
    assert min(found[name] for name in ("numbers", "dates", "names", "terms", "facts")) > 0.95
    assert len(perfect) == len(golds) == 64


def test_shuffled_references_are_near_zero(perfect: list[Example]) -> None:
    pairs = [pair for example in perfect[:20] for pair in example.pairs]
    texts = [pair.hypothesis for pair in pairs]
    random.Random(1).shuffle(texts)
    mixed = [
        Example("mixed", tuple(Pair(n, pair.korean, text, pair.reference) for n, (pair, text) in enumerate(zip(pairs, texts, strict=True))))
    ]
    found = scores(mixed, "bleu", "chrf", "facts")
    assert found["bleu"] < 3
    assert found["chrf"] < 25
    assert found["numbers"] < 0.3


def test_theme_scores_are_scikit_learns() -> None:
    chance = random.Random(3)
    labels = tuple(f"theme-{n}" for n in range(6))
    examples = []
    for n in range(40):
        gold = tuple(chance.sample(labels, chance.randint(1, 3)))
        given = tuple(Theme(theme, chance.random()) for theme in chance.sample(labels, chance.randint(0, 3)))
        examples.append(Example(str(n), (), None, given, gold))
    truth = np.array([[int(label in (e.gold_themes or ())) for label in labels] for e in examples])
    ranked = np.array([[next((t.score for t in e.themes or () if t.id == label), 0.0) for label in labels] for e in examples])
    found = scores(examples, "themes", themes=labels)
    for mean in ("micro", "macro"):
        precision, recall, f1, _ = precision_recall_fscore_support(truth, ranked > 0, average=mean, zero_division=0)
        assert [found[f"theme_{what}_{mean}"] for what in ("precision", "recall", "f1")] == pytest.approx([precision, recall, f1])
    assert found["theme_lrap"] == pytest.approx(label_ranking_average_precision_score(truth, ranked))
    result = theme_result(examples)
    assert result is not None
    each = f1_score(truth, ranked > 0, average=None, zero_division=0)
    assert {score.id: score.f1 for score in result.themes} == pytest.approx(dict(zip(labels, each, strict=True)))
    bins = [one for one in result.reliability if one.count]
    total = sum(one.count for one in bins)
    assert found["theme_ece"] == pytest.approx(sum(one.count * abs(one.confidence - one.right) for one in bins) / total)
    assert sum(one.count for one in result.reliability) == sum(len(e.themes or ()) for e in examples)


def test_confusion_names_what_was_missed_and_what_was_given_instead() -> None:
    example = Example("a", (), None, (Theme("x", 0.9), Theme("y", 0.8)), ("x", "z"))
    result = theme_result([example])
    assert result is not None
    assert [(one.gold, one.given, one.count) for one in result.confusions] == [("z", "y", 1)]


def test_facts_count_what_came_through() -> None:
    pairs = (Pair(0, "학생 120명이 책 35권을 빌렸다.", "A total of 120 students borrowed 53 books.", None),)
    assert scores([Example("a", pairs)], "facts")["numbers"] == pytest.approx(0.5)


def test_findings_are_counted_by_thousand_words() -> None:
    findings = (Finding("omission", "major", "lost"), Finding("low-confidence", "minor", "unsure"))
    example = Example("a", (Pair(0, "책", "one two three four", None, findings=findings),))
    assert scores([example], "findings") == {"findings": 500.0, "grave_findings": 250.0}


def test_a_summary_that_says_what_is_not_there_is_not_supported() -> None:
    from pipeline.evaluation.examples import SummaryPair

    source = "The school opened a new library on Monday. A total of 120 students borrowed books."
    right = SummaryPair(("The school opened a new library on Monday.",), (("The school opened a new library on Monday.",),), source, None)
    wrong = SummaryPair(("A total of 250 students borrowed books.",), (("A total of 120 students borrowed books.",),), source, None)
    found = scores([Example("a", (), right), Example("b", (), wrong)], "summary")
    assert found["supported_sentences"] == 0.5
    assert found["supported_numbers"] == 0.0
    assert 0 < found["novelty"] < 0.5


def test_metrics_without_references_do_not_run_and_say_so() -> None:
    found = evaluated([Example("a", (Pair(0, "책 3권", "3 books", None),))], metrics(Settings()), data="test", usage=NOTHING)
    assert found.score("chrf") is None
    assert found.score("numbers") is not None
    assert any(note.startswith("chrf did not run: there are no reference translations") for note in found.notes)
    assert all(sentence.score is None for sentence in found.sentences)


def test_what_a_metric_leaves_out_is_told_and_progress_counts_metrics(perfect: list[Example]) -> None:
    long = Example("long", (Pair(0, "학교", " ".join(["school"] * 200), " ".join(["school"] * 200)),))
    told: list[tuple[str, int]] = []

    class Listener(Silent):
        def stage(self, name: str, units: int, known: int) -> None:
            told.append((name, units))

        def computed(self, name: str, units: int) -> None:
            told.append((name, units))

    measured = [one for one in metrics(Settings()) if one.name in ("chrf", "ter")]
    some = evaluated([*perfect[:1], long], measured, data="x", usage=Usage(None, 2, 2, 0, 2, None), progress=Listener())
    assert [note.partition(":")[0] for note in some.notes] == [f"ter leaves out 1 of the {len(perfect[0].pairs) + 1} references"]
    assert told == [("measure", 2), ("measure", 1), ("measure", 1)]
    none = evaluated([long], measured, data="x", usage=Usage(None, 1, 1, 0, 1, None))
    assert none.notes == ("ter did not run: references that are not aligned by sentence are too long for it",)


def test_slices_sum_the_rows_of_their_sentences(perfect: list[Example]) -> None:
    examples = [Example(e.article, e.pairs, None, None, None, "Seoul" if n % 2 else "Busan") for n, e in enumerate(degraded(perfect, 6))]
    found = {
        part.name: part for part in evaluated(examples, [one("chrf")], data="test", usage=NOTHING).slices if part.dimension == "region"
    }
    seoul = [e for e in examples if e.region == "Seoul"]
    assert found["Seoul"].scores["chrf"] == pytest.approx(scores(seoul, "chrf")["chrf"])
    assert found["Seoul"].examples == sum(len(e.pairs) for e in seoul)
    assert found["Seoul"].scores["chrf"] != found["Busan"].scores["chrf"]


def test_intervals_are_seeded_and_cover_a_known_mean() -> None:
    rows = np.column_stack((np.ones(400), np.random.default_rng(1).normal(5, 1, 400)))

    def mean(total: Row) -> dict[str, float]:
        return {"mean": float(total[1] / total[0])}

    low, high = intervals(rows, mean)["mean"]
    assert (low, high) == intervals(rows, mean)["mean"]
    assert high - low == pytest.approx(2 * 1.96 / 20, rel=0.15)
    better = rows + np.array([0.0, 0.5])
    assert p_values(rows, better, mean)["mean"] < 0.01
    assert p_values(rows, rows[::-1].copy(), mean)["mean"] == 1.0


def test_rows_of_every_metric_are_one_width(perfect: list[Example]) -> None:
    for metric in metrics(Settings(("a", "b"))):
        assert array(metric.tally(perfect[:3])).ndim == 2


def test_terms_are_those_of_the_users_own_termbase(tmp_path: Path) -> None:
    from pipeline.facts.options import FactsOptions
    from pipeline.facts.tables import load_tables

    (tmp_path / "own.tsv").write_text("ko\ten\n늘봄학교\tEverspring Centers\n", encoding="utf-8")
    tables = load_tables(FactsOptions(termbases=["own.tsv"]), lambda path: str(tmp_path / path))
    example = Example("a", (Pair(0, "늘봄학교가 문을 열었다.", "Everspring Centers opened.", None),))
    facts = {name: metrics(Settings(tables=given)) for name, given in (("own", tables), ("shipped", None))}
    found = {
        name: next(one for one in evaluated([example], made, data="t", usage=NOTHING).scores if one.metric == "terms")
        for name, made in facts.items()
    }
    assert found["own"].value == 1.0
    assert found["shipped"].value == 0.0
    assert found["own"].signature != found["shipped"].signature

"""Comparing two evaluations, the gates, evaluation.json and report.md."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, InputError
from pipeline.evaluation.bootstrap import holm
from pipeline.evaluation.comparing import compare, verdict
from pipeline.evaluation.comparison import Difference
from pipeline.evaluation.examples import Example, Pair
from pipeline.evaluation.files import read_evaluation, write_baseline, write_evaluation
from pipeline.evaluation.gates import breaches, parsed, setbacks
from pipeline.evaluation.metrics import Settings, metrics
from pipeline.evaluation.report import comparison_report, report
from pipeline.evaluation.results import Evaluation, Usage
from pipeline.evaluation.scoring import evaluated
from pipeline.records import Finding, Theme

METRICS = [one for one in metrics(Settings(("a", "b", "c"))) if one.name in ("chrf", "length_ratio", "facts", "findings", "themes")]
WORDS = ["the", "school", "opened", "a", "new", "library", "with", "books", "for", "students", "and", "teachers", "in", "spring"]


def examples(share_lost: float, seed: int) -> list[Example]:
    """Twelve articles of five sentences of which a share of words was lost."""
    texts, losses = random.Random(1), random.Random(seed)
    found = []
    for article in range(12):
        pairs = []
        for index in range(5):
            reference = " ".join(texts.choices(WORDS, k=10))
            hypothesis = " ".join(word for word in reference.split() if losses.random() >= share_lost)
            pairs.append(Pair(index, f"학생 {article + 20}명이 책 {index + 2}권을 빌렸다.", hypothesis, reference, findings=()))
        found.append(Example(f"article-{article}", tuple(pairs), None, (Theme("a", 0.9),), ("a",) if article % 2 else ("b",)))
    return found


def evaluation(share_lost: float, seed: int = 2, of: Sequence[Example] | None = None) -> Evaluation:
    return evaluated(of or examples(share_lost, seed), METRICS, data="test", usage=Usage(1.5, 12, 60, 60, 600, 10**8, 3000, 1000, 0.006))


def test_a_worse_system_is_told_with_its_sentences() -> None:
    good, bad = evaluation(0.05), evaluation(0.4)
    found = compare(good, bad, METRICS, ("good", "bad"))
    chrf = next(one for one in found.differences if one.metric == "chrf")
    assert chrf.change == pytest.approx(chrf.second - chrf.first)
    assert chrf.p is not None
    assert chrf.p < 0.01
    assert chrf.low is not None
    assert chrf.high is not None
    assert chrf.low < chrf.change < chrf.high < 0
    assert "worse in chrf" in found.verdict
    assert [one.change for one in found.lost] == sorted(one.change for one in found.lost)
    assert found.lost[0].change == min(
        b.score - a.score for a, b in zip(good.sentences, bad.sentences, strict=True) if a.score is not None and b.score is not None
    )
    text = comparison_report(found)
    assert found.lost[0].second.hypothesis in text
    assert "bad against good" in text
    back = compare(bad, good, METRICS)
    assert "better in chrf" in back.verdict
    assert back.gained[0].change == pytest.approx(-found.lost[0].change)


def test_systems_that_differ_by_chance_are_not_told_apart() -> None:
    found = compare(evaluation(0.2, seed=2), evaluation(0.2, seed=3), METRICS)
    assert "nothing says that either is better" in found.verdict


def test_the_same_twice_is_the_same() -> None:
    found = compare(evaluation(0.2), evaluation(0.2), METRICS)
    assert found.verdict == "The two are the same in every score."
    assert not found.gained
    assert not found.lost
    assert all(one.p == 1.0 for one in found.differences)


def test_p_values_are_corrected_for_the_number_of_scores() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.4]) == pytest.approx([0.8, 0.8])
    assert holm([]) == []


def difference(metric: str, change: float, p: float, corrected: float) -> Difference:
    return Difference(metric, 40.0, 40.0 + change, change, change - 1, change + 1, p, "higher", 50, corrected)


def test_the_verdict_tells_what_is_sure_from_what_may_be_chance() -> None:
    chance = difference("bleu", -1.0, 0.03, 0.3)
    text = verdict([difference("chrf", 2.0, 0.0001, 0.001), chance, difference("facts", 0.1, 0.5, 0.9)])
    assert "The second is better in chrf (+2) (p < 0.05, corrected for 3 scores)" in text
    assert "Perhaps it is worse in bleu (-1)" in text
    alone = verdict([chance, difference("facts", 0.1, 0.5, 0.9)])
    assert alone.startswith("No score surely differs (p < 0.05, corrected for 2 scores). Perhaps the second is worse in bleu (-1)")
    neither = replace(difference("length_ratio", 0.1, 0.001, 0.001), better="neither")
    assert verdict([neither]) == "Nothing was compared of which one way is better than the other."


def test_one_score_of_many_that_is_worse_by_chance_fails_no_gate() -> None:
    good, bad = evaluation(0.05), evaluation(0.4)
    found = compare(good, bad, METRICS)
    assert any(line.startswith("chrf") for line in setbacks(found))
    by_chance = replace(found, differences=(replace(found.differences[0], p=0.004, corrected=0.05),))
    assert not list(setbacks(by_chance))


def test_findings_of_other_checks_are_not_compared() -> None:
    first = replace(evaluation(0.2), signature={"check": {"checks_version": 1}})
    second = replace(evaluation(0.3), signature={"check": {"checks_version": 2}})
    found = compare(first, second, METRICS)
    assert not [one for one in found.differences if "findings" in one.metric]
    assert "findings: the two were checked by different rules, not compared" in found.notes


def test_a_metric_that_ran_in_one_only_is_told() -> None:
    first = evaluation(0.2)
    fewer = replace(first, rows={name: rows for name, rows in first.rows.items() if name != "themes"})
    assert compare(first, fewer, METRICS).notes == ("themes: it ran in one of the two only, not compared",)


def test_an_edited_reference_is_told() -> None:
    first = evaluation(0.2)
    edited = replace(first.sentences[0], reference="another reference")
    found = compare(first, replace(first, sentences=(edited, *first.sentences[1:])), METRICS)
    assert any(note.startswith("1 sentences have other Korean or another reference") for note in found.notes)


def test_a_baseline_holds_no_text_and_gives_the_same_p_values(tmp_path: Path) -> None:
    good, bad = evaluation(0.05), evaluation(0.4)
    write_baseline(good, tmp_path / "b.json")
    assert good.sentences[0].korean not in (tmp_path / "b.json").read_text(encoding="utf-8")
    assert compare(read_evaluation(tmp_path / "b.json"), bad, METRICS).differences == compare(good, bad, METRICS).differences


def test_only_what_both_have_is_compared() -> None:
    some = examples(0.2, 2)
    found = compare(evaluation(0.2), evaluation(0.2, of=some[:6]), METRICS)
    assert next(one.count for one in found.differences if one.metric == "chrf") == 30
    assert any("30 units are in both, of 60 and 30" in note for note in found.notes)
    others = [replace(one, article=f"other-{one.article}") for one in some]
    with pytest.raises(InputError, match="share no data"):
        compare(evaluation(0.2), evaluation(0.2, of=others), METRICS)


def test_gates_pass_or_name_what_fails() -> None:
    found = evaluation(0.2)
    measures = [measure for metric in METRICS for measure in metric.measures]
    chrf = found.score("chrf")
    assert chrf is not None
    assert not list(breaches(found, parsed(["chrf=1", f"chrf={chrf.value}"], measures)))
    assert list(breaches(found, parsed(["chrf=99.5"], measures))) == [f"chrf is {chrf.value:.4g}, and at least 99.5 is asked for"]
    assert not list(breaches(found, parsed(["theme_ece=1"], measures, is_upper=True)))
    assert len(list(breaches(found, parsed(["theme_ece=0.01"], measures, is_upper=True)))) == 1
    lacking = replace(found, scores=())
    assert list(breaches(lacking, parsed(["chrf=1"], measures))) == ["chrf was not computed, and at least 1 is asked for"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("chrf", "SCORE=NUMBER"),
        ("chrf=high", "SCORE=NUMBER"),
        ("chrff=50", "did you mean 'chrf'"),
        ("findings=3", "use --fail-over findings=3"),
    ],
)
def test_a_gate_that_means_nothing_is_refused(given: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        parsed([given], [measure for metric in METRICS for measure in metric.measures])


def test_a_baseline_is_held_against_what_is_surely_worse_only() -> None:
    good = evaluation(0.05)
    told = list(setbacks(compare(good, evaluation(0.4), METRICS)))
    assert any(line.startswith("chrf is ") for line in told)
    assert not list(setbacks(compare(evaluation(0.4), good, METRICS)))
    assert not list(setbacks(compare(evaluation(0.2, 2), evaluation(0.2, 3), METRICS)))


def test_evaluation_json_comes_back_as_it_was(tmp_path: Path) -> None:
    found = evaluation(0.2)
    flagged = replace(found.sentences[0], findings=(Finding("omission", "major", "lost", (0, 3), None),))
    found = replace(found, sentences=(flagged, *found.sentences[1:]))
    assert Evaluation.from_dict(found.to_dict()) == found
    write_evaluation(found, tmp_path / "evaluation.json")
    back = read_evaluation(tmp_path)
    assert back.sentences[0].findings == flagged.findings
    assert back == found
    assert compare(back, found, METRICS).verdict == "The two are the same in every score."


@pytest.mark.parametrize("text", ["", "[]", '{"format": 99}', '{"format": 1}'])
def test_a_file_that_is_no_evaluation_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "e.json").write_text(text)
    with pytest.raises(InputError, match=r"e\.json is no evaluation"):
        read_evaluation(tmp_path / "e.json")


def test_the_report_shows_scores_slices_and_the_worst_sentences() -> None:
    found = evaluation(0.3)
    text = report(found)
    worst = found.worst(20)
    assert [one.score for one in worst] == sorted(one.score for one in worst if one.score is not None)
    for one in worst:
        assert one.hypothesis in text
    assert "The 20 worst sentences" in text
    assert "| numbers | sentences |" in text
    assert "0.0100 by a thousand words" in text
    chrf = found.score("chrf")
    assert chrf is not None
    assert chrf.signature in text
    assert "Missed, with what was wrongly given instead" in text

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import Cache, NoCache, SqliteCache, keyer
from pipeline.errors import Interrupted, ModelError
from pipeline.records import Article, Failure, Record
from pipeline.runner import Runner
from tests.core.tiny_stages import Loud, article, shouted


def runner(
    stages: Sequence[Any],
    cache: Cache | None = None,
    *,
    articles: int = 100,
    chars: int = 100_000,
    failures: list[Failure] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Runner:
    return Runner(
        stages,
        cache or NoCache(),
        window_articles=articles,
        window_chars=chars,
        on_failure=(failures if failures is not None else []).append,
        should_stop=should_stop,
    )


def ids(records: Iterable[Record]) -> list[str]:
    return [record.article.id for record in records]


def test_records_come_in_the_order_of_the_articles_and_each_with_its_values() -> None:
    articles = [article(str(n), f"word{n} " * (n % 7) + "end") for n in range(50)]
    records = list(runner([Loud(batch_size=3)], articles=8).run(articles))
    assert ids(records) == [str(n) for n in range(50)]
    for one, record in zip(articles, records, strict=True):
        assert shouted(record) == one.blocks[0].text.upper().split()


def test_equal_units_of_a_window_are_computed_once() -> None:
    stage = Loud()
    run = runner([stage])
    list(run.run([article(str(n), "same same other") for n in range(10)]))
    assert sorted(chain.from_iterable(stage.calls)) == ["other", "same"]
    count = run.counts.stages["loud"]
    assert (count.units, count.repeated, count.computed, count.cached) == (30, 28, 2, 0)


def test_equal_units_of_different_windows_are_computed_once_where_there_is_a_cache(tmp_path: Path) -> None:
    stage = Loud()
    list(runner([stage], SqliteCache(tmp_path), articles=1).run([article(str(n), "same") for n in range(5)]))
    assert stage.calls == [["same"]]


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.integers(1, 30), min_size=1), st.integers(1, 40))
def test_a_batch_carries_at_most_batch_size_unless_one_unit_alone_is_heavier(weights: dict[str, int], batch_size: int) -> None:
    stage = Loud(batch_size=batch_size, weights=weights)
    list(runner([stage]).run([article("a", " ".join(weights))]))
    assert sorted(chain.from_iterable(stage.calls)) == sorted(weights)
    for call in stage.calls:
        assert len(call) == 1 or sum(weights[unit] for unit in call) <= batch_size
    heaviest = [max(weights[unit] for unit in call) for call in stage.calls]
    assert heaviest == sorted(heaviest, reverse=True)


def test_a_bad_unit_fails_its_own_records_only_and_is_found_by_halving() -> None:
    stage, failures = Loud(bad=["w5"]), list[Failure]()
    articles = [*(article(str(n), f"w{n}") for n in range(16)), article("also", "w5 w6"), article("none", "w7")]
    records = list(runner([stage], failures=failures).run(articles))
    assert ids(records) == [*(str(n) for n in range(16) if n != 5), "none"]
    assert [(one.id, one.stage) for one in failures] == [("5", "loud"), ("also", "loud")]
    assert "cannot shout w5" in failures[0].reason
    assert failures[0].advice
    assert len(stage.calls) == 1 + 2 * 4  # 16 fail, then at each of four levels one half fails and the other does not


def test_when_every_unit_fails_nothing_else_breaks() -> None:
    failures = list[Failure]()
    run = runner([Loud(bad=["a", "b", "c"])], failures=failures)
    assert list(run.run([article("1", "a b"), article("2", "c")])) == []
    assert ids_of(failures) == ["1", "2"]
    assert run.counts.failures == 2
    assert run.counts.stages["loud"].failed == 3


def ids_of(failures: Iterable[Failure]) -> list[str]:
    return [failure.id for failure in failures]


class UnitsFail(Loud):
    def units(self, record: Record) -> Sequence[Any]:
        if record.article.id == "bad":
            raise KeyError("no units here")
        return super().units(record)


class AssembleFails(Loud):
    def assemble(self, record: Record, values: Sequence[Any]) -> Record:
        if record.article.id == "bad":
            raise KeyError("does not fit")
        return super().assemble(record, values)


class TooFewValues(Loud):
    def compute(self, units: Sequence[Any]) -> Sequence[Any]:
        return [value for unit, value in zip(units, super().compute(units), strict=True) if unit != "bad"]


class NotJson(Loud):
    def compute(self, units: Sequence[Any]) -> Sequence[Any]:
        return [{unit} if unit == "bad" else unit.upper() for unit in units]


class UnitsNotJson(Loud):
    def units(self, record: Record) -> Sequence[Any]:
        return [{"a set"}] if record.article.id == "bad" else super().units(record)


@pytest.mark.parametrize("kind", [UnitsFail, AssembleFails, TooFewValues, NotJson, UnitsNotJson])
def test_a_fault_anywhere_in_a_stage_fails_one_record(kind: type[Loud], tmp_path: Path) -> None:
    failures = list[Failure]()
    articles = [article("1", "one"), article("bad", "bad"), article("2", "two")]
    records = list(runner([kind(batch_size=2)], SqliteCache(tmp_path), failures=failures).run(articles))
    assert ids(records) == ["1", "2"]
    assert ids_of(failures) == ["bad"]


class ModelIsGone(Loud):
    def compute(self, units: Sequence[Any]) -> Sequence[Any]:
        raise ModelError("the model folder was moved")


def test_an_error_that_is_no_fault_of_one_article_ends_the_run() -> None:
    with pytest.raises(ModelError):
        list(runner([ModelIsGone()]).run([article("1", "one")]))


def test_failures_of_reading_go_on_to_the_listener_and_do_not_count_as_articles() -> None:
    failures = list[Failure]()
    run = runner([Loud()], failures=failures)
    inputs: list[Article | Failure] = [Failure("f", "read", "empty"), article("1", "one"), Failure("g", "read", "empty")]
    assert ids(run.run(inputs)) == ["1"]
    assert ids_of(failures) == ["f", "g"]
    assert (run.counts.articles, run.counts.failures) == (1, 2)


@given(
    st.lists(st.text("ab ", min_size=1, max_size=12).filter(str.strip), max_size=12),
    st.integers(1, 13),
    st.integers(1, 60),
    st.integers(1, 9),
)
def test_windows_and_batches_do_not_change_results(texts: list[str], articles: int, chars: int, batch_size: int) -> None:
    inputs = [article(str(n), text) for n, text in enumerate(texts)]
    reference = list(runner([Loud()], articles=1).run(inputs))
    assert list(runner([Loud(batch_size=batch_size)], articles=articles, chars=chars).run(inputs)) == reference


@pytest.mark.parametrize(("articles", "chars", "ahead"), [(4, 100_000, 4), (100, 10, 2)])
def test_at_most_a_window_is_read_ahead(articles: int, chars: int, ahead: int) -> None:
    taken = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield article(str(n), "words")

    records = runner([Loud()], articles=articles, chars=chars).run(source())
    assert taken == 0
    for done in range(1, 20):
        next(records)
        assert taken <= -(-done // ahead) * ahead


def test_a_stop_comes_between_batches_and_the_finished_batch_is_in_the_cache(tmp_path: Path) -> None:
    stage = Loud(batch_size=2)
    cache = SqliteCache(tmp_path)
    run = runner([stage], cache, should_stop=lambda: bool(stage.calls))
    with pytest.raises(Interrupted, match="cache"):
        list(run.run([article("1", "a b c d e f")]))
    assert len(stage.calls) == 1
    again = Loud()
    records = list(runner([again], cache).run([article("1", "a b c d e f")]))
    assert shouted(records[0]) == list("ABCDEF")
    assert set(chain.from_iterable(again.calls)) == set("abcdef") - set(stage.calls[0])


def test_a_cached_value_of_the_wrong_shape_is_computed_again_and_replaced(tmp_path: Path) -> None:
    stage, cache = Loud(), SqliteCache(tmp_path)
    cache.put_many("loud", [(keyer(stage)("one"), ["not", "a", "word"])])
    records = list(runner([stage], cache).run([article("1", "one two")]))
    assert shouted(records[0]) == ["ONE", "TWO"]
    assert cache.get_many([keyer(stage)("one")]) == {keyer(stage)("one"): "ONE"}


def test_another_signature_or_version_computes_anew(tmp_path: Path) -> None:
    class Newer(Loud):
        version = 2

    cache, inputs = SqliteCache(tmp_path), [article("1", "one")]
    for stage in (Loud(), Loud(signature="other"), Newer()):
        list(runner([stage], cache).run(inputs))
        assert stage.calls == [["one"]]
    assert cache.stats()[0].entries == 3


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_can_be_a_unit_and_a_value(text: str) -> None:
    class Whole(Loud):
        def units(self, record: Record) -> Sequence[Any]:
            return [record.article.blocks[0].text]

    (record,) = runner([Whole()]).run([article("1", text)])
    assert shouted(record) == [text.upper()]
    json.dumps(record.to_dict())

from __future__ import annotations

import random
from pathlib import Path

import pytest

from models.errors import ModelError
from models.training.translator.batches import Encoder, Position, batches, stream
from models.training.translator.code_switching import switch
from models.training.translator.data_licences import read_sources
from models.training.translator.mixture import Mixture, Source, listed
from models.training.translator.pairs import Pair, article_pairs, parallel_files, parallel_pairs, sentence_pairs
from models.weights import located
from pipeline.training.insertions import insertions
from tests.models.training import tiny_translator


def test_the_splits_of_the_corpus_do_not_meet() -> None:
    train, dev = (article_pairs(tiny_translator.CORPUS, split) for split in ("train", "dev"))
    assert len(dev) == 932
    assert len(train) > 3000
    assert not {korean for korean, _ in train} & {korean for korean, _ in dev}
    assert not any(korean.startswith(("T ", "C ", "D ")) for korean, _ in train)
    assert len(sentence_pairs(tiny_translator.CORPUS)) > 24_000


def test_parallel_files_are_read_by_name(tmp_path: Path) -> None:
    folder = tiny_translator.parallel(tmp_path / "parallel")
    files = parallel_files(folder)
    assert list(files) == ["talks"]
    assert len(parallel_pairs(files["talks"])) == 18
    assert read_sources(folder, ["talks"])[0].licence == "CC-BY-4.0"
    with pytest.raises(ModelError, match="says nothing of others"):
        read_sources(folder, ["talks", "others"])


def test_draws_follow_the_shares_and_pools_repeat() -> None:
    def often(_: random.Random) -> Pair:
        return "많이", "often"

    mixture = Mixture(
        {"listed": listed([("가", "a"), ("나", "b")], 10.0), "often": Source(60.0, often), "never": Source(0.0, often)}, seed=1
    )
    pool = mixture.pool(4, 2000)
    assert pool == mixture.pool(4, 2000)
    assert pool != mixture.pool(5, 2000)
    assert 0.70 < pool.count(("많이", "often")) / 2000 < 0.80
    with pytest.raises(ModelError, match="nothing to train on"):
        Mixture({"never": Source(0.0, often)}, seed=1)


def test_batches_keep_to_the_budget_and_lose_nothing() -> None:
    chance = random.Random(2)
    examples = [([1] * chance.randint(3, 60), [number] * chance.randint(2, 60)) for number in range(500)]
    made = batches(examples, 400, random.Random(3))
    assert sorted(example[1][0] for batch in made for example in batch) == list(range(500))
    sizes = [len(batch) * max(max(len(source), len(target)) for source, target in batch) for batch in made]
    assert max(sizes) <= 400
    assert sum(sizes) < 1.5 * sum(max(len(source), len(target)) for source, target in examples)  # pairs of like length lie together


def test_the_stream_goes_on_from_any_position() -> None:
    mixture = Mixture({"sentences": listed(sentence_pairs(tiny_translator.CORPUS)[:300], 1.0)}, seed=5)
    encoder = Encoder(located("ko-en-news") / "tokenizer.json", 11_724)
    options = {"pool_pairs": 40, "budget": 600, "seed": 5}
    whole = stream(mixture, encoder, start=Position(), **options)
    first = [next(whole) for _ in range(12)]
    assert first[-1][1].pool > 0
    for number in (3, 7, 10):
        resumed = stream(mixture, encoder, start=first[number][1], **options)
        assert next(resumed) == first[number + 1]


def test_a_mix_of_nothing_usable_is_told_and_does_not_go_round_for_ever() -> None:
    encoder = Encoder(located("ko-en-news") / "tokenizer.json", 11_724)
    mixture = Mixture({"long": listed([("학교 " * 200, "school " * 200)], 1.0)}, seed=5)
    with pytest.raises(ModelError, match="short enough"):
        next(stream(mixture, encoder, pool_pairs=10, budget=600, seed=5, start=Position()))


def test_english_that_cannot_be_produced_is_left_out() -> None:
    encoder = Encoder(located("ko-en-news") / "tokenizer.json", 11_724)
    assert len(encoder.encode([("학교는 문을 닫았다.", "The school closed."), ("학교는 문을 닫았다.", "학교 closed."), ("", "")])) == 1


@pytest.mark.parametrize(
    ("korean", "english", "wanted"),
    [
        ("120억 원을 지원한다.", "It will provide 12 billion won.", "12 billion원을 지원한다."),
        ("학생 3만5천여 명이 왔다.", "About 35,000 students came.", "학생 35,000여 명이 왔다."),
        ("김대중 교육감은 웃었다.", "Superintendent Kim Daejung smiled.", "Kim Daejung Superintendent은 웃었다."),
        ("김대중 교육감은 웃었다.", "Kim Dae-jung, the superintendent, smiled.", None),  # another spelling of the name
        ("김대중 교육감은 웃었다.", "Education chief Kim Daejung smiled.", None),  # another title
        ("120억 원을 지원한다.", "It will provide 112 billion won.", None),
        ("120억 원을 지원한다.", "It will provide 12 billions.", None),
    ],
)
def test_facts_are_inserted_as_translate_does_where_the_reference_has_them(korean: str, english: str, wanted: str | None) -> None:
    found = switch((korean, english), insertions(korean, english), random.Random(1), 1.0)
    assert found == (None if wanted is None else (wanted, english))

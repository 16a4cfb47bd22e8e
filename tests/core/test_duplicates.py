from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.duplicates import DuplicateGroup, NearDuplicates
from pipeline.records import Article, Block

WORDS = ["학교", "교육청", "학생", "교사", "지원", "예산", "내년", "급식", "도서관", "마을", "연수", "진로", "체험", "안전", "시설", "협약"]
LEAST = 0.6


def words(seed: int, count: int = 120) -> list[str]:
    dice = random.Random(seed)
    return [f"{dice.choice(WORDS)}{dice.randrange(200)}" for _ in range(count)]


def article(name: str, text: Sequence[str], published: str | None = None, publisher: str | None = None) -> Article:
    blocks = (Block("headline", "새 소식"), Block("paragraph", " ".join(text)), Block("byline", f"{name} 기자"))
    return Article(name, name, blocks, published, publisher)


def groups(*articles: Article, least: float = LEAST) -> list[DuplicateGroup]:
    found = NearDuplicates(least)
    for one in articles:
        found.add(one)
    return found.groups()


def test_the_same_release_in_several_outlets_is_one_group_that_shows_the_earliest() -> None:
    release = words(1)
    (group,) = groups(
        article("a", release, "2025-11-25", "누리일보"),
        article("other", words(2)),
        article("b", [*release[:110], *words(3, 6)], "2025-11-24", "솔빛신문"),
        article("c", release[5:]),
    )
    assert group.shown == "b"
    assert [(one.id, one.publisher) for one in group.others] == [("a", "누리일보"), ("c", None)]
    assert all(LEAST <= one.similarity <= 1 for one in group.others)


def test_without_dates_the_longest_is_shown() -> None:
    release = words(1)
    assert groups(article("short", release[:100]), article("long", release))[0].shown == "long"


def test_articles_of_one_topic_and_short_notices_stay_apart() -> None:
    half = words(1, 60)
    assert groups(article("a", [*half, *words(2, 120)]), article("b", [*half, *words(3, 120)])) == []
    assert groups(article("a", ["인사", "발령"]), article("b", ["인사", "발령"])) == []


def test_groups_join_when_a_later_article_is_like_both() -> None:
    base = words(1, 200)
    first, last = base[:140], base[60:]
    assert groups(article("a", first), article("b", last)) == []
    (group,) = groups(article("a", first), article("b", last), article("whole", base))
    assert {group.shown, *(one.id for one in group.others)} == {"a", "b", "whole"}


def test_a_thousand_articles_are_grouped_right() -> None:
    found = NearDuplicates(LEAST)
    for number in range(1000):
        found.add(article(f"{number}", words(number % 900)))
    assert len(found.groups()) == 100


@pytest.mark.slow
def test_a_run_lists_them(tmp_path: Path, run_cli: Callable[..., object], korean_folder: Path, translating: Path) -> None:
    text = "\n\n".join(" ".join(words(seed, 40)) + "을 열었다." for seed in range(3))
    for name in ("가.txt", "나.txt"):
        (korean_folder / name).write_text(f"새 도서관이 문을 열다\n\n{text}\n", encoding="utf-8")
    out = tmp_path / "out"
    run_cli("run", korean_folder, "-o", out, "-c", translating)
    (line,) = (out / "duplicates.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"shown": "가.txt", "others": [{"id": "나.txt", "publisher": None, "similarity": 1.0}]}
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["near_identical"] == 1

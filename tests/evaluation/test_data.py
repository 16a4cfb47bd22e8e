"""The forms of data, and mistakes in them: each is told with file and line before anything is computed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import InputError
from pipeline.evaluation.data import SAMPLES, load_data, load_samples
from pipeline.evaluation.examples import example
from pipeline.evaluation.gold import Gold, require_known_themes
from pipeline.records import Article, Block, Record, Segment, Translation

PAIRS = (("학교는 새 도서관을 열었다.", "The school opened a new library."), ("급식이 바뀐다.", "School meals are changing."))
TMX = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header/><body>\n'
    '<tu><tuv xml:lang="ko-KR"><seg>학교는 <bpt i="1"/>새 도서관을 열었다.</seg></tuv>'
    '<tuv xml:lang="en-US"><seg>The school opened a new library.</seg></tuv></tu>\n'
    '<tu><tuv xml:lang="ko"><seg>급식이 바뀐다.</seg></tuv>%s</tu>\n</body></tmx>\n'
)
ENGLISH = '<tuv xml:lang="en"><seg>School meals are changing.</seg></tuv>'


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    return written(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def pairs_of(golds: Sequence[Gold]) -> list[tuple[str, str]]:
    return [(sentence.korean, sentence.english) for one in golds for sentence in one.sentences or ()]


def record_of(gold: Gold, *segments: tuple[int, str]) -> Record:
    return Record(gold.article, tuple(Segment(*one) for one in segments), tuple(Translation(f"T{n}", 0.0) for n in range(len(segments))))


def test_a_folder_of_articles_with_references(sample_folder: Path) -> None:
    data = load_data(sample_folder)
    assert [one.article.id for one in data.articles] == ["library.txt", "meal.txt"]
    library = data.articles[0]
    assert library.region == "Seoul"
    assert library.themes == ("arts-sports-reading",)
    assert library.article.published == "2025-03-04"
    assert [sentence.kind for sentence in library.sentences or ()] == ["headline", "paragraph", "paragraph"]


def test_json_lines_csv_tmx_and_datasets_hold_the_same_pairs(tmp_path: Path) -> None:
    from datasets import Dataset

    rows = [{"ko": korean, "en": english} for korean, english in PAIRS]
    Dataset.from_list(rows).save_to_disk(str(tmp_path / "saved"))
    table = "Korean,English\n" + "".join(f'"{korean}","{english}"\n' for korean, english in PAIRS)
    (tmp_path / "cp949.csv").write_bytes(table.encode("cp949"))
    forms = [
        jsonl(tmp_path / "pairs.jsonl", *rows),
        written(tmp_path / "pairs.csv", table),
        tmp_path / "cp949.csv",
        written(tmp_path / "pairs.tsv", table.replace(",", "\t")),
        written(tmp_path / "pairs.tmx", TMX % ENGLISH),
        tmp_path / "saved",
    ]
    for form in forms:
        data = load_data(form)
        assert pairs_of(data.articles) == list(PAIRS), form
        assert not data.whole, form


def test_rows_of_one_article_are_put_together(tmp_path: Path) -> None:
    rows = [{"article": "a", "ko": korean, "en": english, "genre": "news"} for korean, english in PAIRS]
    data = load_data(jsonl(tmp_path / "pairs.jsonl", *rows))
    assert [(one.article.id, len(one.sentences or ()), one.genre) for one in data.articles] == [("a", 2, "news")]
    assert data.whole


def test_a_line_of_json_may_be_a_whole_article(tmp_path: Path, sample_folder: Path) -> None:
    values = json.loads((sample_folder / "meal.ref.json").read_text(encoding="utf-8"))
    data = load_data(
        jsonl(tmp_path / "articles.jsonl", values, {"text": "급식이 바뀐다\n\n급식은 다음 달부터 바뀐다.", "english": "Meals to change."})
    )
    assert [block.text for block in data.articles[0].article.blocks] == [one["ko"] for one in values["segments"]]
    assert data.articles[1].english == "Meals to change."
    assert data.articles[1].sentences is None


def test_samples_load_as_datasets_both_ways(tmp_path: Path) -> None:
    import datasets

    mine = load_samples()
    assert mine["test"].num_rows == 64
    theirs = datasets.load_dataset(str(SAMPLES), cache_dir=str(tmp_path))
    assert list(theirs) == ["test"]
    ours = {row["id"].removesuffix(".txt"): row for row in mine["test"]}
    for row in theirs["test"]:
        assert [one["en"] for one in row["segments"]] == [one["en"] for one in ours[row["id"]]["segments"]]
        assert list(row["themes"]) == list(ours[row["id"]]["themes"])


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (lambda v: v["segments"][1].pop("en"), 13, "unequal numbers of sentences: sentence 2 has no translation"),
        (lambda v: v["segments"][2].update(ko=" "), 19, "sentence 3 has no Korean"),
        (lambda v: v["segments"][2].update(en="학생 120명이 책을 빌렸다."), 23, "a reference is in Korean"),
        (lambda v: v.update(summary="학교가 도서관을 열었다."), 26, "a reference is in Korean"),
        (lambda v: v["segments"][0].update(kind="title"), 8, "no kind 'title'"),
        (lambda v: v.update(themes=3), 27, "themes should be a list"),
    ],
)
def test_a_mistake_in_a_reference_names_file_and_line(sample_folder: Path, change: Any, line: int, says: str) -> None:
    path = sample_folder / "library.ref.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    change(values)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_data(sample_folder)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert says in str(raised.value)


def test_a_missing_reference_and_a_missing_article(sample_folder: Path) -> None:
    (sample_folder / "meal.txt").rename(sample_folder / "dinner.txt")
    with pytest.raises(InputError, match=r"dinner\.txt has no reference: .*dinner\.ref\.json is missing"):
        load_data(sample_folder)
    (sample_folder / "dinner.txt").unlink()
    with pytest.raises(InputError, match=r"meal\.ref\.json has no article beside it"):
        load_data(sample_folder)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.jsonl", '{"ko": "급식이 바뀐다.", "en": "Meals change."}\n{"ko": "급식"\n', "a.jsonl:2: not JSON"),
        ("a.jsonl", '{"ko": "급식이 바뀐다.", "en": "급식이 바뀐다."}\n', "a.jsonl:1: a reference is in Korean"),
        ("a.csv", 'ko,en\n"급식이\n바뀐다.",Meals change.\n"책",\n', "a.csv:4: unequal numbers of sentences"),
        ("a.csv", "ko,en\n급식,Meals, twice\n", "a.csv:2: 3 cells, the header has 2"),
        ("a.csv", "", "a.csv:1: the file is empty"),
        ("a.csv", "급식이 바뀐다.,Meals change.\n", "a.csv:1: the first row should name the columns"),
        ("a.tmx", TMX % "", "a.tmx:4: unequal numbers of sentences"),
        ("a.tmx", "<tmx>\n<body>", "a.tmx:2: not XML"),
        ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]>\n' + (TMX % ENGLISH).partition("\n")[2], "declares entities"),
        ("a.docx", "no data", "is no data for an evaluation"),
    ],
)
def test_a_mistake_in_a_table_names_file_and_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        load_data(written(tmp_path / name, text))
    assert says in str(raised.value)


def test_a_theme_that_the_taxonomy_does_not_have(sample_folder: Path) -> None:
    known = frozenset({"arts-sports-reading", "student-health-wellbeings"})
    with pytest.raises(
        InputError, match=r"meal\.ref\.json:27: the theme 'student-health-wellbeing' .* did you mean 'student-health-wellbeings'"
    ):
        require_known_themes(load_data(sample_folder).articles, known)


def test_what_one_side_cuts_in_two_is_aligned_as_one(sample_folder: Path) -> None:
    gold = load_data(sample_folder).articles[0]
    record = record_of(gold, (0, "도서관 문을 열다"), (1, "학교는 새 "), (1, "도서관을 열었다. "), (1, "학생 120명이 책을 빌렸다."))
    found, note = example(gold, record)
    assert note is None
    assert [(pair.hypothesis, pair.reference) for pair in found.pairs] == [
        ("T0", "School opens library"),
        ("T1 T2", "The school opened a new library."),
        ("T3", "A total of 120 students borrowed books."),
    ]


def test_an_article_whose_korean_differs_is_measured_as_a_whole_and_says_so(sample_folder: Path) -> None:
    gold = load_data(sample_folder).articles[0]
    found, note = example(gold, record_of(gold, (0, "아주 다른 글이다."), (1, "그렇다.")))
    assert [pair.hypothesis for pair in found.pairs] == ["T0 T1"]
    assert note is not None
    assert "measured as a whole" in note
    assert "library.ref.json" in note


def test_english_that_is_not_aligned_is_measured_as_a_whole(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", "급식이 바뀐다\n\n급식은 다음 달부터 바뀐다. 교사 30명이 식단을 짰다.\n")
    written(tmp_path / "a.ref.txt", "School meals to change\n\nThey will change next month.\n")
    gold = load_data(tmp_path).articles[0]
    found, note = example(gold, record_of(gold, (0, "급식이 바뀐다"), (1, "급식은 다음 달부터 바뀐다.")))
    assert [(pair.hypothesis, pair.reference) for pair in found.pairs] == [("T0 T1", "School meals to change They will change next month.")]
    assert note is not None
    assert "not aligned" in note


def test_a_caption_mark_that_the_reference_leaves_out_does_not_hinder() -> None:
    from pipeline.evaluation.gold import GoldSentence

    article = Article("a", "a", (Block("caption", "[사진] 학생들이 달린다."),))
    gold = Gold(article, "a", (GoldSentence("학생들이 달린다.", "Students run.", "caption"),))
    found, note = example(gold, record_of(gold, (0, "[사진] 학생들이 달린다.")))
    assert note is None
    assert found.pairs[0].reference == "Students run."


def test_json_lines_beside_references_do_not_make_a_folder_a_dataset(sample_folder: Path) -> None:
    jsonl(sample_folder / "notes.jsonl", {"body": "이것은 예전에 쓴 글이다. 학생 120명이 책을 빌렸다."})
    with pytest.raises(InputError, match=r"notes\.jsonl#1 has no reference"):
        load_data(sample_folder)

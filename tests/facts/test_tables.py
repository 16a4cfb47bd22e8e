"""The user's own termbases and names: over the shipped ones, by content in the signature, their mistakes told before the run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from models.interfaces import Hypothesis, ModelInfo
from pipeline.checks.pairs import pair_findings
from pipeline.cli.main import app
from pipeline.config import load_config
from pipeline.errors import ConfigError
from pipeline.facts import recognize
from pipeline.facts.options import FactsOptions
from pipeline.facts.tables import FactTables, load_tables, shipped_tables
from pipeline.pipeline import Pipeline
from pipeline.records import Article, Block, Record, Segment
from pipeline.stages.translate import TranslateOptions, TranslateStage

TERMS = "ko\ten\tforbidden\n늘봄학교\tall-day care school\tspring school\n"
NAMES = "김민서\tMinsuh Kim\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text(TERMS, encoding="utf-8")
    (tmp_path / "names.tsv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("facts:\n  termbases: [terms.tsv]\n  names: [names.tsv]\n", encoding="utf-8")
    return tmp_path


def tables_of(folder: Path, **changes: Any) -> FactTables:
    config = load_config(folder / "mine.yaml")
    return load_tables(config.facts.model_copy(update=changes), config.resolve)


def renderings(text: str, tables: FactTables, published: str | None = None) -> dict[str, str]:
    return {fact.text: fact.renderings[0] for fact in recognize(text, published=published, tables=tables)}


def test_paths_start_from_the_config_and_own_entries_come_over_the_shipped_ones(folder: Path) -> None:
    found = renderings("김민서 교장은 늘봄학교를 교육부에 맡겼다.", tables_of(folder))
    assert found == {"김민서 교장": "Principal Minsuh Kim", "늘봄학교": "all-day care school", "교육부": "Ministry of Education"}
    assert renderings("늘봄학교", shipped_tables())["늘봄학교"] != "all-day care school"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms.csv", "en,ko\nall-day care school,늘봄학교\n"),
        (
            "terms.tbx",
            '<tbx type="TBX-Basic"><text><body><conceptEntry><langSec xml:lang="ko"><termSec><term>늘봄학교</term></termSec></langSec>'
            '<langSec xml:lang="en"><termSec><term>all-day care school</term></termSec></langSec></conceptEntry></body></text></tbx>',
        ),
    ],
)
def test_termbases_of_other_formats(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert renderings("늘봄학교", tables_of(folder, termbases=[name])) == {"늘봄학교": "all-day care school"}


def test_the_signature_knows_contents_and_no_paths(folder: Path) -> None:
    before = tables_of(folder).signature()
    (folder / "terms.tsv").rename(folder / "moved.tsv")
    assert tables_of(folder, termbases=["moved.tsv"]).signature() == before
    assert tables_of(folder, termbases=["moved.tsv"], dates="resolved").signature() != before
    (folder / "moved.tsv").write_text(TERMS + "돌봄\tcare\n", encoding="utf-8")
    assert tables_of(folder, termbases=["moved.tsv"]).signature() != before
    assert shipped_tables().signature() not in (before, {})


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("terms.tsv", TERMS + "돌봄\n", r"terms\.tsv, line 3: 1 cells"),
        ("terms.tsv", "ko\ten\n가가\t=나나\n나나\t=가가\n", r"terms\.tsv, line 2: references in a circle: 가가 \(line 2\) -> 나나"),
        ("names.tsv", NAMES + "김민서\tKim Minseo\n", r"names\.tsv, line 2: 김민서 is 'Kim Minseo' here and 'Minsuh Kim' on line 1"),
    ],
)
def test_a_mistake_stops_the_run_before_it_begins(folder: Path, name: str, text: str, told: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        Pipeline(load_config(folder / "mine.yaml", stages=["segment"]))


def test_files_that_contradict_each_other_are_a_mistake(folder: Path) -> None:
    (folder / "more.tsv").write_text("ko\ten\n늘봄학교\tNeulbom School\n", encoding="utf-8")
    with pytest.raises(
        ConfigError, match=r"more\.tsv, line 2: 늘봄학교 is 'Neulbom School' here and 'all-day care school' in .*terms\.tsv, line 2"
    ):
        tables_of(folder, termbases=["terms.tsv", "more.tsv"])
    (folder / "more-names.tsv").write_text("김민서\tKim Minseo\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="keep one spelling"):
        tables_of(folder, names=["names.tsv", "more-names.tsv"])


def test_the_same_term_in_two_files_is_none(folder: Path) -> None:
    (folder / "more.tsv").write_text(TERMS, encoding="utf-8")
    assert renderings("늘봄학교", tables_of(folder, termbases=["terms.tsv", "more.tsv"])) == {"늘봄학교": "all-day care school"}


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.tsv.*cannot be read"):
        tables_of(folder, termbases=["gone.tsv"])


def test_dates_are_literal_or_resolved() -> None:
    literal, resolved = (load_tables(FactsOptions(dates=dates), str) for dates in ("literal", "resolved"))
    assert renderings("27일 열린다.", literal, "2024-10-25") == {"27일": "the 27th"}
    assert renderings("27일 열린다.", resolved, "2024-10-25") == {"27일": "October 27"}
    assert not pair_findings("학교는 27일 문을 연다.", "The school opens on October 27.", published="2024-10-25", tables=resolved)
    assert pair_findings("학교는 27일 문을 연다.", "The school opens on September 27.", published="2024-10-25", tables=resolved)


def test_the_checks_hold_to_the_users_terms_and_names(folder: Path) -> None:
    tables = tables_of(folder)
    korean = "김민서 교장은 늘봄학교를 열었다."
    assert not pair_findings(korean, "Principal Minsuh Kim opened the all-day care school.", tables=tables)
    told = " ".join(one.message for one in pair_findings(korean, "Principal Park opened the spring school.", tables=tables))
    assert "spring school" in told
    assert "Minsuh Kim" in told


def test_the_check_command_reads_the_config(folder: Path) -> None:
    (folder / "ko.txt").write_text("늘봄학교를 열었다.\n", encoding="utf-8")
    (folder / "en.txt").write_text("They opened the spring school.\n", encoding="utf-8")
    arguments = ["check", str(folder / "ko.txt"), str(folder / "en.txt")]
    assert "all-day care school" in CliRunner().invoke(app, [*arguments, "-c", str(folder / "mine.yaml")]).output
    assert "all-day care school" not in CliRunner().invoke(app, arguments).output


class Copying:
    """A translator that gives back the source that it was given."""

    max_source_tokens, context_sentences, copies_english = 200, 0, True

    def count_tokens(self, texts: Sequence[str]) -> Sequence[int]:
        return [1 for _ in texts]

    def unreadable(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        return [[] for _ in texts]

    def translate(self, texts: Sequence[str], *, against_loops: bool = False, contexts: Any = None) -> Sequence[Sequence[Hypothesis]]:
        return [[Hypothesis(text, -0.1)] for text in texts]

    def signature(self) -> dict[str, Any]:
        return {}

    def info(self) -> ModelInfo:
        return ModelInfo("copying", "none", "1", "0", "none")


def first_translation(tables: FactTables, published: str | None = "2024-10-25") -> tuple[Any, str]:
    stage = TranslateStage(Copying(), TranslateOptions(), tables=tables)
    text = "늘봄학교는 27일 연다."
    units = stage.units(Record(Article("a", "a", (Block("paragraph", text),), published=published), segments=(Segment(0, text),)))
    return units[0], stage.compute(units)[0]["text"]


def test_translate_writes_the_users_terms_into_the_source(folder: Path) -> None:
    unit, text = first_translation(tables_of(folder))
    assert unit == {"text": "늘봄학교는 27일 연다."}
    assert text.startswith("all-day care school")


def test_translate_asks_for_the_articles_date_only_where_it_has_a_bearing(folder: Path) -> None:
    unit, text = first_translation(tables_of(folder, dates="resolved"))
    assert unit["published"] == "2024-10-25"
    assert "27일" in text
    assert "published" not in first_translation(tables_of(folder, dates="resolved"), None)[0]


def test_fifty_thousand_terms_and_names_stay_fast(tmp_path: Path) -> None:
    terms = "".join(f"용어{chr(0xAC00 + number % 11_000)}{chr(0xAC00 + number // 11_000)}\tterm {number}\n" for number in range(50_000))
    (tmp_path / "terms.tsv").write_text("ko\ten\n" + terms, encoding="utf-8")
    names = "".join(f"김{chr(0xAC00 + number % 11_000)}{chr(0xAC00 + number // 11_000)}\tKim {number}\n" for number in range(50_000))
    (tmp_path / "names.tsv").write_text(names, encoding="utf-8")
    began = time.process_time()
    tables = load_tables(FactsOptions(termbases=["terms.tsv"], names=["names.tsv"]), lambda path: str(tmp_path / path))
    sentences = ["용어가가 교육을 김가나 교장이 27일 맡았다."] * 500
    assert all(len(recognize(sentence, tables=tables)) == 3 for sentence in sentences)
    assert time.process_time() - began < 20


def run_stage(tables: FactTables, *texts: str) -> list[str]:
    stage = TranslateStage(Copying(), TranslateOptions(), tables=tables)
    blocks, segments = (Block("paragraph", " ".join(texts)),), tuple(Segment(0, text) for text in texts)
    record = Record(Article("a", "a", blocks), segments=segments)
    return [one.text for one in stage.assemble(record, stage.compute(stage.units(record))).translations or () if one is not None]


def test_a_name_that_the_article_established_is_written_without_its_title() -> None:
    alone, both = "김대중은 목포에 갔다.", ("김대중 교육감이 나섰다.", "김대중은 목포에 갔다.")
    assert run_stage(shipped_tables(), alone)[0].startswith("김대중은")
    assert run_stage(shipped_tables(), *both)[1].startswith("Kim Daejung은")


def test_the_first_mention_carries_the_hangul_where_the_config_says_so() -> None:
    texts = ("김대중 교육감이 나섰다.", "김대중 교육감은 갔다.")
    plain = run_stage(shipped_tables(), *texts)
    assert "(김대중)" not in "".join(plain)
    first, second = run_stage(load_tables(FactsOptions(hangul_names=True), str), *texts)
    assert first.startswith("Kim Daejung (김대중)")
    assert second == plain[1]

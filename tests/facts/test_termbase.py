import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.errors import ConfigError
from pipeline.facts.termbase import Term, Termbase, conflicts, load_termbase, shipped_termbase
from pipeline.facts.terms import find

HEADER = "ko\ten\tvariants\tforbidden\tvalid_from\tvalid_to\tdomain\tnote\n"


def write(folder: Path, text: str, name: str = "terms.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tsv_with_all_columns(tmp_path: Path) -> None:
    base = load_termbase(
        write(tmp_path, "# ours\n" + HEADER + "수능\tCSAT\tSuneung|the CSAT\tSAT\t1993-08-20\t\texam\tyearly\n\n교장\tprincipal\n")
    )
    assert base.terms[0] == Term("수능", "CSAT", ("Suneung", "the CSAT"), ("SAT",), "1993-08-20", "", "exam", "yearly", 3)
    assert (base.terms[1].ko, base.terms[1].line) == ("교장", 5)


def test_a_csv_as_spreadsheets_write_it(tmp_path: Path) -> None:
    base = load_termbase(write(tmp_path, '\ufeffen,ko,note\r\n"test, scholastic",수능,"two\r\nlines"\r\nprincipal,교장,\r\n', "terms.csv"))
    found = [(term.ko, term.en, term.note, term.line) for term in base.terms]
    assert found == [
        ("수능", "test, scholastic", "two lines", 2),
        ("교장", "principal", "", 4),
    ]


OLD_TBX = """<?xml version="1.0"?>
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="1"><descrip type="subjectField">exam</descrip>
 <langSet xml:lang="ko"><tig><term>수능</term></tig></langSet>
 <langSet xml:lang="en-US">
  <tig><term>SAT</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  <tig><term>Suneung</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
  <tig><term>CSAT</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
 </langSet></termEntry></body></text></martif>"""
NEW_TBX = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dca" type="TBX-Basic" xml:lang="en"><text><body><conceptEntry id="1">
<langSec xml:lang="en"><termSec><term>principal</term></termSec></langSec>
<langSec xml:lang="ko"><termSec><term>교장</term></termSec><termSec><term>학교장</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""


def test_tbx_in_its_old_and_new_spelling(tmp_path: Path) -> None:
    assert load_termbase(write(tmp_path, OLD_TBX, "old.tbx")).terms == (
        Term("수능", "CSAT", ("Suneung",), ("SAT",), domain="exam", line=3),
    )
    new = load_termbase(write(tmp_path, NEW_TBX, "new.xml"))
    assert [(term.ko, term.en) for term in new.terms] == [
        ("교장", "principal"),
        ("학교장", "principal"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (HEADER + "수능\t\n", "t.tsv", r"t\.tsv, line 2: the English is empty"),
        (HEADER + "\tCSAT\n", "t.tsv", r"line 2: the Korean term is empty"),
        (HEADER + "수능 CSAT\n", "t.tsv", r"line 2: 1 cells where the header has 8; separate them with tabs"),
        ("ko\ten\n수능\tCSAT\tx\n", "t.tsv", r"line 2: 3 cells where the header has 2"),
        ("korean\tenglish\n", "t.tsv", r"line 1: the header should name ko and en"),
        (HEADER, "t.tsv", r"holds no term"),
        ("", "t.tsv", r"holds no term"),
        (HEADER + "수능\tCSAT\n\n수능\tSAT\n", "t.tsv", r"line 4: 수능 stands on line 2 already, with another English \('CSAT'\)"),
        (HEADER + "수능\tCSAT\n수능\tCSAT\n", "t.tsv", r"line 3: 수능 stands on line 2 already, with the same English"),
        (HEADER + "수능\tCSAT\t\t\t2024-1-8\n", "t.tsv", r"line 2: valid_from is '2024-1-8'; write a date as 2024-01-18"),
        (HEADER + "수능\tCSAT\t\t\t\t20240118\n", "t.tsv", r"line 2: valid_to is '20240118'"),
        (HEADER + "수능\tCSAT\t\t\t2024-02-30\n", "t.tsv", r"line 2: valid_from"),
        (HEADER + "수능\tCSAT\t\t\t2024-02-03\t2024-02-02\n", "t.tsv", r"valid_from 2024-02-03 is after valid_to"),
        (HEADER + "수능\tCSAT\tSAT\tsat\n", "t.tsv", r"line 2: 'sat' is both accepted and forbidden for 수능"),
        (HEADER + "수능\t=대수능\n", "t.tsv", r"line 2: 수능 refers to '대수능', which is no term of this file"),
        (HEADER + "가\t=나\n나\t=다\n다\t=가\n", "t.tsv", r"references in a circle: 가 \(line 2\) -> 나 \(line 3\) -> 다 \(line 4\) -> 가"),
        (HEADER + "가\t=가\n", "t.tsv", r"references in a circle"),
        ('ko,en\n"수능,CSAT\n', "t.csv", r"t\.csv, line 2: not valid CSV"),
        ("x", "t.xlsx", r"a \.tsv, \.csv or \.tbx file, not \.xlsx"),
        ("<tbx><text></tbx>", "t.tbx", r"line 1: not valid XML: mismatched tag"),
        ("<html></html>", "t.tbx", r"the root is <html>"),
        ("<tbx/>", "t.tbx", r"holds no term"),
        ('<!DOCTYPE tbx [<!ENTITY a "b">]>\n<tbx>&a;</tbx>', "t.tbx", r"line 1: delete the <!DOCTYPE"),
        (NEW_TBX.replace("principal", ""), "t.tbx", r"line 1: the English is empty"),
    ],
)
def test_a_mistake_names_file_and_line(tmp_path: Path, text: str, name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_termbase(write(tmp_path, text, name))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_termbase(tmp_path / "none.tsv")
    (tmp_path / "k.tsv").write_bytes("ko\ten\n수능\tCSAT\n".encode("cp949"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_termbase(tmp_path / "k.tsv")


def test_a_reference_takes_english_and_variants(tmp_path: Path) -> None:
    base = load_termbase(write(tmp_path, HEADER + "교총\t=한국교총\tthe KFTA\n한국교총\tKFTA\tfederation\n"))
    assert (base.terms[0].en, base.terms[0].variants) == ("KFTA", ("the KFTA", "federation"))


def test_the_same_term_in_two_periods(tmp_path: Path) -> None:
    base = load_termbase(write(tmp_path, HEADER + "도청\told\t\t\t\t2020-12-31\n도청\tnew\t\t\t2021-01-01\n"))
    assert len(base.terms) == 2


def test_conflicts_are_told_apart() -> None:
    base = Termbase(
        (
            Term("교장", "principal", forbidden=("head teacher",), line=2),
            Term("교장 공모", "open recruitment", line=3),
            Term("학교장", "principal", line=4),
            Term("수석교사", "head teacher", line=5),
            Term("장", "principal", line=6, refers_to="교장"),
        )
    )
    assert {(one.kind, one.lines) for one in conflicts(base)} == {("overlap", (3, 2)), ("same English", (2, 4)), ("forbidden", (2, 5))}


def test_a_users_terms_replace_the_shipped_ones() -> None:
    base = shipped_termbase().joined(Termbase((Term("교장", "head of school"),)))
    assert next(iter(find("교장이", None, base))).renderings == ("head of school",)
    assert next(iter(find("교감이", None, base))).renderings[0] == "vice principal"


def test_fifty_thousand_terms_cost_no_more_than_fifty(tmp_path: Path) -> None:
    """An automaton, not a loop over the terms: that would take a thousand times as long here."""
    syllables = [chr(0xAC00 + 28 * at) for at in range(40)]
    words = [a + b + c for a in syllables for b in syllables for c in syllables[:32]]
    rows = [f"{word}\tterm {word}" for word in words if word not in {"가개갸", "개가개"}]
    text = "가개갸 학생들이 모였다. 그리고 개가개를 들었다."

    def seconds(count: int) -> float:
        base = load_termbase(write(tmp_path, HEADER + "\n".join(["가개갸\tterm", "개가개\tterm", *rows[200 : 200 + count]]) + "\n"))
        assert len(list(find(text, None, base))) == 2
        start = time.process_time()
        for _ in range(1_000):
            list(find(text, None, base))
        return time.process_time() - start

    assert seconds(50_000) < 30 * seconds(50)


@given(st.text(max_size=200), st.sampled_from(["t.tsv", "t.csv", "t.tbx"]), st.sampled_from(["", HEADER, "ko,en\n", "<tbx>"]))
def test_any_file_loads_or_is_a_users_mistake(tmp_path_factory: pytest.TempPathFactory, text: str, name: str, before: str) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_text(before + text, encoding="utf-8", errors="replace")
    message = str(path)
    try:
        load_termbase(path)
    except ConfigError as error:
        message = str(error)
    assert str(path) in message


def test_the_command_lists_what_to_look_at(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "교장\tprincipal\n학교장\tprincipal\n")
    result = CliRunner().invoke(app, ["termbase", "check", str(path)])
    assert result.exit_code == 0
    assert "lines 2, 3: same English: 교장, 학교장 are all 'principal'" in result.output
    assert "2 terms, 1 to look at" in result.output
    assert CliRunner().invoke(app, ["termbase", "check", str(path), "--strict"]).exit_code == 3


def test_the_command_raises_a_users_mistake(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["termbase", "check", str(write(tmp_path, HEADER + "수능\t\n"))])
    assert isinstance(result.exception, ConfigError)

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.bilingual import read_file
from pipeline.errors import ConfigError

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="ko-KR"/><body>
<tu tuid="u1">
 <tuv xml:lang="ko-KR"><seg>학생 <bpt i="1">&lt;b&gt;</bpt>350명<ept i="1">&lt;/b&gt;</ept>이
   <hi>왔다</hi>.</seg></tuv>
 <tuv xml:lang="EN-us"><seg>Some <ph>{1}</ph>350 students &amp; more came.</seg></tuv>
 <tuv xml:lang="ja"><seg>x</seg></tuv>
</tu>
<tu><tuv lang="ko"><seg>비가 왔다.</seg></tuv></tu>
<tu><tuv xml:lang="ja"><seg>x</seg></tuv><tuv xml:lang="en"><seg>y</seg></tuv></tu>
</body></tmx>
"""
XLIFF_1 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="ko" target-language="en-GB" original="a" datatype="plaintext"><body>
<group><trans-unit id="7"><source>학생 <g id="1">350명</g>이<x id="2"/> 왔다.</source>
<seg-source><mrk mtype="seg">학생</mrk></seg-source>
<target>Some <mrk mtype="term">350 students</mrk> came.</target>
<alt-trans><source>다른 것</source><target>other</target></alt-trans></trans-unit></group>
<trans-unit id="8"><source>비가 왔다.</source></trans-unit>
<trans-unit id="9" translate="no"><source>나</source><target>x</target></trans-unit>
</body></file></xliff>
"""
XLIFF_2 = """<xliff version="2.0" srcLang="en" trgLang="ko" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="3">
<segment><source>It <pc id="1">rained</pc><ph id="2"/>.</source><target>비가 왔다.</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>The sun rose.</source><target>해가 떴다.</target></segment>
</unit></file></xliff>
"""


def units(path: Path, text: str) -> list[tuple[str, str, str, int]]:
    path.write_text(text, encoding="utf-8")
    return [(one.korean, one.english, one.id, one.line) for one in read_file(path)]


def test_a_translation_memory_loses_its_inline_codes(tmp_path: Path) -> None:
    assert units(tmp_path / "a.tmx", TMX) == [
        ("학생 350명이 왔다.", "Some 350 students & more came.", "u1", 4),
        ("비가 왔다.", "", "", 10),
    ]


def test_xliff_1_2_knows_its_own_source_and_target_only(tmp_path: Path) -> None:
    assert units(tmp_path / "a.xlf", XLIFF_1) == [
        ("학생 350명이 왔다.", "Some 350 students came.", "7", 3),
        ("비가 왔다.", "", "8", 7),
    ]


def test_xliff_2_is_read_in_either_direction_segment_by_segment(tmp_path: Path) -> None:
    assert units(tmp_path / "a.XLIFF", XLIFF_2) == [("비가 왔다.", "It rained.", "3", 2), ("해가 떴다.", "The sun rose.", "3", 4)]


def test_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_bytes(TMX.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert read_file(tmp_path / "a.tmx")[0].korean == "학생 350명이 왔다."


ENTITY = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<tmx version="1.4"><body/></tmx>'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<tmx><body/></tmx>'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tmx", TMX.replace("</tu>", "</to>", 1), "a.tmx, line 9: no valid XML"),
        ("a.tmx", "", "no valid XML"),
        ("a.tmx", "<html/>", "a.tmx, line 1: <html> is no translation memory"),
        ("a.tmx", TMX.replace('xml:lang="ko-KR"', "", 1), "a.tmx, line 5: a <tuv> needs xml:lang"),
        ("a.tmx", TMX.replace("ko", "fr"), "holds no unit with Korean"),
        ("a.tmx", TMX.replace('"EN-us"', '"de"').replace('"en"', '"de"'), "holds no English"),
        ("a.tmx", ENTITY, "declares entities"),
        ("a.tmx", OUTSIDE, "declares entities"),
        ("a.xlf", XLIFF_1.replace('"en-GB"', '"fr"'), "a.xlf, line 2: translates ko to fr"),
        ("a.xlf", XLIFF_1.replace("<target>Some", "<target>x</target><target>Some"), "a.xlf, line 3: a unit needs one <source>"),
        ("a.xlf", TMX, "<tmx> is no XLIFF"),
        ("a.docx", "x", "name its translation as a second file, or one file of both sides (.tmx, .xlf, .xliff)"),
    ],
)
def test_a_bad_file_is_told_with_its_line(name: str, text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        units(tmp_path / name, text)
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_file(tmp_path / "none.tmx")

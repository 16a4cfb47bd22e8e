"""Finished runs made by hand, for the tests of the report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.records import Article, Block, Failure, Finding, Record, Segment, Summary, SummarySentence, Theme, Translation
from pipeline.writing.folder import OutputFolder

HOSTILE = "<script>alert(1)</script>"
RTL = "\u202eمرحبا بالعالم\u202c שלום 👩‍🏫🏫\u2028 끝"
LONG = "가나다라" * 300 + "x" * 900


def article(
    name: str,
    korean: str = "학생 120명이 27일 서울시교육청에 모였다.",
    english: str = "On the 27th, 120 students met at the Seoul Metropolitan Office of Education.",
    *,
    headline: tuple[str, str] = ("학생 모임", "Students meet"),
    published: str | None = "2025-10-27",
    publisher: str | None = None,
    themes: tuple[str, ...] = ("student-voice",),
    findings: tuple[Finding, ...] = (),
    origin: str = "model",
) -> Record:
    """An article with a headline, a byline that is not translated, one sentence from the outside and a second one."""
    second = "교장은 기뻐했다."
    blocks = (Block("headline", headline[0]), Block("byline", "나하늘 기자"), Block("paragraph", f"{korean} {second}"))
    return Record(
        article=Article(name, f"in/{name}", blocks, published, publisher, "javascript:alert(1)"),
        segments=(Segment(0, headline[0]), Segment(1, "나하늘 기자"), Segment(2, korean + " "), Segment(2, second)),
        translations=(
            Translation(headline[1], -0.1),
            None,
            Translation(english, -0.9, 2, findings, origin),  # type: ignore[arg-type]
            Translation("The principal was pleased.", -0.2),
        ),
        summary=Summary((SummarySentence(f"Brief of {headline[1]}.", (2, 3)),)),
        themes=tuple(Theme(theme, 0.9, (3,)) for theme in themes),
    )


LOST = Finding("numbers", "major", "120명 is not in the translation: expected 120 students", (3, 7), None)
UNSURE = Finding("low-confidence", "minor", "the model is unsure (score -0.90); compare with the Korean")


def write_run(
    folder: Path, records: Iterable[Record], *, finish: bool = True, failures: tuple[Failure, ...] = (), alike: tuple[str, ...] = ()
) -> Path:
    """An output folder as `eduwire run` leaves it."""
    about = {"inputs": ["in"], "versions": {"eduwire": "1.2.3"}, "theme_names": {"student-voice": "Student voice", "budget": "Budget"}}
    model = {"id": "ko-en-news", "family": "bart", "revision": "1", "licence": "cc-by-sa-4.0"}
    with OutputFolder(folder, pages=False, theme_names={}) as out:
        out.begin(about)
        for one in records:
            out.add(one)
        for failure in failures:
            out.fail(failure)
        if alike:
            out.group({"shown": alike[0], "others": [{"id": name, "publisher": None, "similarity": 0.9} for name in alike[1:]]})
        if finish:
            out.finish({**about, "models": [model]})
    return folder

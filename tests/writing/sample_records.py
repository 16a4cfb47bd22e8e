"""Records made by hand, for the tests of what is written."""

from __future__ import annotations

from pipeline.records import Article, Block, Finding, Record, Segment, Summary, SummarySentence, Theme, Translation


def record(
    name: str = "press/budget.txt", headline: str = "Budget", sentence: str = "The budget grew.", korean: str = "예산이 늘었다."
) -> Record:
    blocks = (Block("headline", "예산"), Block("byline", "나하늘 기자"), Block("paragraph", korean), Block("caption", "▲ 예산 회의"))
    unsure = Finding("low-confidence", "minor", "the model is unsure", None, (0, 3))
    return Record(
        article=Article(name, f"in/{name}", blocks, "2025-10-27", "한빛신문", "https://example.org/a", "utf-8"),
        segments=(Segment(0, "예산"), Segment(1, "나하늘 기자"), Segment(2, korean), Segment(3, "▲ 예산 회의")),
        translations=(Translation(headline, -0.1), None, Translation(sentence, -0.2), Translation("Meeting.", -1.5, 2, (unsure,))),
        summary=Summary((SummarySentence("The budget grew.", (2,)),)),
        themes=(Theme("budget-governance", 0.91, (0, 2)),),
    )

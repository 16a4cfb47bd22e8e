"""The `input:` section of the config."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator


class FieldNames(BaseModel):
    """Which column, key or front matter entry holds what; the first name that a file has counts, capitals do not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: tuple[str, ...] = Field(
        ("title", "headline", "제목", "기사제목", "기사 제목"), description="Names of the column that holds the headline."
    )
    subtitle: tuple[str, ...] = Field(
        ("subtitle", "subheadline", "부제", "부제목"), description="Names of the column that holds the sub-headline."
    )
    body: tuple[str, ...] = Field(
        ("body", "text", "content", "본문", "내용", "기사본문", "기사 본문"),
        description="Names of the column that holds the text of the article. The only one that must be there.",
    )
    date: tuple[str, ...] = Field(
        ("date", "published", "published_at", "날짜", "일자", "등록일", "작성일", "게재일"),
        description="Names of the column that holds the date of publication.",
    )
    source: tuple[str, ...] = Field(
        ("source", "press", "publisher", "언론사", "매체", "출처"), description="Names of the column that holds the outlet."
    )
    url: tuple[str, ...] = Field(("url", "link", "링크"), description="Names of the column that holds the address of the article.")
    id: tuple[str, ...] = Field(
        ("id",),
        description="Names of the column whose value follows `#` in the article's id; the number of the row where there is none.",
    )

    @field_validator("*", mode="before")
    @classmethod
    def _one_name_is_a_list_of_one(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class InputOptions(BaseModel):
    """How inputs are read. Limits turn an input into a failure with a reason; they never cut anything off."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: FieldNames = Field(FieldNames(), description="Names of columns and keys in csv, tsv, parquet, json, jsonl and front matter.")
    min_hangul: float = Field(
        0.3, ge=0, le=1, description="Share of Hangul among the letters of a text, 0 to 1, below which it is reported as not Korean."
    )
    min_chars: int = Field(10, ge=1, description="Fewest characters, white space aside, that make an article.")
    max_chars: int = Field(500_000, ge=1, description="Most characters of one article.")
    max_bytes: int = Field(
        20_000_000, ge=1, description="Largest file in bytes, tables and jsonl aside: those are read row by row, and this limits a row."
    )

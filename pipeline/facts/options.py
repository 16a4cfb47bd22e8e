"""The section `facts` of the config: the user's own tables, and how dates are written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.strict import Strict


class FactsOptions(Strict):
    """The section `facts`."""

    termbases: list[str] = Field(default=[])
    """Termbases of your own (.tsv, .csv, TBX-Basic), relative to the config; a term of theirs replaces the shipped one."""
    names: list[str] = Field(default=[])
    """Tables of names (Korean, a tab, English), relative to the config; a name of theirs replaces the shipped one."""
    dates: Literal["literal", "resolved"] = "literal"
    """resolved: a day without a month is given the month nearest to the article's date, `27일` is October 27 and no longer the 27th."""
    hangul_names: bool = False
    """A person's first mention in the body carries the Hangul: Kim Daejung (김대중). Re-translates nothing."""
